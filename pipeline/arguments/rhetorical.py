"""Find rhetorical concessions: a point granted, which the next then outweighs.

Explicit ones only, by what marks them, within a sentence and between neighbouring ones. The senses are those of
comparison.concession in the Penn Discourse Treebank 3.0 (annotation manual, section 4.3.2), where the granted argument
raises an expectation that the other denies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.arguments.lexicon import Phrases, match, rows

LEAD = 4
"""Words a mark at the opening may stand behind: other connectives, an adverb."""
SKIPPED = frozenset({",", "“", '"', "”", "''", "``", "'", "‘", "(", "-", "–", "—", "and", "so", "then", "well", "now"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Which of two clauses is granted, and how sure that is."""

    granted: Literal["first", "second"]
    confidence: float


def weigh(first: Sequence[str], second: Sequence[str], *, together: bool) -> Grant | None:
    """Return which of two neighbouring clauses grants a point that the other outweighs, null when neither does.

    Both are words in lower case; ``together`` tells whether they stand in one sentence. Confidences in [0, 1] are
    shares of right answers among explicit relations of the kind, rounded.
    """
    before, after = marks(first), marks(second)
    if "correcting" in after or ("adding" in before and together):
        return None
    if "turn" in after or "soft turn" in after:
        return _turned(before, after, together=together)
    if together and "yield" in before:
        return Grant(granted="first", confidence=0.75)
    if together and "soft yield" in before and first[0] in ("while", "whilst"):
        return Grant(granted="first", confidence=0.6)
    if together and "yield" in after:
        return Grant(granted="second", confidence=0.7)
    if "grant" in before and not together:
        return Grant(granted="first", confidence=0.75 if "yield" in after else 0.5)
    if "weak" in before and "yield" in after and not together and second[0] in ("though", "although"):
        return Grant(granted="first", confidence=0.5)
    return None


def _turned(before: frozenset[str], after: frozenset[str], *, together: bool) -> Grant | None:
    if "grant" in before or (together and before & {"yield", "soft yield"}):
        return Grant(granted="first", confidence=0.85)
    if "weak" in before:
        return Grant(granted="first", confidence=0.7)
    if "turn" in after:
        return Grant(granted="first", confidence=0.55 if together else 0.5)
    return None


def marks(words: Sequence[str]) -> frozenset[str]:
    """Return the marks of one clause, given as words in lower case."""
    opening, anywhere = _lexicon("open"), _lexicon("any")
    found = set()
    start = 0
    while start < min(LEAD, len(words)) and words[start] in SKIPPED:
        start += 1
    hit = match(words, start, opening) if start < len(words) else None
    if hit:
        found.add(hit[1])
    for at in range(len(words)):
        inner = match(words, at, anywhere)
        if inner and _bears(inner[1], at, start, len(words)):
            found.add(inner[1])
    return frozenset(found)


def _bears(mark: str, at: int, start: int, length: int) -> bool:
    """A turn within a clause ("this, however, failed") stands near an end, not deep in it."""
    return mark != "turn" or at <= start + LEAD * 2 or at >= length - 3


@cache
def _lexicon(place: str) -> Phrases:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, mark, where in rows("grants.tsv"):
        if where == place:
            phrase = tuple(words.split())
            found.setdefault(phrase[0], []).append((phrase, mark))
    return {first: tuple(sorted(them, key=lambda x: -len(x[0]))) for first, them in found.items()}
