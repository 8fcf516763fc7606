import json

import pyarrow.parquet as pq
import pytest

from pipeline import schema
from pipeline.params import StatementsParams
from pipeline.records import Article, Concession, Relation, Speaker, Stance, Statement, Token, Unit
from pipeline.schema import TableError
from pipeline.statements import stage, userlist

TEXT = "Vell wants an end to fishing limits."
WORDS = [("Vell", "PROPN"), ("wants", "VERB"), ("an", "DET"), ("end", "NOUN"), ("to", "ADP"), ("fishing", "NOUN"),
         ("limits", "NOUN"), (".", "PUNCT")]  # fmt: skip


@pytest.fixture
def tables(tmp_path, make):
    """Two articles with the same sentence, the second without a holder and a copy of the first; a third is empty."""

    def write(record, rows):
        schema.write(tmp_path, record, rows, metadata={})

    write(Article, [
        make(Article, article_id="a1", text=TEXT, title="Nets"),
        make(Article, article_id="a2", text=TEXT, duplicate_of="a1"),
        make(Article, article_id="a3", text="Nothing."),
    ])  # fmt: skip
    write(Token, [
        make(Token, article_id=a, token_id=i, head=i, start=(at := TEXT.index(w)), end=at + len(w), text=w,
             lemma=w.lower().removesuffix("s"), pos=pos)
        for a in ("a1", "a2") for i, (w, pos) in enumerate(WORDS)
    ])  # fmt: skip
    write(Speaker, [make(Speaker, speaker_id="sp-v", name="Vell", kind="person", country="ISL")])
    at = {"start": 0, "end": len(TEXT), "text": TEXT, "item": "an end to fishing limits", "confidence": 0.5}
    write(Concession, [
        make(Concession, concession_id="a1-c00000", article_id="a1", holder_id="sp-v", holder="Vell", **at),
        make(Concession, concession_id="a2-c00000", article_id="a2", **at),
    ])  # fmt: skip
    write(Stance, [
        make(Stance, concession_id=f"{a}-c00000", article_id=a, stance="support", p_support=0.9) for a in ("a1", "a2")
    ])  # fmt: skip
    write(Unit, [
        make(Unit, unit_id=f"a1-u{n}", article_id="a1", start=start, end=end, text=TEXT[start:end], speaker_id=who)
        for n, (start, end, who) in enumerate([(0, 10, "sp-v"), (11, 17, "sp-v"), (18, 28, "sp-v"), (29, 35, None)])
    ])  # fmt: skip
    write(Relation, [
        make(Relation, source_id=f"a1-u{i}", target_id=f"a1-u{j}", article_id="a1", kind=kind, confidence=sure)
        for i, j, kind, sure in [(1, 0, "support", 0.4), (2, 0, "support", 0.6), (3, 0, "attack", 0.9),
                                 (2, 3, "support", 0.8)]
    ])  # fmt: skip
    return tmp_path


def test_statements_are_joined_across_tables(tables):
    stage.run(tables, params=StatementsParams())
    first, second = schema.read(tables, Statement)
    assert (first.statement_id, first.person, first.country, first.title) == ("a1-s00000", "Vell", "ISL", "Nets")
    assert (first.concept, first.agreement, first.confidence) == ("end to fishing limits", True, 0.45)
    assert (second.person, second.duplicate_of, second.concept) == (None, "a1", first.concept)


def test_reasons_are_what_supports_the_holders_words(tables):
    stage.run(tables, params=StatementsParams())
    first, second = schema.read(tables, Statement)
    assert first.reasons == ("a1-u2", "a1-u1")
    assert first.reason_texts == (TEXT[18:28], TEXT[11:17])
    assert second.reasons == ()


def test_same_input_same_bytes(tables):
    made = [tables / "statements.parquet", tables / "datapackage.json"]
    stage.run(tables, params=StatementsParams())
    before = [p.read_bytes() for p in made]
    stage.run(tables, params=StatementsParams())
    assert [p.read_bytes() for p in made] == before


def test_table_names_its_params_and_package_its_tables(tables):
    stage.run(tables, params=StatementsParams(concept_words=2))
    metadata = pq.read_schema(tables / "statements.parquet").metadata
    assert json.loads(metadata[b"pipeline_params"])["statements"]["concept_words"] == 2
    package = json.loads((tables / "datapackage.json").read_text(encoding="utf-8"))
    assert "statements.parquet" in [r["path"] for r in package["resources"]]


@pytest.mark.parametrize(
    ("lines", "concept"),
    [
        ("nets,fishing limit", "nets"),
        ("nets,fish* end", "nets"),
        ("boats,boat\nnets,fishing", "nets"),
        ("boats,fishing boat", "end to fishing limits"),
    ],
)
def test_a_users_list_of_concepts_comes_first(tables, tmp_path, lines, concept):
    own = tmp_path / "concepts.csv"
    own.write_text(f"concept,words\n{lines}\n", encoding="utf-8")
    stage.run(tables, params=StatementsParams(concepts=str(own)))
    assert [s.concept for s in schema.read(tables, Statement)] == [concept, concept]


@pytest.mark.parametrize(
    ("content", "said"),
    [("concept,word\nnets,fish\n", "header"), ("concept,words\nnets,\n", "line 2"), (None, "not a file")],
)
def test_a_bad_list_of_concepts_is_refused(tables, tmp_path, content, said):
    own = tmp_path / "concepts.csv"
    if content is not None:
        own.write_text(content, encoding="utf-8")
    with pytest.raises(userlist.ConceptListError, match=said):
        stage.run(tables, params=StatementsParams(concepts=str(own)))


def test_empty_tables_give_an_empty_table(tmp_path):
    for record in (Article, Token, Speaker, Concession, Stance, Unit, Relation):
        schema.write(tmp_path, record, [], metadata={})
    stage.run(tmp_path, params=StatementsParams())
    assert list(schema.read(tmp_path, Statement)) == []


def test_missing_table_is_named(tables):
    (tables / "stances.parquet").unlink()
    with pytest.raises(TableError, match="stances"):
        stage.run(tables, params=StatementsParams())
