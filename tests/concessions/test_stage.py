"""The stage on tables written by hand: offsets hold, ids count, the same input gives the same bytes."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from spacy.language import Language

from pipeline import schema
from pipeline.concessions import stage
from pipeline.concessions.judge import Judge
from pipeline.params import ConcessionsParams
from pipeline.reader import Reading
from pipeline.records import Article, Attribution, Concession, Mention, Sentence, SentenceVoice, Speaker
from pipeline.sentences import split
from pipeline.spans import Span

TEXT = "Talks on the strait resumed. Velmar must lift the blockade, Jon Lee said. Both sides made concessions."


def article(text: str) -> Article:
    return Article(
        article_id="x",
        path="x.txt",
        record=0,
        sha256="0",
        url=None,
        title=None,
        subtitle=None,
        published=None,
        publisher=None,
        authors=(),
        author_role=None,
        author_affiliation=None,
        bio=None,
        dateline=None,
        captions=(),
        genre="news",
        language="en",
        duplicate_of=None,
        text=text,
        n_tokens=0,
        n_sentences=3,
    )


def reading(passage: float) -> Reading:
    return Reading({"passage": passage}, np.zeros(0, np.int64), np.zeros(0, np.float32))


JUDGE = Judge(row={}, labels={}, threshold=0.5, trusted=0.1, overruled=0.05, remote=0.02, quiet=0.15)


@pytest.mark.parametrize(
    ("passages", "far"),
    [
        ([0.01, 0.01, 0.01, 0.3, 0.01, 0.01, 0.01], {0, 1, 5, 6}),
        ([0.01, 0.01, 0.01, 0.9, 0.9, 0.01, 0.01], set()),
        ([], set()),
    ],
)
def test_far_from_any_passage_in_a_quiet_article(passages: list[float], far: set[int]) -> None:
    assert stage.remote([reading(p) for p in passages], JUDGE) == far


@pytest.fixture
def tables(tmp_path: Path, nlp: Language, keep: Callable[..., None]) -> Path:
    content = "Velmar must lift the blockade"
    at = TEXT.index(content)
    lee = Speaker(
        speaker_id="sp-1",
        name="Jon Lee",
        kind="person",
        role="minister",
        affiliation=None,
        country=None,
        wikidata=None,
        aliases=(),
        n_articles=1,
        n_attributions=1,
    )
    said = Attribution(
        attribution_id="x-a00000",
        article_id="x",
        type="indirect",
        content_spans=(Span(at, at + len(content)),),
        content=content,
        cue_spans=(Span(TEXT.index("said"), TEXT.index("said") + 4),),
        cue="said",
        source_spans=(Span(TEXT.index("Jon"), TEXT.index("Jon") + 7),),
        source="Jon Lee",
        speaker_id="sp-1",
        speaker="Jon Lee",
        speaker_ids=("sp-1",),
        speaker_kind="person",
        parent_id=None,
        confidence=0.9,
    )
    sentences = [
        Sentence(
            article_id="x",
            sentence_id=i,
            start=s.start,
            end=s.end,
            paragraph=0,
            zone="body",
            text=TEXT[s.start : s.end],
        )
        for i, s in enumerate(split(TEXT))
    ]
    schema.write(tmp_path, Article, [article(TEXT)], metadata={})
    schema.write(tmp_path, Sentence, sentences, metadata={})
    schema.write(tmp_path, Speaker, [lee], metadata={})
    schema.write(tmp_path, Attribution, [said], metadata={})
    schema.write(tmp_path, Mention, [], metadata={})
    schema.write(tmp_path, SentenceVoice, [], metadata={})
    keep(tmp_path, [nlp(TEXT)])
    return tmp_path


def test_rows_of_an_article(tables: Path) -> None:
    stage.run(tables, params=ConcessionsParams())
    rows = list(schema.read(tables, Concession))
    assert [(r.concession_id, r.holder, r.move, r.attribution_id) for r in rows] == [
        ("x-c00000", "Jon Lee", "demand", "x-a00000"),
        ("x-c00001", None, "yield", None),
    ]
    for row in rows:
        assert TEXT[row.start : row.end] == row.text
        assert row.item in row.text
        assert 0 < row.confidence < 1


def test_same_input_same_bytes(tables: Path) -> None:
    file = schema.table_path(tables, Concession)
    stage.run(tables, params=ConcessionsParams())
    first = file.read_bytes()
    stage.run(tables, params=ConcessionsParams())
    assert file.read_bytes() == first


def test_threshold_leaves_out_what_is_not_sure(tables: Path) -> None:
    stage.run(tables, params=ConcessionsParams(threshold=1.0, model=None))
    assert list(schema.read(tables, Concession)) == []
