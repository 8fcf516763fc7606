"""Who agrees and who clashes: the ties that the page draws, and the surest quotes behind each."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.networks import Pair, Sided, Tie, ties
from pipeline.report.facts import Fact
from pipeline.report.tally import Surest, shares

SIDES: Mapping[str, bool] = {"support": True, "oppose": False}
"""The stances that take a side."""
BUSIEST = 200
"""Actors among whom ties are sought: all pairs of some thousands would not fit in memory."""
Side = tuple[str, str, bool]
"""Actor, concept, and whether the actor is for it."""


def side(fact: Fact) -> Side | None:
    """Return the side that a fact takes; null for one that takes none, on nothing, or by nobody."""
    agreement = SIDES.get(fact.stance or "")
    if fact.actor is None or fact.concept is None or agreement is None:
        return None
    return fact.actor, fact.concept, agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One tie as shown: what joins and divides two actors, and a quote of each on the first of these concepts."""

    pair: Pair
    tie: Tie
    anchor: str
    quotes: Sequence[Fact]
    left: int
    """Concepts without a quote here."""


class Web:
    """The ties among the actors that have most of them, of those that took a side most often."""

    def __init__(self, sided: Sided, *, top: int, quotes: int) -> None:
        """Choose at most ``top`` actors, of equals by name, and places for at most ``quotes`` quotes."""
        busiest = sorted(sided.sides, key=lambda actor: (-sided.frequency(actor), actor))[:BUSIEST]
        every = ties(Sided({actor: sided.sides[actor] for actor in busiest}))
        tied = Counter[str]()
        for pair, tie in every.items():
            tied.update(dict.fromkeys(pair, len(tie.joins) + len(tie.divides)))
        ranked = sorted(tied, key=lambda actor: (-tied[actor], -sided.frequency(actor), actor))
        self.ties = {pair: tie for pair, tie in every.items() if set(pair) <= set(ranked[:top])}
        self.actors = {actor: sided.frequency(actor) for actor in sorted({a for pair in self.ties for a in pair})}
        """Actors that have a tie here, with the number of times that each took a side."""
        self.rest = len(sided.sides) - len(self.actors)
        """Actors that took a side and are not here."""
        given = shares({pair: len(tie.joins) + len(tie.divides) for pair, tie in self.ties.items()}, total=quotes // 2)
        self._wanted = {pair: list(_sides(sided, pair, tie))[: given[pair]] for pair, tie in self.ties.items()}
        self._quotes = Surest({one: 1 for found in self._wanted.values() for both in found for one in both})

    def add(self, fact: Fact) -> None:
        """Offer one fact as a quote."""
        taken = side(fact)
        if taken is not None:
            self._quotes.add(taken, fact)

    def shown(self) -> list[Shown]:
        """Return the ties in order, those of most concepts first."""
        order = sorted(self.ties.items(), key=lambda of: (-len(of[1].joins) - len(of[1].divides), of[0]))
        return [self._shown(number, pair, tie) for number, (pair, tie) in enumerate(order)]

    def _shown(self, number: int, pair: Pair, tie: Tie) -> Shown:
        wanted = self._wanted[pair]
        quotes = [fact for both in wanted for one in both for fact in self._quotes.of(one)]
        left = len(tie.joins) + len(tie.divides) - len(wanted)
        return Shown(pair=pair, tie=tie, anchor=f"tie-{number}", quotes=quotes, left=left)


def _sides(sided: Sided, pair: Pair, tie: Tie) -> Iterator[tuple[Side, Side]]:
    """Yield, of each concept that divides or joins two actors, the side that each took."""
    one, other = pair
    for concepts, alike in ((tie.divides, False), (tie.joins, True)):
        for concept in concepts:
            mine, theirs = sided.sides[one][concept], sided.sides[other][concept]
            first = next(s for s in (True, False) if mine[s] and theirs[s == alike])
            yield (one, concept, first), (other, concept, first == alike)
