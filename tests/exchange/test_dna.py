"""The DNA database: its own rules, what stands in it, and the way back as gold."""

import base64
import csv
import json
import sqlite3
from datetime import date

import pytest

from pipeline import schema
from pipeline.exchange import dna, dna_events, dna_gold
from pipeline.records import Article, Statement

TEXT = "A 🐟 truce\n\nKira Oss demands the nets back; “at once”. It may rain. Oru will not yield."
DEMAND, REFUSAL = "Kira Oss demands the nets back; “at once”.", "Oru will not yield."
TABLES = [
    "SETTINGS",
    "CODERS",
    "CODERRELATIONS",
    "DOCUMENTS",
    "STATEMENTTYPES",
    "VARIABLES",
    "VARIABLELINKS",
    "REGEXES",
    "STATEMENTS",
    "DATABOOLEAN",
    "DATAINTEGER",
    "DATASHORTTEXT",
    "DATALONGTEXT",
    "ENTITIES",
    "ATTRIBUTEVARIABLES",
    "ATTRIBUTEVALUES",
]


@pytest.fixture
def tables(tmp_path, make):
    def statement(number, article_id, quote, **values):
        start = TEXT.index(quote)
        return make(
            Statement,
            statement_id=f"{article_id}-s{number}",
            article_id=article_id,
            quote=quote,
            start=start,
            end=start + len(quote),
            published=date(2031, 5, 2) if article_id == "a1" else None,
            **values,
        )

    articles = [
        make(
            Article,
            article_id="a1",
            path="wire/nets.txt",
            title="A 🐟 truce",
            text=TEXT,
            published=date(2031, 5, 2),
            publisher="The Orsk Bell",
            authors=("Ann Lok", "Bo Reed"),
        ),
        make(Article, article_id="a2", path="copy.txt", title="t" * 300, text=TEXT, duplicate_of="a1"),
    ]
    oss = {"person": "Kira Oss", "organization": "Net Guild", "speaker_kind": "person", "role": "skipper"}
    rows = [
        statement(0, "a1", DEMAND, **oss, concept="nets", move="demand", stance="support", agreement=True, item="nets"),
        statement(1, "a1", REFUSAL, organization="Oru", speaker_kind="government", move="refuse", stance="oppose",
                  agreement=False, efficacy="none"),
        statement(0, "a2", DEMAND, person="Ann Lok", speaker_kind="author", move="assess", stance="conditional"),
        statement(1, "a2", "It may rain.", move="yield", stance="none", efficacy="fails"),
    ]  # fmt: skip
    schema.write(tmp_path, Article, articles, metadata={})
    schema.write(tmp_path, Statement, rows, metadata={})
    return tmp_path


@pytest.fixture
def database(tables):
    (path,) = dna.export(tables, tables / "out.dna")
    with sqlite3.connect(path) as opened:
        yield opened
    opened.close()


def test_it_has_the_tables_of_dna_and_every_key_resolves(database):
    names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert set(TABLES) <= names
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert dict(database.execute("SELECT Property, Value FROM SETTINGS"))["version"].startswith("3.0")


