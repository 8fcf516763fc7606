"""Find speakers who stand against each other on one concession."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import Concession, Stance, StanceLabel
from pipeline.spans import Span

SIDES: Mapping[StanceLabel, int] = {"support": 1, "oppose": -1, "conditional": 0, "none": 0}
STOP = frozenset(
    {"a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "any", "its", "their", "his", "her", "our", "all"}
)
ALIKE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two rows on one concession whose holders take opposite sides; the later speaks against the earlier."""

    against: Concession
    target: Concession
    confidence: float


def clashes(concessions: Sequence[Concession], stances: Mapping[str, Stance]) -> Iterator[Clash]:
    """Yield each pair of rows of one article that stands on opposite sides of the same concession.

    The one who opposes speaks against the one who supports. Two rows are about the same concession when their items
    share half of their words, or when one item is unknown and conceder and beneficiary agree; two conceders that are
    both named and differ make two concessions. ``stances`` are by concession_id.
    """
    for against in concessions:
        for target in concessions:
            sides = _side(against, stances), _side(target, stances)
            if sides != (-1, 1) or against.holder_id is None or against.holder_id == target.holder_id:
                continue
            likeness = _likeness(against, target)
            if likeness > 0.0:
                both = stances[against.concession_id].p_oppose * stances[target.concession_id].p_support
                yield Clash(against=against, target=target, confidence=likeness * both)


def passages(concessions: Sequence[Concession], stances: Mapping[str, Stance]) -> list[tuple[str, Span]]:
    """Return holder and passage of each row whose holder takes a side: support, oppose or conditional."""
    return [
        (row.holder_id, Span(row.start, row.end))
        for row in concessions
        if row.holder_id is not None and row.concession_id in stances and stances[row.concession_id].stance != "none"
    ]


def _side(row: Concession, stances: Mapping[str, Stance]) -> int:
    stance = stances.get(row.concession_id)
    return SIDES[stance.stance] if stance is not None else 0


def _likeness(a: Concession, b: Concession) -> float:
    """Probability, in [0, 1], that two rows are about one concession; 0 when they are not."""
    if _differ(a.conceder, b.conceder):
        return 0.0
    mine, theirs = _words(a.item), _words(b.item)
    if mine and theirs:
        shared = len(mine & theirs) / min(len(mine), len(theirs))
        return 0.9 * shared if shared >= ALIKE else 0.0
    known = a.conceder is not None and b.conceder is not None
    return 0.6 if known and not _differ(a.beneficiary, b.beneficiary) else 0.0


def _differ(a: str | None, b: str | None) -> bool:
    """Tell whether two names are both known and share no word ("Biden" and "the Biden administration" agree)."""
    return bool(a and b and not _words(a) & _words(b))


def _words(phrase: str | None) -> frozenset[str]:
    words = (w.strip(",.;:'\"“”’").lower().removesuffix("'s").removesuffix("’s") for w in (phrase or "").split())
    return frozenset(w for w in words if w and w not in STOP)
