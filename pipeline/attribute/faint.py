"""Guesses below the threshold whose content is surely somebody's, kept where nobody else has it.

That something is said there is sure; by whom is not, and their low probability tells so.
"""

from collections.abc import Sequence

from pipeline.attribute.candidates import Candidate
from pipeline.attribute.link import share

FAINT = 0.02
"""Least probability of a guess that may be kept."""
SURE = 0.6
"""Least probability, the (geometric) mean of its words, that a content is somebody's for it to be kept."""
SUREST = 0.85
"""The same for a guess without a source."""
FREE = 0.5
"""Least share of such a content that no other attribution has."""
SAME = 0.5
"""Overlap (intersection over union) from which a rule means the same content."""
EVEN = 0.35
"""Probability of a rule's candidate above which its cue and source are taken though the guess has a source."""

GROUNDED = 0.27
"""Share of the rules' candidates among them that are right, measured on held-out articles of PolNeAR."""

Judged = tuple[float, Candidate]
"""A candidate with its probability."""


def grounded(guesses: Sequence[tuple[float, float, Candidate]], by_rule: Sequence[Judged]) -> list[Judged]:
    """Return the guesses (probability, how sure its content is somebody's, what it is) whose content is sure.

    Where a rule finds who says the same content, its candidate takes the guess's place.
    """
    sourced = [(p, c) for p, c in by_rule if c.source]
    found = []
    for probability, sure, one in guesses:
        if probability < FAINT or sure < SURE:
            continue
        rule, better = max(
            ((p, c) for p, c in sourced if _meet(c, one) and share(c.content, one.content) >= SAME),
            key=lambda r: r[0],
            default=(0.0, one),
        )
        if better is not one and (not one.source or rule > EVEN):
            one, probability = better, max(probability, GROUNDED)
        if one.source or sure >= SUREST:
            found.append((probability, one))
    return found


def _meet(one: Candidate, other: Candidate) -> bool:
    """Tell whether the contents of two candidates, from first character to last, overlap at all."""
    a, b = one.content, other.content
    return a[0].start < b[-1].end and b[0].start < a[-1].end


def unclaimed(text: str, faint: Sequence[Judged], kept: Sequence[Candidate]) -> list[Judged]:
    """Return those of the ``faint`` candidates whose content nobody else has, likeliest first."""
    taken = bytearray(len(text))

    def take(one: Candidate) -> None:
        for span in one.content:
            taken[span.start : span.end] = b"\1" * (span.end - span.start)

    for one in kept:
        take(one)
    found = []
    for probability, one in sorted(faint, key=lambda f: (-f[0], f[1].content, f[1].cue)):
        length = sum(s.end - s.start for s in one.content)
        if length - sum(sum(taken[s.start : s.end]) for s in one.content) >= FREE * length:
            found.append((probability, one))
            take(one)
    return found
