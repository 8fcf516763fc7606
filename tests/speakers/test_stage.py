import hashlib

import pytest

from pipeline import schema
from pipeline.params import SpeakersParams, TokenizeParams
from pipeline.records import Article, Attribution, Link, Mention, SentenceVoice, Speaker
from pipeline.speakers.stage import run
from pipeline.speakers.userlist import SpeakerListError
from pipeline.tokenize.stage import run as tokenize

TEXTS = {
    "a1": "River talks fail\n\n"
    "Mary Lindt, a river analyst at the Center for Lake Security, left. “We wait,” Lindt said.",
    "a2": "We were wrong about the river. Mary Lindt said the lake was dying.",
}
OUTPUTS = (Attribution, Mention, SentenceVoice, Speaker)


@pytest.fixture
def tables(tmp_path, make_article, make_link):
    articles = [
        make_article(TEXTS["a1"], title="River talks fail"),
        make_article(TEXTS["a2"], article_id="a2", path="a2.txt", genre="opinion", authors=("Ann Fell",)),
    ]
    links = [
        make_link(TEXTS["a1"], 0, "Lindt", "“We wait,”"),
        make_link(TEXTS["a2"], 0, "Mary Lindt", "the lake was dying", quoted="indirect", article_id="a2"),
    ]
    schema.write(tmp_path, Article, articles, metadata={})
    schema.write(tmp_path, Link, links, metadata={})
    tokenize(tmp_path, params=TokenizeParams())
    return tmp_path


def test_one_person_in_two_articles(tables):
    run(tables, params=SpeakersParams())
    first, second = schema.read(tables, Attribution)
    assert first.speaker_id == second.speaker_id
    assert (first.speaker, first.speaker_kind, first.content) == ("Mary Lindt", "person", "“We wait,”")
    lindt = next(s for s in schema.read(tables, Speaker) if s.speaker_id == first.speaker_id)
    assert (lindt.role, lindt.affiliation) == ("river analyst", "Center for Lake Security")
    assert (lindt.n_articles, lindt.n_attributions, lindt.aliases) == (2, 2, ("Lindt",))


def test_voices_and_author(tables):
    run(tables, params=SpeakersParams())
    author = next(s for s in schema.read(tables, Speaker) if s.kind == "author")
    assert (author.name, author.n_articles, author.n_attributions) == ("Ann Fell", 1, 0)
    voices = [(v.article_id, v.voice, v.speaker_id) for v in schema.read(tables, SentenceVoice)]
    lindt = next(iter(schema.read(tables, Attribution))).speaker_id
    assert voices == [
        ("a1", "none", None),
        ("a1", "author", None),
        ("a1", "source", lindt),
        ("a2", "author", author.speaker_id),
        ("a2", "source", lindt),
    ]


def test_mentions_quote_the_text_and_resolve(tables):
    run(tables, params=SpeakersParams())
    ids = {s.speaker_id for s in schema.read(tables, Speaker)}
    rows = list(schema.read(tables, Mention))
    assert rows
    assert all(TEXTS[m.article_id][m.start : m.end] == m.text and m.speaker_id in ids for m in rows)


def test_same_input_same_bytes(tables):
    digests = []
    for _ in range(2):
        run(tables, params=SpeakersParams())
        paths = [schema.table_path(tables, r) for r in OUTPUTS]
        digests.append([hashlib.sha256(p.read_bytes()).hexdigest() for p in paths])
    assert digests[0] == digests[1]
    assert not list(tables.glob(".speakers-*"))


def test_a_list_that_is_missing_is_named(tables):
    with pytest.raises(SpeakerListError, match=r"nobody\.csv"):
        run(tables, params=SpeakersParams(list=str(tables / "nobody.csv")))


def test_no_articles_no_rows(tmp_path):
    schema.write(tmp_path, Article, [], metadata={})
    schema.write(tmp_path, Link, [], metadata={})
    tokenize(tmp_path, params=TokenizeParams())
    run(tmp_path, params=SpeakersParams())
    assert [list(schema.read(tmp_path, r)) for r in OUTPUTS] == [[], [], [], []]
