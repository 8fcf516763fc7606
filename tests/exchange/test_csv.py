import csv
import json
from datetime import date

import pytest

from pipeline import schema
from pipeline.cells import inert
from pipeline.exchange import formats
from pipeline.exchange.csv import export
from pipeline.records import Article, Attribution, Concession, Statement
from pipeline.schema import TableError
from pipeline.spans import Span


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_found_is_written(tmp_path, make):
    schema.write(tmp_path, Article, [make(Article, article_id="a1")], metadata={})
    schema.write(tmp_path, Statement, [], metadata={})
    made = export(tmp_path, tmp_path / "out")
    assert [p.name for p in made] == ["articles.csv", "statements.csv"]
    header = made[1].read_bytes()
    assert header.startswith(b"statement_id,concession_id,")
    assert header.count(b"\r\n") == 1


def test_cells_are_typed(tmp_path, make):
    article = make(Article, article_id="a1", published=date(2031, 3, 4), authors=("Ilse Bram", "=Vell"), n_tokens=3)
    schema.write(tmp_path, Article, [article], metadata={})
    statement = make(Statement, statement_id="s", agreement=False, confidence=0.5, quote='one,\n"two" — drei')
    schema.write(tmp_path, Statement, [statement], metadata={})
    spoken = make(Attribution, attribution_id="x", content_spans=(Span(1, 4), Span(6, 9)))
    schema.write(tmp_path, Attribution, [spoken], metadata={})
    (articles, attributions, statements) = (rows_of(p)[0] for p in export(tmp_path, tmp_path / "out"))
    assert articles["published"] == "2031-03-04"
    assert json.loads(articles["authors"]) == ["Ilse Bram", "=Vell"]
    assert (articles["n_tokens"], articles["title"]) == ("3", "")
    assert json.loads(attributions["content_spans"]) == [{"start": 1, "end": 4}, {"start": 6, "end": 9}]
    assert (statements["agreement"], statements["confidence"]) == ("false", "0.5")
    assert statements["quote"] == 'one,\n"two" — drei'


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1"])
def test_formula_is_made_inert_and_can_be_undone(tmp_path, make, text):
    assert inert(text) == f"'{text}"
    rows = [make(Concession, concession_id="c", text=text, cameo="025", confidence=0.5)]
    schema.write(tmp_path, Concession, rows, metadata={})
    (row,) = rows_of(export(tmp_path, tmp_path)[0])
    assert row["text"].removeprefix("'") == text
    assert (row["move"], row["cameo"]) == ("demand", "025")


@pytest.mark.parametrize("text", ["", "plain", "a=b", "'quoted'", "“We”", "1-2"])
def test_harmless_text_stays(text):
    assert inert(text) == text


def test_all_row_groups_are_written(tmp_path, make, monkeypatch):
    monkeypatch.setattr(schema, "ROW_GROUP", 2)
    rows = [make(Concession, concession_id=f"c{i}") for i in range(5)]
    schema.write(tmp_path, Concession, rows, metadata={})
    assert [r["concession_id"] for r in rows_of(export(tmp_path, tmp_path)[0])] == ["c0", "c1", "c2", "c3", "c4"]


def test_folder_without_tables_is_refused(tmp_path):
    with pytest.raises(TableError, match="holds no table"):
        export(tmp_path, tmp_path / "out")


def test_format_is_found_by_name(tmp_path, make):
    schema.write(tmp_path, Concession, [make(Concession)], metadata={})
    assert formats.export("csv", tmp_path, tmp_path / "out") == [tmp_path / "out/concessions.csv"]
    with pytest.raises(formats.FormatError, match="there are aif, csv, dna, dna-events, stata"):
        formats.export("xls", tmp_path, tmp_path / "out")
