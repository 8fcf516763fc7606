"""What people corrected takes the place of what the machine found, in whichever later run."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.errors import UsageError
from pipeline.records import Article, Statement

Review = Mapping[str, Any]
LABELS = ("move", "modality", "stance", "efficacy")


class ReviewsError(UsageError):
    """The file of corrections (`statements.reviews`) cannot be used."""


def parse(lines: Iterable[str], *, source: str) -> dict[tuple[str, int], list[Review]]:
    """Return corrections by path and record of their article; of several reviewers of a row the first by name counts.

    Raises ReviewsError that names a line which is no correction.
    """
    kept: dict[str, Review] = {}
    for number, line in enumerate(lines, 1):
        try:
            one = json.loads(line)
            key, reviewer = one["statement_id"], one["reviewer"]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise ReviewsError(f"{source}, line {number}, is no correction ({error}); see pipeline review") from error
        if key not in kept or reviewer < kept[key]["reviewer"]:
            kept[key] = one
    found: dict[tuple[str, int], list[Review]] = defaultdict(list)
    for one in kept.values():
        found[one["path"], one["record"]].append(one)
    return found


def apply(
    article: Article, statements: Iterable[Statement], reviews: Mapping[tuple[str, int], Sequence[Review]]
) -> Iterator[Statement]:
    """Yield the statements of an article, each as people left it where they checked it.

    A correction is of the row with the same passage and, where several share it, the holder that was shown.
    """
    here = list(reviews.get((article.path, article.record), ()))
    for one in statements:
        match = next((r for r in here if _fits(one, r)), None)
        yield one if match is None else _corrected(one, match)


def _fits(one: Statement, review: Review) -> bool:
    shown = review["machine"].get("holder")
    return bool(one.quote == review["text"] and (one.person or one.organization) == shown)


def _corrected(one: Statement, review: Review) -> Statement:
    if not review["passage"]:
        return replace(one, reviewed=False)
    labels = {name: review[name] for name in LABELS}
    agreement = {"support": True, "oppose": False}.get(review["stance"])
    holder = review["holder"]
    if holder != review["machine"].get("holder"):
        person = holder if one.speaker_kind in ("person", "author") else None
        labels |= {"person": person, "organization": None if person else holder}
    return replace(one, reviewed=True, agreement=agreement, confidence=1.0, **labels)
