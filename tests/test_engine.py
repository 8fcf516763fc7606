"""What is known is not worked out again, and neither that nor the number of processes changes a byte."""

import dataclasses
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest
import spacy

from pipeline import schema
from pipeline.cache import Cache
from pipeline.each import Inputs, Task
from pipeline.engine import ARTICLES, Engine, WorkerError
from pipeline.records import Article, Speaker, Unit
from pipeline.schema import TableError


@dataclass(frozen=True, kw_only=True)
class LengthParams:
    """Settings of a stage of our own."""

    times: int = 1
    deadly: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long an article is, and what it is told with."""

    TABLE: ClassVar[str] = "lengths"
    KEY: ClassVar[tuple[str, ...]] = ("article_id",)

    article_id: str
    letters: int
    words: int
    units: tuple[str, ...]
    who: tuple[str, ...]


SEEN: list[str] = []


def worker(params: LengthParams) -> Callable[[Inputs], Any]:
    def measure(inputs: Inputs) -> Any:
        article, (units,) = inputs.article, inputs.rows
        SEEN.append(article.article_id)
        if params.deadly and params.deadly in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        row = Length(
            article_id=article.article_id,
            letters=len(article.text) * params.times,
            words=len(inputs.parsed),
            units=tuple(one.text for one in units),
            who=tuple(sorted(one.name for one in inputs.speakers.values())),
        )
        return ([row],)

    return measure


def task(**params: Any) -> Task:
    return Task(
        stage="lengths", make=worker, params=LengthParams(**params), needs=(Unit,), speakers=True, gives=(Length,)
    )


@pytest.fixture
def folder(tmp_path, make, keep):
    """Write the tables of articles by their texts; the first word is held by a speaker of that name."""

    def write(texts: dict[str, str], *, articles: int = 1) -> Path:
        nlp = spacy.blank("en")
        rows = [make(Article, article_id=name, text=texts[name]) for name in sorted(texts)]
        units = [
            make(Unit, unit_id=f"{a.article_id}-u0", article_id=a.article_id, text=a.text[:3], speaker_id=a.text[:3])
            for a in rows
        ]
        names = sorted({a.text[:3] for a in rows})
        people = [make(Speaker, speaker_id=name, name=f"Ms {name}", n_articles=articles) for name in names]
        for record, found in ((Article, rows), (Unit, units), (Speaker, people)):
            schema.write(tmp_path, record, found, metadata={})
        keep(tmp_path, [nlp(a.text) for a in rows], shard_size=7)
        SEEN.clear()
        return tmp_path

    return write


TEXTS = {f"a{n:03d}": f"Ann{'x' * (n % 5)} said the weir {n} would stay shut." for n in range(3 * ARTICLES)}


def lengths(tables: Path) -> dict[str, Length]:
    return {row.article_id: row for row in schema.read(tables, Length)}


def test_every_article_is_worked_out_with_what_is_its_own(folder):
    tables = folder({"a1": "Ann spoke.", "a2": "Bea left early."})
    Engine().write(tables, task())
    assert lengths(tables) == {
        "a1": Length(article_id="a1", letters=10, words=3, units=("Ann",), who=("Ms Ann",)),
        "a2": Length(article_id="a2", letters=15, words=4, units=("Bea",), who=("Ms Bea",)),
    }


@pytest.mark.parametrize("kept", [False, True])
def test_processes_change_no_byte(folder, tmp_path, kept):
    tables = folder(TEXTS)
    Engine().write(tables, task())
    alone = (tables / "lengths.parquet").read_bytes()
    with Cache(tmp_path / "cache", limit=10**9) as store, Engine(workers=2, cache=store if kept else None) as engine:
        for _ in range(2):
            engine.write(tables, task())
            assert (tables / "lengths.parquet").read_bytes() == alone


@pytest.mark.parametrize(
    ("texts", "params", "articles", "again"),
    [
        (TEXTS, {}, 1, []),
        ({**TEXTS, "a050b": "Ann came late."}, {}, 1, ["a050b"]),
        ({**TEXTS, "a000": "Ann changed it."}, {}, 1, ["a000"]),
        ({name: TEXTS[name] for name in sorted(TEXTS)[5:]}, {}, 1, []),
        (TEXTS, {"times": 2}, 1, sorted(TEXTS)),
        (TEXTS, {}, 9, []),
    ],
    ids=["the same", "one more", "one changed", "some gone", "another setting", "speakers counted elsewhere"],
)
def test_only_what_is_new_is_worked_out(folder, tmp_path, texts, params, articles, again):
    with Cache(tmp_path / "cache", limit=10**9) as store:
        Engine(cache=store).write(folder(TEXTS), task())
        tables = folder(texts, articles=articles)
        Engine(cache=store).write(tables, task(**params))
        assert again == SEEN
    found = (tables / "lengths.parquet").read_bytes()
    Engine().write(tables, task(**params))
    assert (tables / "lengths.parquet").read_bytes() == found


@pytest.mark.parametrize(
    "other",
    [
        {"stage": "heights"},
        {"models": {"encoder": "12ab"}},
        {"files": {"lexicon": "34cd"}},
        {"params": LengthParams(times=3)},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_decides_is_in_the_fingerprint(other):
    same = dataclasses.replace(task())
    assert same == task()
    assert hash(same) == hash(task())
    assert dataclasses.replace(task(), **other) != task()


def test_a_process_that_dies_is_told_and_leaves_the_table(folder):
    tables = folder(TEXTS)
    Engine().write(tables, task())
    before = (tables / "lengths.parquet").read_bytes()
    with (
        pytest.raises(WorkerError, match="pipeline lengths: a process died at or before the articles a0"),
        Engine(workers=2) as engine,
    ):
        engine.write(tables, task(deadly="weir 33"))
    assert (tables / "lengths.parquet").read_bytes() == before
    assert not [p for p in tables.iterdir() if p.name.startswith(".")]


def test_parses_that_are_too_few_are_told(folder, keep):
    tables = folder({"a1": "Ann spoke.", "a2": "Bea left early."})
    keep(tables, [spacy.blank("en")("Ann spoke.")])
    with pytest.raises(TableError, match="fewer parses"):
        Engine().write(tables, task())
