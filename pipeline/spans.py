"""Offset arithmetic on half-open character spans."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open character interval ``[start, end)`` of an article's text."""

    start: int
    end: int


def overlap(a: Span, b: Span) -> int:
    """Return how many characters two spans share (0 when they only touch)."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def contains(outer: Span, inner: Span) -> bool:
    """Tell whether ``inner`` lies wholly in ``outer``."""
    return outer.start <= inner.start and inner.end <= outer.end


def hull(spans: Iterable[Span]) -> Span:
    """Return the smallest span that covers all of ``spans`` (at least one)."""
    spans = list(spans)
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def trim(text: str, span: Span, *, strip: str | None = None) -> Span:
    """Shrink ``span`` until neither end is white space (or a character of ``strip``).

    Returns an empty span at ``span.start`` when nothing is left.
    """
    piece = text[span.start : span.end]
    left = len(piece) - len(piece.lstrip(strip))
    kept = piece.strip(strip)
    return Span(span.start + left, span.start + left + len(kept)) if kept else Span(span.start, span.start)


def merge(spans: Iterable[Span], *, gap: int = 0) -> tuple[Span, ...]:
    """Sort spans and join those that overlap or lie at most ``gap`` characters apart."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end + gap:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(Span(*span))
    return tuple(merged)


def subtract(span: Span, holes: Iterable[Span]) -> tuple[Span, ...]:
    """Return what is left of ``span`` when ``holes`` are cut out, in order."""
    left, at = [], span.start
    for hole in merge(holes):
        if hole.end <= at or hole.start >= span.end:
            continue
        if hole.start > at:
            left.append(Span(at, hole.start))
        at = max(at, hole.end)
    if at < span.end:
        left.append(Span(at, span.end))
    return tuple(left)


def quoted(text: str, spans: Sequence[Span]) -> str | None:
    """Return the text of ``spans`` joined by a space, null when there are none."""
    return " ".join(text[s.start : s.end] for s in spans) if spans else None
