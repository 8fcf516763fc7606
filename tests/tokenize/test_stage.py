import pyarrow.parquet as pq
import pytest

from pipeline import docs, schema
from pipeline.params import TokenizeParams
from pipeline.records import Article, Sentence, Token
from pipeline.tokenize.stage import run

TEXT = (
    "Vardania rejects plan\n\nNo locks will open\n\n“We try,” said Ada Orne. “We do. We really do.” Talks go on.\n\n"
    "Lumeria’s envoy, Tomas Vell, left Rook at 5 p.m. on Monday."
)


def article(number, text, **more):
    return Article(**{
        "article_id": f"{number:016x}", "path": f"{number}.txt", "record": 0, "sha256": "0", "url": None, "title": None,
        "subtitle": None, "published": None, "publisher": None, "authors": (), "author_role": None,
        "author_affiliation": None, "bio": None, "dateline": None, "captions": (), "genre": "news", "language": "en",
        "duplicate_of": None, "text": text, "n_tokens": 0, "n_sentences": 0, **more,
    })  # fmt: skip


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    rows = [
        article(1, TEXT, title="Vardania rejects plan", subtitle="No locks will open"),
        article(2, "One short text."),
        article(3, "A\u200bb “odd mark and  two spaces."),
    ]
    schema.write(folder, Article, rows, metadata={})
    run(folder, params=TokenizeParams(shard_size=2))
    return folder


def test_sentences_have_zones_and_paragraphs(tables):
    rows = [s for s in schema.read(tables, Sentence) if s.article_id.endswith("1")]
    assert [(s.zone, s.paragraph, s.text) for s in rows] == [
        ("title", 0, "Vardania rejects plan"),
        ("subtitle", 1, "No locks will open"),
        ("body", 2, "“We try,” said Ada Orne."),
        ("body", 2, "“We do."),
        ("body", 2, "We really do.”"),
        ("body", 2, "Talks go on."),
        ("body", 3, "Lumeria’s envoy, Tomas Vell, left Rook at 5 p.m. on Monday."),
    ]


def test_parse_never_crosses_a_sentence(tables):
    tokens = [t for t in schema.read(tables, Token) if t.article_id.endswith("1")]
    sentence_of = {t.token_id: t.sentence_id for t in tokens}
    assert all(sentence_of[t.head] == t.sentence_id for t in tokens if t.head in sentence_of)
    assert all(TEXT[t.start : t.end] == t.text and t.text.strip() for t in tokens)


def test_docs_pass_on_in_order_of_the_articles(tables):
    texts = [a.text for a in schema.read(tables, Article)]
    parsed = list(docs.read(tables))
    assert [d.text for d in parsed] == texts
    assert sorted(p.name for p in (tables / "docs").iterdir()) == ["00000.spacy", "00001.spacy"]
    assert any(t.dep_ == "nsubj" for t in parsed[0])


def test_a_second_run_changes_no_byte(tables, tmp_path):
    schema.write(tmp_path, Article, list(schema.read(tables, Article)), metadata={})
    run(tmp_path, params=TokenizeParams(shard_size=2))
    for name in ("sentences.parquet", "tokens.parquet", "docs/00000.spacy", "docs/00001.spacy"):
        assert (tmp_path / name).read_bytes() == (tables / name).read_bytes(), name


def test_no_articles_give_empty_tables_of_the_right_types(tmp_path):
    schema.write(tmp_path, Article, [], metadata={})
    run(tmp_path, params=TokenizeParams())
    assert pq.read_schema(tmp_path / "tokens.parquet").equals(schema.schema_of(Token))
    assert list(schema.read(tmp_path, Sentence)) == []
    assert list(docs.read(tmp_path)) == []