def test_offsets_count_as_java_counts(database):
    rows = database.execute("SELECT d.Text, s.Start, s.Stop FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId")
    texts = [text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le") for text, start, stop in rows]
    assert texts == [DEMAND, REFUSAL, DEMAND, "It may rain."]


def test_every_variable_of_a_type_has_a_value_in_every_statement(database):
    data = ["DATABOOLEAN", "DATAINTEGER", "DATASHORTTEXT", "DATALONGTEXT"]
    union = " UNION ALL ".join(f"SELECT StatementId, VariableId FROM {table}" for table in data)
    found = set(database.execute(union))
    wanted = set(database.execute("SELECT s.ID, v.ID FROM STATEMENTS s JOIN VARIABLES v USING (StatementTypeId)"))
    assert found == wanted
    kinds = set(database.execute("SELECT Variable, DataType FROM VARIABLES"))
    assert {("person", "short text"), ("agreement", "boolean"), ("stance", "integer"), ("item", "long text")} <= kinds


def test_who_takes_no_side_is_of_a_type_without_agreement(database):
    rows = database.execute(
        "SELECT t.Label, b.Value FROM STATEMENTS s JOIN STATEMENTTYPES t ON t.ID = s.StatementTypeId "
        "LEFT JOIN DATABOOLEAN b ON b.StatementId = s.ID ORDER BY s.ID"
    )
    assert rows.fetchall() == [(dna.SIDED, 1), (dna.SIDED, 0), (dna.SIDELESS, None), (dna.SIDELESS, None)]


def test_documents_are_the_articles_with_their_copies(database):
    first, second = database.execute("SELECT Title, Author, Source, Date, Notes FROM DOCUMENTS ORDER BY ID").fetchall()
    assert first[:4] == ("A 🐟 truce", "Ann Lok, Bo Reed", "The Orsk Bell", 1935446400)
    assert (len(second[0]), second[3]) == (190, 0)
    assert "copy of a1" in second[4].splitlines()


def test_attributes_tell_what_an_actor_is(database):
    rows = database.execute(
        "SELECT e.Value, v.AttributeVariable, a.AttributeValue FROM ATTRIBUTEVALUES a JOIN ENTITIES e "
        "ON e.ID = a.EntityId JOIN ATTRIBUTEVARIABLES v ON v.ID = a.AttributeVariableId WHERE a.AttributeValue != ''"
    )
    assert {("Kira Oss", "Role", "skipper"), ("Oru", "Type", "government")} <= set(rows)


def test_the_password_is_hashed_as_dna_checks_it():
    salt = base64.b64decode(dna.hashed("sample", b"0123456789abcdef"))[:16]
    assert salt == b"0123456789abcdef"
    known = "t7STqOHxpl+RXxRUgjsEno+e/38banaYjANbdYQ1geGfH6Xlc2roWgYrPbpCeg5M"  # of the password "sample"
    assert dna.hashed("sample", base64.b64decode(known)[:16]) == known


def test_same_tables_same_bytes(tables):
    one, two = (dna.export(tables, tables / name)[0].read_bytes() for name in ("one.dna", "two.dna"))
    assert one == two


def test_the_event_list_has_a_line_a_statement(tables):
    (path,) = dna_events.export(tables, tables / "events.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["agreement"] for row in rows] == ["1", "0", "", ""]
    assert rows[0]["time"] == "2031-05-02 00:00:00"
    assert rows[0]["text"] == "Kira Oss demands the nets back, “at once”."
    assert [row["stance"] for row in rows] == ["1", "-1", "0", "0"]


def test_statements_come_back_as_gold(tables, database):
    (path,) = dna_gold.read(tables / "out.dna", tables / "gold.jsonl")
    first, second = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    assert (first["id"], second["id"]) == ("nets", "copy")
    assert first["text"] == TEXT
    found = [[r[k] for k in ("holder", "move", "stance", "items")] for r in first["concessions"]]
    assert found == [["Kira Oss", "demand", "support", ["nets"]], ["Oru", "refuse", "oppose", []]]
    places = [first["sentences"][r["sentence"]] for r in first["concessions"]]
    assert [TEXT[start:end] for start, end in places] == [DEMAND, REFUSAL]
    found = [[r[k] for k in ("holder", "stance", "efficacy")] for r in second["concessions"]]
    assert found == [["AUTHOR", "conditional", second["concessions"][0]["efficacy"]],
                     ["NARRATOR", "none", "fails"]]  # fmt: skip


@pytest.mark.parametrize(("name", "content"), [("none.dna", None), ("odd.dna", b"no database"), ("empty.dna", b"")])
def test_what_is_no_database_of_dna_is_said(tmp_path, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(dna_gold.DnaError, match=name):
        dna_gold.read(tmp_path / name, tmp_path / "gold.jsonl")
