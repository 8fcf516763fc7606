"""What people found when they checked rows of `statements`: a line a reviewer and row, in a file that no run writes.

`pipeline.review` writes the file and says what it tells of the machine; the stage `statements` puts the corrections in
place of what the machine finds, in whichever later run.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from pipeline.errors import UsageError
from pipeline.records import Efficacy, Modality, Move, StanceLabel, Statement

LABELS: Mapping[str, tuple[str, ...]] = {
    "move": get_args(Move),
    "modality": get_args(Modality),
    "stance": get_args(StanceLabel),
    "efficacy": get_args(Efficacy),
}
"""What is corrected besides the holder, and the labels the codebook has."""


class CorrectionError(UsageError):
    """A line is no correction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One row as a reviewer left it; ``passage`` is false when no concession is in play, and the labels then are null.

    ``start`` and ``end`` are characters of the article's text where the reviewer put the passage; ``shown`` is the
    passage and ``machine`` the labels that the reviewer was shown. ``weight`` is how many rows of the tables this one
    stands for, null when the sample was not a random one.
    """

    path: str
    record: int
    shown: str
    machine: Mapping[str, str | None]
    statement_id: str
    start: int
    end: int
    text: str
    reviewer: str
    weight: float | None
    passage: bool
    holder: str | None
    move: str | None
    modality: str | None
    stance: str | None
    efficacy: str | None


Place = tuple[str, int, str, str | None]
"""Path and record of an article, a passage in it and its holder."""


def holder_of(one: Statement) -> str | None:
    """Return whom a reviewer is shown as the holder of a statement."""
    return one.person or one.organization


def parse(lines: Iterable[str], *, source: str) -> list[Correction]:
    """Return corrections from JSON lines; raises CorrectionError that names a line which is none."""
    found = []
    for number, line in enumerate(lines, 1):
        try:
            found.append(Correction(**json.loads(line)))
        except (json.JSONDecodeError, TypeError) as error:
            raise CorrectionError(f"{source}, line {number}, is no correction ({error})") from error
    return found


def by_place(corrections: Iterable[Correction]) -> dict[Place, list[Correction]]:
    """Return corrections by the place of the row that was shown, one a row: of several reviewers the first by name."""
    rows: dict[str, Correction] = {}
    for one in sorted(corrections, key=lambda c: (c.statement_id, c.reviewer)):
        rows.setdefault(one.statement_id, one)
    found: dict[Place, list[Correction]] = {}
    for one in rows.values():
        found.setdefault((one.path, one.record, one.shown, one.machine["holder"]), []).append(one)
    return found


def matched(rows: Sequence[tuple[Place, str]], known: Mapping[Place, Sequence[Correction]]) -> list[Correction | None]:
    """Return the correction of each row, given by place and move; null for a row that nobody checked.

    Ids change from run to run, so a row is known by its passage and holder; where a holder has two there, by its move,
    and when models have come to call one otherwise, by being the one that is left.
    """
    found: list[Correction | None] = [None] * len(rows)
    free = {place: list(known.get(place, ())) for place, _ in rows}
    for number, (place, move) in enumerate(rows):
        found[number] = next((c for c in free[place] if c.machine["move"] == move), None)
        if found[number] is not None:
            free[place].remove(found[number])  # type: ignore[arg-type]
    for place, left in free.items():
        open_rows = [n for n, (its, _) in enumerate(rows) if its == place and found[n] is None]
        if len(left) == len(open_rows) == 1:
            found[open_rows[0]] = left[0]
    return found
