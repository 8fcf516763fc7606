"""Near-identical texts: MinHash with locality-sensitive hashing finds candidates, an exact count decides.

After Broder 1997 (shingles, resemblance); a syndicated copy is cut or led in anew, so containment counts too.
"""

import hashlib
import re
from collections.abc import Callable

from datasketch import MinHash, MinHashLSH

SHINGLE = 4
"""Words of one shingle."""
PERMUTATIONS = 96
CUT = 0.5
"""Share of the longer text that a cut copy must still have."""
CONTAINED = 0.9
"""Share of the shorter text's shingles that the longer must have for a cut copy."""
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


class Index:
    """Texts seen so far; signatures stay in memory (about 1 kB an article), texts do not."""

    def __init__(self, *, threshold: float) -> None:
        self._threshold = threshold
        self._lsh = MinHashLSH(threshold=max(0.1, min(threshold - 0.15, 0.5)), num_perm=PERMUTATIONS)

    def first_like(self, key: str, text: str, text_of: Callable[[str], str]) -> str | None:
        """Return the key of the first text seen that ``text`` is nearly identical to, else null and remember it.

        ``text_of`` gives the text of a key seen before. Texts come in the order in which the first one counts.
        """
        own = shingles(text)
        signature = MinHash(num_perm=PERMUTATIONS, seed=1)
        signature.update_batch(sorted(own))
        candidates = sorted(self._lsh.query(signature))
        alike = [k for k in candidates if is_copy(own, shingles(text_of(k[1])), threshold=self._threshold)]
        if alike:
            return str(alike[0][1])
        self._lsh.insert((len(self._lsh.keys), key), signature)
        return None
