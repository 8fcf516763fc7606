"""Which rows people check, and what each of them holds.

A random sample says how often the machine is right without bias; the least certain rows say most to a model that
learns from them, but nothing about the rest.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import numpy as np

from pipeline import schema, slices
from pipeline.corrections import holder_of
from pipeline.errors import UsageError
from pipeline.records import Article, Sentence, Statement
from pipeline.spans import Span

Design = Literal["all", "random", "uncertain"]
SAMPLE = "sample.jsonl"
R = TypeVar("R")


class ReviewError(UsageError):
    """A sample cannot be drawn, or a correction does not fit it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One statement to be checked, with the paragraph it stands in.

    ``start`` and ``end`` are characters of the article's text, ``paragraph_start`` where ``paragraph`` begins in it.
    ``weight`` is how many rows of the tables one checked row stands for, null when the sample is not a random one.
    """

    statement_id: str
    article_id: str
    path: str
    record: int
    start: int
    end: int
    text: str
    paragraph: str
    paragraph_start: int
    holder: str | None
    move: str
    modality: str
    stance: str
    efficacy: str
    item: str | None
    confidence: float
    reviewed: bool | None
    weight: float | None


def rows(tables: Path) -> Iterator[Row]:
    """Yield every statement of a folder of tables, in order; raises TableError when a table is missing."""
    for article, sentences, statements in slices.by_article(tables, Article, Sentence, Statement):
        for one in statements:
            start, end = paragraph_of(sentences, Span(one.start, one.end))
            yield Row(
                statement_id=one.statement_id,
                article_id=one.article_id,
                path=article.path,
                record=article.record,
                start=one.start,
                end=one.end,
                text=one.quote,
                paragraph=article.text[start:end],
                paragraph_start=start,
                holder=holder_of(one),
                move=one.move,
                modality=one.modality,
                stance=one.stance,
                efficacy=one.efficacy,
                item=one.item,
                confidence=one.confidence,
                reviewed=one.reviewed,
                weight=None,
            )


def paragraph_of(sentences: Sequence[Sentence], passage: Span) -> tuple[int, int]:
    """Return where the paragraphs that a passage stands in start and end."""
    numbers = {s.paragraph for s in sentences if s.start < passage.end and passage.start < s.end}
    spans = [(s.start, s.end) for s in sentences if s.paragraph in numbers]
    return min([passage.start, *(a for a, _ in spans)]), max([passage.end, *(b for _, b in spans)])


def draw(every: Iterable[Row], design: Design, *, n: int, seed: int) -> list[Row]:
    """Return the rows to check, in their order: all, ``n`` by a seed, or the ``n`` least certain that nobody checked.

    Raises ReviewError for an unknown design, when there is nothing to draw from, and when a sample that is to say how
    often the machine is right would be of rows that people have corrected.
    """
    found = list(every) if design != "uncertain" else [row for row in every if row.reviewed is None]
    places, weight = choose([row.confidence for row in found], design, n=n, seed=seed)
    uncorrected(found)
    return [replace(found[i], weight=weight) for i in places]


def choose(confidences: Sequence[float], design: Design, *, n: int, seed: int) -> tuple[list[int], float | None]:
    """Return which of some rows a sample has, in order, and how many rows each stands for.

    Raises ReviewError for an unknown design, and when there is nothing to draw from.
    """
    if design not in get_args(Design):
        raise ReviewError(f"there is no sample {design!r}; there are {', '.join(get_args(Design))}")
    if not confidences:
        raise ReviewError("there is nothing to check; run pipeline run first")
    n = len(confidences) if design == "all" else min(n, len(confidences))
    if design == "uncertain":
        return sorted(sorted(range(len(confidences)), key=lambda i: (confidences[i], i))[:n]), None
    drawn = np.random.default_rng(seed).choice(len(confidences), n, replace=False)
    return sorted(int(i) for i in drawn), len(confidences) / n


def uncorrected(found: Iterable[Row]) -> None:
    """Raise ReviewError when rows hold corrections, which say nothing of the machine."""
    if any(row.reviewed is not None for row in found):
        raise ReviewError("the statements hold corrections; run pipeline statements with statements.reviews null first")


def write(drawn: Iterable[Any], folder: Path) -> Path:
    """Write a sample beside what is given to people, and return the file: corrections are compared with it."""
    target = folder / SAMPLE
    with schema.replacing(target) as path:
        lines = (json.dumps(asdict(one), ensure_ascii=False) for one in drawn)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return target


def read(folder: Path, kind: type[R]) -> list[R]:
    """Read a sample of rows of a kind back; raises ReviewError when ``folder`` has none."""
    source = folder / SAMPLE
    if not source.is_file():
        raise ReviewError(f"{source} is missing; give the folder that pipeline review export wrote")
    try:
        return [kind(**json.loads(line)) for line in source.read_text(encoding="utf-8").splitlines()]
    except (json.JSONDecodeError, TypeError) as error:
        why = f"{source} is no sample of this table ({error})"
        raise ReviewError(f"{why}; give --table as at its export, or write it again") from error
