"""Read attributions as sets of words, and pair those of two readings of a text one to one.

Words are runs of letters and digits, so punctuation never counts.
"""

import bisect
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

ROLES = ("content", "source", "cue")
MARKS = "\"“”„‟«»‘’'`"
OPENING = '"“„«‘`'
DOUBLE = '"“”„‟«»'
HALF = 0.5
"""Share of words that two spans must have in common to be paired."""

Located = Mapping[str, Sequence[Sequence[int]]]
"""role -> the ``[start, end)`` of its spans in the text."""
Likely = tuple[float, float, int, int]
"""Less the contents' overlap, less the sources', and the numbers of the two attributions: in order, the best first."""


@dataclass(frozen=True, slots=True)
class Read:
    """An attribution as sets of words: by role all its words, and the first and last word of each of its spans."""

    words: Mapping[str, frozenset[int]]
    spans: Mapping[str, frozenset[tuple[int, int]]]
    kind: str
    confidence: float = 1.0
    """Probability in [0, 1] that it is right; gold is sure."""


class Reader:
    """Reads the attributions of one text as sets of words."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [match.start() for match in re.finditer(r"\w+", text)]

    @property
    def n_words(self) -> int:
        """How many words the text has; they are numbered from 0."""
        return len(self._starts)

    def all(self, attributions: Iterable[tuple[Located, float]]) -> list[Read]:
        """Return the attributions whose content has words; each comes with its confidence in [0, 1]."""
        read = (self._read(spans, confidence) for spans, confidence in attributions)
        return [one for one in read if one and one.words["content"]]

    def _read(self, attribution: Located, confidence: float) -> Read | None:
        spans = {role: [(s, e) for s, e in attribution[role] if s < e] for role in ROLES}
        if not spans["content"]:
            return None
        each = {role: [self._words(s, e) for s, e in spans[role]] for role in ROLES}
        return Read(
            words={role: frozenset(w for part in parts for w in part) for role, parts in each.items()},
            spans={role: frozenset((p[0], p[-1]) for p in parts if p) for role, parts in each.items()},
            kind=self._kind(spans["content"]),
            confidence=confidence,
        )

    def _words(self, start: int, end: int) -> range:
        return range(bisect.bisect_left(self._starts, start), bisect.bisect_left(self._starts, end))

    def _kind(self, spans: Sequence[tuple[int, int]]) -> str:
        first = min(start for start, _ in spans)
        if self._text[first] in MARKS or (first and self._text[first - 1] in OPENING):
            return "direct"
        return "mixed" if any(sign in DOUBLE for s, e in spans for sign in self._text[s:e]) else "indirect"


def common(a: Read, b: Read, role: str) -> float:
    """Return the share of words of a role that two attributions have in common, in [0, 1]; 1 when neither has any."""
    union = a.words[role] | b.words[role]
    return len(a.words[role] & b.words[role]) / len(union) if union else 1.0


def likely(gold: Sequence[Read], found: Sequence[Read], *, need_source: bool) -> list[Likely]:
    """Return the pairs whose contents (and sources, when needed) share half of their words, the best contents first."""
    near = []
    for i, g in enumerate(gold):
        for j, p in enumerate(found):
            content = common(g, p, "content")
            if content >= HALF:
                source = common(g, p, "source")
                if source >= HALF or not need_source:
                    near.append((-content, -source, i, j))
    return sorted(near)


def one_to_one(pairs: Iterable[Likely]) -> list[tuple[int, int]]:
    """Take each pair, in order, of which neither attribution is taken yet; return the numbers of the two."""
    left, right, taken = set[int](), set[int](), []
    for _, _, i, j in pairs:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            taken.append((i, j))
    return taken
