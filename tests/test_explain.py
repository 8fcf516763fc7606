"""`pipeline explain`: why a row is there, and that hostile text cannot steer the terminal."""

import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline import chain
from pipeline.cli import app
from pipeline.console import plain
from pipeline.explain import UnknownConcessionError, explain
from pipeline.params import ConcessionsParams

TEXT = (
    "SELLE — Ada Orne, Vardania’s water minister, said on Monday that Lumeria must withdraw its patrol boats from the bay "
    "before any talks on the river treaty begin.\n\nLumeria’s envoy, Tomas Vell, rejected the demand, and the talks in the "
    "old harbour were put off for a week."
)


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explain")
    (folder / "orne.txt").write_text(TEXT, encoding="utf-8")
    chain.run(folder / "orne.txt", folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def row(tables):
    return pd.read_parquet(tables / "concessions.parquet").iloc[0]


def test_the_words_that_decided_are_named(tables, row):
    found = explain(tables, row.concession_id, params=ConcessionsParams())
    did = {found.article.text[w.span.start : w.span.end]: w.did for w in found.words}
    assert did["withdraw"] == "gives up"
    assert did["boats"].startswith("what is given")
    assert [a.speaker for a in found.chain] == ["Ada Orne"]


def test_it_is_shown_in_its_paragraph(tables, row):
    shown = CliRunner().invoke(app, ["explain", row.concession_id, str(tables)]).output
    assert "must *withdraw* its patrol *boats*" in shown
    assert shown.count("[") == shown.count("]") == 1
    for words in (
        "Ada Orne; person",
        "demand; actual; CAMEO 105",
        "stance       support",
        "said by      Ada Orne (said",
    ):
        assert words in shown


def test_other_settings_are_told(tables, row):
    shown = CliRunner().invoke(
        app, ["explain", row.concession_id, str(tables), "--set", "concessions.min_confidence=1"]
    )
    assert "no longer find it" in shown.output


def test_an_unknown_id_is_refused(tables):
    with pytest.raises(UnknownConcessionError, match="concession_id"):
        explain(tables, "nobody", params=ConcessionsParams())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“Yes”\u2014 señor", "“Yes”\u2014 señor"),
        ("a\x1b[2Jb", "a\ufffd[2Jb"),
        ("two\nlines\there", "two lines here"),
        ("right\u202eleft", "right\ufffdleft"),
    ],
)
def test_control_characters_are_only_shown(text, shown):
    assert plain(text) == shown
