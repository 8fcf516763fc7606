"""Rows for `dvc plots show`: stances by week, moves by actor."""

import csv
import io
from collections.abc import Hashable, Iterable, Mapping, Sequence

from pipeline.cells import inert
from pipeline.report.figures import MOVES, STANCES
from pipeline.report.selection import Selection, folded
from pipeline.report.tally import Cross


def stances_by_week(days: Cross[Hashable], weeks: Iterable[str]) -> str:
    """Return CSV with the columns week, stance and n, a row for each of both, none left out."""
    counts = folded(days, unit="week").counts
    rows = [(week, stance, counts[week][stance] if week in counts else 0) for week in weeks for stance in STANCES]
    return _csv(("week", "stance", "n"), rows)


def moves_by_actor(moves: Selection, *, names: Mapping[str, str]) -> str:
    """Return CSV with the columns actor, move and n for the actors that the report shows."""
    counts = moves.cross.counts
    rows = [(inert(names.get(str(a), str(a))), move, counts[a][move]) for a in moves.shown for move in MOVES]
    return _csv(("actor", "move", "n"), rows)


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()
