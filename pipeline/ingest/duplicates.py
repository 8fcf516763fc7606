"""Near-identical texts: MinHash with locality-sensitive hashing finds candidates, an exact count decides.

After Broder 1997 (shingles, resemblance); a syndicated copy is cut or led in anew, so containment counts too.
"""

import hashlib
import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

SHINGLE = 4
"""Words of one shingle."""
PERMUTATIONS = 96
CUT = 0.5
"""Share of the longer text that a cut copy must still have."""
CONTAINED = 0.9
"""Share of the shorter text's shingles that the longer must have for a cut copy."""
STEPS = 1000
"""Steps in which resemblance, 0 to 1, is gone through to choose the bands."""
WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[bytes]:
    """Return the hashes (8 bytes each) of all runs of four words of ``text``, without regard to case and marks."""
    words = WORD.findall(text.casefold())
    last = max(1, len(words) - SHINGLE + 1)
    return frozenset(
        hashlib.blake2b(" ".join(words[i : i + SHINGLE]).encode(), digest_size=8).digest() for i in range(last)
    )


def resemblance(a: frozenset[bytes], b: frozenset[bytes]) -> float:
    """Return the share of shingles that two texts have in common (Jaccard), in [0, 1]."""
    return len(a & b) / len(a | b) if a or b else 1.0


def is_copy(a: frozenset[bytes], b: frozenset[bytes], *, threshold: float) -> bool:
    """Tell whether two texts are nearly identical, or one is the other cut short."""
    if resemblance(a, b) >= threshold:
        return True
    shorter, longer = sorted((len(a), len(b)))
    return shorter >= CUT * longer and len(a & b) >= CONTAINED * shorter


def signature(own: frozenset[bytes]) -> NDArray[np.uint64]:
    """Return the least value of the shingles under each of a fixed set of hash functions, shape (permutations,)."""
    values = np.frombuffer(b"".join(own), np.uint64)
    drawn = np.frombuffer(hashlib.shake_128(b"permutations").digest(16 * PERMUTATIONS), np.uint64).reshape(-1, 2)
    return np.array([((factor | np.uint64(1)) * values + summand).min() for factor, summand in drawn], np.uint64)


def bands(threshold: float) -> tuple[int, int]:
    """Return how many bands of how many values make texts candidates from a resemblance of ``threshold`` on.

    They err least in the mean of misses above it and of false alarms below (Leskovec, Rajaraman and Ullman, "Mining of
    Massive Datasets", section 3.4).
    """
    alike = (np.arange(STEPS) + 0.5) / STEPS
    errors = {}
    for count in range(1, PERMUTATIONS + 1):
        for rows in range(1, PERMUTATIONS // count + 1):
            met = 1 - (1 - alike**rows) ** count
            errors[count, rows] = float(np.where(alike < threshold, met, 1 - met).sum())
    return min(errors, key=lambda one: (errors[one], one))


class Index:
    """Texts seen so far; bands of signatures stay in memory (some 2 kB an article), texts do not."""

    def __init__(self, *, threshold: float) -> None:
        self._threshold = threshold
        self._count, self._rows = bands(max(0.1, min(threshold - 0.15, 0.5)))
        self._keys: list[str] = []
        self._seen: dict[int, int | list[int]] = {}
        """Numbers of texts by a band of their signatures; few bands have more than one text, so few need a list."""

    def first_like(self, key: str, text: str, text_of: Callable[[str], str]) -> str | None:
        """Return the key of the first text seen that ``text`` is nearly identical to, else null and remember it.

        ``text_of`` gives the text of a key seen before. Texts come in the order in which the first one counts.
        """
        own = shingles(text)
        places = self._places(own)
        for number in sorted({n for place in places for n in self._at(place)}):
            if is_copy(own, shingles(text_of(self._keys[number])), threshold=self._threshold):
                return self._keys[number]
        number = len(self._keys)
        for place in places:
            held = self._seen.setdefault(place, number)
            if isinstance(held, list):
                held.append(number)
            elif held != number:
                self._seen[place] = [held, number]
        self._keys.append(key)
        return None

    def _places(self, own: frozenset[bytes]) -> list[int]:
        """Return 64 bits for each band of a text's signature."""
        rows = signature(own)[: self._count * self._rows].reshape(self._count, self._rows)
        told = (hashlib.blake2b(bytes([band]) + row.tobytes(), digest_size=8) for band, row in enumerate(rows))
        return [int.from_bytes(one.digest()) for one in told]

    def _at(self, place: int) -> Sequence[int]:
        found = self._seen.get(place, ())
        return (found,) if isinstance(found, int) else found
