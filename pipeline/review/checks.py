"""Attributions for people to check: is the content right, is it this source's, is the source this speaker?

What people say of them gives the machine's accuracy; unlike corrections of statements it changes no later run.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pipeline import schema, slices
from pipeline.evaluate.figures import Figures
from pipeline.records import Article, Attribution, Sentence
from pipeline.review.accuracy import accuracy, alpha_of
from pipeline.review.samples import ReviewError, paragraph_of
from pipeline.spans import Span, hull

ASKED = ("content", "source", "speaker")
"""What is asked of each attribution, to be answered yes or no."""
MARKED = ("source", "cue", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One attribution to be checked, with its paragraphs; ``marks`` are start and end of source, cue and content there.

    ``weight`` is how many rows of the tables one checked row stands for, null when the sample is not a random one.
    """

    attribution_id: str
    path: str
    record: int
    source: str | None
    cue: str | None
    content: str
    speaker: str | None
    paragraph: str
    marks: Mapping[str, Sequence[Sequence[int]]]
    confidence: float
    weight: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a reviewer says of an attribution; ``named`` is the right speaker where the reviewer names one."""

    attribution_id: str
    path: str
    record: int
    shown: str
    reviewer: str
    weight: float | None
    content: bool
    source: bool
    speaker: bool
    named: str | None


def rows(tables: Path) -> Iterator[Check]:
    """Yield every attribution of a folder of tables, in order; raises TableError when a table is missing."""
    for article, sentences, attributions in slices.by_article(tables, Article, Sentence, Attribution):
        for one in attributions:
            spans = {name: getattr(one, f"{name}_spans") for name in MARKED}
            whole = hull(span for found in spans.values() for span in found)
            start, end = paragraph_of(sentences, whole)
            yield Check(
                attribution_id=one.attribution_id,
                path=article.path,
                record=article.record,
                source=one.source,
                cue=one.cue,
                content=one.content,
                speaker=one.speaker,
                paragraph=article.text[start:end],
                marks={name: [_from(span, start) for span in found] for name, found in spans.items()},
                confidence=one.confidence,
                weight=None,
            )


def _from(span: Span, start: int) -> tuple[int, int]:
    return span.start - start, span.end - start


def judged(one: Check, answer: Mapping[str, Any], *, reviewer: str) -> Verdict:
    """Return a verdict; ``answer`` says what is right of `ASKED`, and may name the right speaker.

    What belongs to a wrong content is wrong too.
    """
    content = bool(answer["content"])
    return Verdict(
        attribution_id=one.attribution_id,
        path=one.path,
        record=one.record,
        shown=one.content,
        reviewer=reviewer,
        weight=one.weight,
        content=content,
        source=content and bool(answer["source"]),
        speaker=content and bool(answer["speaker"]),
        named=answer.get("named") or None,
    )


def merge(old: Iterable[Verdict], new: Iterable[Verdict]) -> list[Verdict]:
    """Return verdicts in order, one a row and reviewer: what a reviewer says later counts."""
    kept: dict[tuple[str, ...], Verdict] = {}
    for one in (*old, *new):
        key = (one.attribution_id, one.shown, one.reviewer)
        before = kept.get(key)
        kept[key] = replace(one, weight=before.weight) if before and one.weight is None else one
    return sorted(kept.values(), key=lambda one: (one.path, one.record, one.attribution_id, one.reviewer))


def parse(lines: Iterable[str], *, source: str) -> list[Verdict]:
    """Return verdicts from JSON lines; raises ReviewError that names a line which is none."""
    found = []
    for number, line in enumerate(lines, 1):
        try:
            found.append(Verdict(**json.loads(line)))
        except (json.JSONDecodeError, TypeError) as error:
            why = f"{source}, line {number}, is no verdict on an attribution ({error})"
            raise ReviewError(f"{why}; give attributions a file of their own") from error
    return found


def write(found: Sequence[Verdict], path: Path) -> None:
    """Write verdicts as JSON lines."""
    with schema.replacing(path) as temporary:
        lines = (json.dumps(asdict(one), ensure_ascii=False) for one in found)
        temporary.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def figures(verdicts: Sequence[Verdict]) -> Figures:
    """Return accuracy with its interval over rows of random samples, and alpha where two people checked.

    A row that several people checked counts once, by who comes first in the alphabet; `row` is all three together.
    """
    first: dict[str, Verdict] = {}
    for one in sorted(verdicts, key=lambda v: (v.attribution_id, v.reviewer)):
        if one.weight is not None:
            first.setdefault(one.attribution_id, one)
    found: Figures = {"rows": len(first), "reviewers": len({one.reviewer for one in verdicts})}
    found["accuracy"] = {name: accuracy([getattr(one, name) for one in first.values()]) for name in ASKED}
    found["accuracy"]["row"] = accuracy([all(getattr(one, name) for name in ASKED) for one in first.values()])
    found["alpha"] = {
        name: alpha_of((one.attribution_id, one.reviewer, str(getattr(one, name))) for one in verdicts)
        for name in ASKED
    }
    return found
