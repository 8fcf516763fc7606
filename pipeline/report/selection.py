"""The second reading: which rows each figure shows, and the surest quotes behind them."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from pipeline.report.census import Census, counts
from pipeline.report.facts import Fact
from pipeline.report.figures import FIGURES, Figure
from pipeline.report.periods import UNITS, unit_for
from pipeline.report.tally import Cross, Surest, shares


@dataclass(frozen=True, slots=True)
class Selection:
    """One figure's rows in order, its counts, and the quotes kept for it."""

    figure: Figure
    cross: Cross[Hashable]
    shown: tuple[Hashable, ...]
    period: Callable[[Hashable], Hashable]
    quotes: Surest[Hashable]

    def add(self, fact: Fact) -> None:
        """Offer one fact as a quote."""
        if counts(self.figure, fact):
            for row in self.figure.rows(fact):
                self.quotes.add(self.period(row), fact)


def select(census: Census, *, names: Mapping[str, str], top: int, quotes: int) -> list[Selection]:
    """Choose each figure's rows: at most the ``top`` commonest, of equals by name, and at most ``quotes`` quotes.

    ``names`` maps speaker ids to what they are called. Closed lists of rows keep their order, periods theirs.
    """
    unit = unit_for(census.first, census.last) if census.first and census.last else "week"
    chosen = []
    for figure in FIGURES:
        cross = census.crosses[figure.name]
        period: Callable[[Hashable], Hashable] = _same
        if figure.look == "time":
            cross, period = folded(cross, unit=unit), _period(unit)
        shown = _shown(figure, cross, names=names, top=top)
        share = shares({row: cross.counts[row].total() for row in shown}, total=quotes)
        chosen.append(Selection(figure, cross, shown, period, Surest(share)))
    return chosen


def folded(cross: Cross[Hashable], *, unit: str) -> Cross[Hashable]:
    """Gather rows that are days into periods of ``unit``."""
    period, found = _period(unit), Cross[Hashable](unplaced=cross.unplaced)
    for day, by_column in cross.counts.items():
        found.counts[period(day)].update(by_column)
    return found


def _shown(figure: Figure, cross: Cross[Hashable], *, names: Mapping[str, str], top: int) -> tuple[Hashable, ...]:
    rows = cross.counts
    if figure.labels:
        return tuple(row for row in figure.labels if row in rows)
    if figure.look == "time":
        return tuple(sorted(rows, key=str))
    ranked = sorted(rows, key=lambda r: (-rows[r].total(), names.get(str(r), str(r)), str(r)))
    return tuple(ranked[:top])


def _same(row: Hashable) -> Hashable:
    return row


def _period(unit: str) -> Callable[[Hashable], Hashable]:
    period, _ = UNITS[unit]
    return lambda day: period(day)  # type: ignore[arg-type]
