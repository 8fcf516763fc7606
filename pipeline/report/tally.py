"""Counting facts by two things at once, and keeping the surest facts of each row."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pipeline.report.facts import Fact

K = TypeVar("K", bound=Hashable)


@dataclass(slots=True)
class Cross(Generic[K]):
    """Counts by row and column, and how many facts had no row."""

    counts: defaultdict[K, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    unplaced: int = 0

    def add(self, rows: Iterable[K], column: str) -> None:
        """Count one fact in each of its rows."""
        placed = False
        for row in rows:
            self.counts[row][column] += 1
            placed = True
        self.unplaced += not placed


def shares(wanted: Mapping[K, int], *, total: int) -> dict[K, int]:
    """Part ``total`` places among rows that want so many each: evenly, what one leaves goes to the others in order."""
    given = dict.fromkeys(wanted, 0)
    left = min(total, sum(wanted.values()))
    while left > 0:
        open_rows = [row for row in wanted if given[row] < wanted[row]]
        each = max(1, left // len(open_rows))
        for row in open_rows:
            more = min(each, wanted[row] - given[row], left)
            given[row] += more
            left -= more
    return given


class Surest(Generic[K]):
    """The surest facts of each row, at most as many as its share; memory is bounded by the shares."""

    def __init__(self, share: Mapping[K, int]) -> None:
        """Take how many facts to keep, a row."""
        self._share = share
        self._kept: defaultdict[K, list[Fact]] = defaultdict(list)

    def add(self, row: K, fact: Fact) -> None:
        """Offer one fact for a row."""
        places = self._share.get(row, 0)
        if places:
            kept = self._kept[row]
            kept.append(fact)
            if len(kept) >= 2 * places + 8:
                kept[:] = _ranked(kept)[:places]

    def of(self, row: K) -> list[Fact]:
        """Return what was kept for a row, the surest first, equals by id."""
        return _ranked(self._kept[row])[: self._share.get(row, 0)]


def _ranked(facts: list[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda f: (-f.confidence, f.fact_id))
