"""Discourse relations of GUM as texts in which rhetorical concessions are known (GDTB, annotations CC BY 4.0).

Each paragraph holds the two arguments of a relation; which of them is granted follows from the sense
(comparison.concession, arg1 or arg2 as denier) and from the order in which they stand.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.arguments.candidates import Candidate
from pipeline.spans import Span
from pipeline.train.clauses import Text
from pipeline.train.corpora import corpus

CONCESSION = "comparison.concession"
OTHERS = 3
"""Relations of other kinds a concession."""
TOGETHER = 20
"""Relations in a text."""
TIGHT = re.compile(r" (?=[,.;:!?)’%]|['’](?:s|re|ve|ll|d|m)\b|n['’]t\b)|(?<=[(“]) ")


def explicit(path: Path) -> Iterator[Text]:
    """Yield all relations of a corpus that a connective marks, so many of one document a text."""
    yield from _texts([r for r in corpus(path) if r["kind"] == "explicit"])


def relations(path: Path) -> Iterator[Text]:
    """Yield the concessions of a corpus and other relations drawn by a fixed seed, so many of one document a text."""
    rows = [r for r in corpus(path) if r["kind"] in ("explicit", "implicit", "altlex")]
    held = [r for r in rows if r["label"].startswith(CONCESSION)]
    rest = [r for r in rows if not r["label"].startswith(CONCESSION)]
    drawn = held + random.Random(0).sample(rest, min(len(rest), OTHERS * len(held)))  # noqa: S311 (no secret)
    yield from _texts(drawn)


def _texts(rows: Sequence[Mapping[str, Any]]) -> Iterator[Text]:
    for document in sorted({r["doc"] for r in rows}):
        here = [r for r in rows if r["doc"] == document]
        for at in range(0, len(here), TOGETHER):
            yield _text(f"{document}-{at}", document, here[at : at + TOGETHER])


def granted(relation: Mapping[str, Any]) -> int | None:
    """Return which argument, 0 or 1 in the order of the text, is granted; null when the relation is no concession."""
    if not relation["label"].startswith(CONCESSION):
        return None
    denier = 0 if "arg1-as-denier" in relation["orig"] else 1
    return 1 - denier if relation["direction"] == "1<2" else denier


def _text(name: str, document: str, rows: Sequence[Mapping[str, Any]]) -> Text:
    text, found, joined = "", [], {}
    for number, relation in enumerate(rows):
        text += "\n\n" if text else ""
        for argument in ("arg1", "arg2"):
            words = TIGHT.sub("", relation[argument].replace("<*>", "").strip())
            start = len(text)
            text += words + (" " if argument == "arg1" else "")
            found.append(_candidate(Span(start, start + len(words)), number))
        first = granted(relation)
        if first is not None:
            joined[2 * number + first, 2 * number + 1 - first] = "concession"
    return Text(
        name=name,
        group=document,
        text=text,
        found=found,
        features=[],
        words=[],
        labels=[],
        relations=joined,
        surveyed=[],
        weighed=[frozenset({2 * n, 2 * n + 1}) for n in range(len(rows))],
    )


def _candidate(span: Span, sentence: int) -> Candidate:
    return Candidate(
        span=span,
        sentence_id=sentence,
        paragraph=sentence,
        speaker_id="sp-author",
        speaker=None,
        attribution_id=None,
        certainty=1.0,
    )
