"""The stage on tables written by hand."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from pipeline import schema
from pipeline.params import StanceParams
from pipeline.records import Article, Attribution, Concession, Speaker, Stance
from pipeline.stance import stage

TEXT = "Giving up the island was a shameful blunder. Lee refused to cede it."


def row(number: int, text: str, **fields: Any) -> Concession:
    at = TEXT.index(text)
    base = Concession(
        concession_id=f"x-c{number:05d}",
        article_id="x",
        start=at,
        end=at + len(text),
        text=text,
        attribution_id=None,
        holder_id=None,
        holder=None,
        move="yield",
        modality="actual",
        condition=None,
        conceder=None,
        beneficiary=None,
        item=None,
        cameo=None,
        plover=None,
        confidence=0.8,
    )
    return replace(base, **fields)


@pytest.fixture
def tables(tmp_path: Path, nlp: Language, keep: Callable[..., None]) -> Path:
    article = Article(
        article_id="x",
        path="x.txt",
        record=0,
        sha256="0",
        url=None,
        title=None,
        subtitle=None,
        published=None,
        publisher=None,
        authors=("Lena Hast",),
        author_role=None,
        author_affiliation=None,
        bio=None,
        dateline=None,
        captions=(),
        genre="opinion",
        language="en",
        duplicate_of=None,
        text=TEXT,
        n_tokens=0,
        n_sentences=2,
    )
    author = Speaker(
        speaker_id="sp-1",
        name="Lena Hast",
        kind="author",
        role=None,
        affiliation=None,
        country=None,
        wikidata=None,
        aliases=(),
        n_articles=1,
        n_attributions=0,
    )
    first, second = "Giving up the island was a shameful blunder.", "Lee refused to cede it."
    rows = [
        row(0, first, holder="Lena Hast", holder_id="sp-1"),
        row(1, second, holder="Jon Lee", move="refuse", modality="negated", item="cede it"),
        row(2, second),
    ]
    schema.write(tmp_path, Article, [article], metadata={})
    schema.write(tmp_path, Speaker, [author], metadata={})
    schema.write(tmp_path, Attribution, [], metadata={})
    schema.write(tmp_path, Concession, rows, metadata={})
    keep(tmp_path, [nlp(TEXT)])
    return tmp_path


def test_each_concession_has_one_stance(tables: Path) -> None:
    stage.run(tables, params=StanceParams())
    rows = list(schema.read(tables, Stance))
    assert [(r.holder, r.stance, r.evidence) for r in rows] == [
        ("Lena Hast", "oppose", "shameful"),
        ("Jon Lee", "oppose", "refused"),
        (None, "none", None),
    ]
    for one in rows:
        assert round(one.p_support + one.p_oppose + one.p_conditional + one.p_none, 9) == 1.0
        if one.evidence is not None:
            assert TEXT[one.evidence_start : one.evidence_end] == one.evidence


def test_same_input_same_bytes(tables: Path) -> None:
    stage.run(tables, params=StanceParams())
    first = schema.table_path(tables, Stance).read_bytes()
    stage.run(tables, params=StanceParams())
    assert schema.table_path(tables, Stance).read_bytes() == first
