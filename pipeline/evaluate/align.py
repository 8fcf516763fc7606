"""Find a passage of the tables' text again in the gold text, by its letters and digits alone.

Cleaning changes spacing, quotation marks and furniture, so offsets of one text do not hold in the other.
"""

import bisect
import re

from pipeline.spans import Span

CONTEXT = 60
"""Letters before a passage that must agree for it to be taken without looking further."""
PREFIX = 40
"""Letters of a passage that are looked for when the whole of it is not there."""


class Letters:
    """The letters and digits of a text in lower case, each with its place in the text."""

    def __init__(self, text: str) -> None:
        kept = [(letter, place) for place, sign in enumerate(text) if sign.isalnum() for letter in sign.lower()]
        self.flat = "".join(letter for letter, _ in kept)
        self.places = [place for _, place in kept]

    def before(self, offset: int) -> int:
        """Return how many letters stand before a character offset."""
        return bisect.bisect_left(self.places, offset)

    def span(self, first: int, count: int) -> Span:
        """Return the characters from the letter numbered ``first`` through ``count`` letters, cut at the end."""
        last = min(first + count, len(self.places)) - 1
        return Span(self.places[first], self.places[last] + 1)

    def find(self, passage: str) -> Span | None:
        """Return the first place of a passage, null when its letters are not there in this order."""
        wanted = Letters(passage).flat
        at = self.flat.find(wanted) if wanted else -1
        return self.span(at, len(wanted)) if at >= 0 else None


class Aligner:
    """Maps spans of one text to spans of another that should hold the same words."""

    def __init__(self, text: str, *, gold: str) -> None:
        self._own, self._gold = Letters(text), Letters(gold)

    def __call__(self, span: Span) -> Span | None:
        """Return where the words of ``span`` stand in the gold text, null when they do not.

        Of several places the one whose preceding letters agree is taken, else the one nearest in order.
        """
        first, last = self._own.before(span.start), self._own.before(span.end)
        passage = self._own.flat[first:last]
        if not passage:
            return None
        at = self._after_context(self._own.flat[max(0, first - CONTEXT) : first], passage)
        if at is None:
            at = self._nearest(passage, first)
        return None if at is None else self._gold.span(at, len(passage))

    def _after_context(self, context: str, passage: str) -> int | None:
        at = self._gold.flat.find(context + passage) if context else -1
        return at + len(context) if at >= 0 else None

    def _nearest(self, passage: str, first: int) -> int | None:
        for wanted in (passage, passage[:PREFIX]):
            places = [m.start() for m in re.finditer(re.escape(wanted), self._gold.flat)]
            if places:
                return min(places, key=lambda place: abs(place - first))
        return None
