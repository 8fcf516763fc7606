"""The Stata file, read back by pandas."""

from datetime import date

import pandas as pd
import pytest

from pipeline import schema
from pipeline.exchange.stata import RENAMED, export
from pipeline.records import Statement


@pytest.fixture
def path(tmp_path, make):
    rows = [
        make(Statement, statement_id="s1", person="Kira Oss ☂", agreement=True, stance="support", move="demand",
             published=date(2031, 5, 2), quote="x" * 3000, reasons=("u1", "u2"), confidence=0.75, start=4, end=9),
        make(Statement, statement_id="s2", agreement=None, stance="none", move="yield"),
    ]  # fmt: skip
    schema.write(tmp_path, Statement, rows, metadata={})
    return export(tmp_path, tmp_path / "statements.dta")[0]


def test_values_survive(path):
    frame = pd.read_stata(path)
    first, second = frame.to_dict("records")
    assert (first["person"], first["quote"], first["reasons"]) == ("Kira Oss ☂", "x" * 3000, "u1 | u2")
    assert (first["agreement"], first["confidence"], first["quote_start"]) == (1, 0.75, 4)
    assert (first["published"], first["stance"]) == (pd.Timestamp(2031, 5, 2), "support")
    assert pd.isna(second["agreement"])
    assert pd.isna(second["published"])
    assert (second["person"], second["move"]) == ("", "yield")


def test_columns_and_values_are_labelled(path):
    with pd.io.stata.StataReader(path) as reader:
        labels = reader.variable_labels()
        values = reader.value_labels()
    assert labels["agreement"] == "True for support, false for oppose, else null."
    assert set(labels) == {RENAMED.get(name, name) for name in schema.schema_of(Statement).names}
    assert values["stance"] == {0: "support", 1: "oppose", 2: "conditional", 3: "none"}


def test_same_tables_same_bytes(path):
    assert export(path.parent, path.parent / "two.dta")[0].read_bytes() == path.read_bytes()


def test_no_statements_are_an_empty_table(tmp_path):
    schema.write(tmp_path, Statement, [], metadata={})
    assert len(pd.read_stata(export(tmp_path, tmp_path / "none.dta")[0])) == 0
