"""Charts as inline SVG: plain functions from numbers to markup, everything told in words besides.

Colours are classes (`c-support`), so the style sheet gives them for light, dark and print.
"""

import itertools
import math
from collections.abc import Mapping, Sequence

from markupsafe import Markup

WIDE = 1000
"""Width of a bar's own coordinates; it stretches to its cell."""
THICK = 18

WIDTH, HEIGHT = 960, 260
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 10, 30
WIDEST = 96.0
"""Size and margins of a timeline and the most room a column gets, in its own units."""

RECT = Markup('<rect class="c-{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{}</title></rect>')
LINE = Markup('<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>')
TICK = Markup('<text class="tick" text-anchor="{}" x="{}" y="{:.1f}">{}</text>')
"""Shapes; `Markup.format` escapes what is put in."""


def told(counts: Mapping[str, int]) -> str:
    """Return counts in words, those of nothing left out: "support 3, oppose 1"."""
    return ", ".join(f"{name} {n}" for name, n in counts.items() if n) or "nothing"


def bar(counts: Mapping[str, int], *, widest: int, name: str) -> Markup:
    """Return one stacked horizontal bar; ``widest`` is the total that fills its cell, ``name`` what it is of."""
    at, pieces = 0.0, list[Markup]()
    for label, n in counts.items():
        if n:
            width = WIDE * n / max(1, widest)
            pieces.append(_rect(at, 0, max(1.0, width - 2), THICK, label=label, tip=f"{label}: {n}"))
            at += width
    return Markup(
        '<svg class="bar" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img"><title>{}: {}</title>{}</svg>'
    ).format(WIDE, THICK, name, told(counts), Markup("").join(pieces))


def columns(rows: Mapping[str, Mapping[str, int]], *, title: str, unit: str) -> Markup:
    """Return stacked columns over time; ``rows`` maps every period in order, the empty too, to its counts."""
    most = max((sum(counts.values()) for counts in rows.values()), default=0)
    step = tick(most)
    top = max(step, -(-most // step) * step)
    plot = HEIGHT - TOP - BOTTOM
    slot = min((WIDTH - LEFT - RIGHT) / max(1, len(rows)), WIDEST)
    shapes = [_grid(n, y=TOP + plot * (1 - n / top)) for n in range(0, top + 1, step)]
    for i, (period, counts) in enumerate(rows.items()):
        x, floor = LEFT + (i + 0.12) * slot, float(TOP + plot)
        for label, n in counts.items():
            if n:
                height = plot * n / top
                floor -= height
                tip = f"{period}, {label}: {n}"
                shapes.append(_rect(x, floor, slot * 0.76, max(0.5, height - 1), label=label, tip=tip))
    shapes += _dates(list(rows), slot=slot)
    desc = (
        f"Stacked columns, one a {unit}, {len(rows)} in all; the highest has {most}. The table below has the numbers."
    )
    return Markup(
        '<svg class="timeline" viewBox="0 0 {} {}" role="img" aria-labelledby="timeline-t timeline-d">'
        '<title id="timeline-t">{}</title><desc id="timeline-d">{}</desc>{}</svg>'
    ).format(WIDTH, HEIGHT, title, desc, Markup("").join(shapes))


def tick(most: int) -> int:
    """Return a round step, of 1, 2 or 5 times a power of ten, that needs at most five lines up to ``most``."""
    steps = (first * int(10**power) for power in itertools.count() for first in (1, 2, 5))
    return next(step for step in steps if most <= 5 * step)


def shade(n: int, *, most: int) -> int:
    """Return the depth of a cell, 0 for none to 5 for the most."""
    return 0 if not n else 1 + (4 * n) // max(1, most) if n < most else 5


def _rect(x: float, y: float, width: float, height: float, *, label: str, tip: str) -> Markup:
    return RECT.format(label, x, y, width, height, tip)


def _grid(n: int, *, y: float) -> Markup:
    return LINE.format(LEFT, WIDTH - RIGHT, y, y) + TICK.format("end", LEFT - 6, y + 4, n)


def _dates(periods: Sequence[str], *, slot: float) -> list[Markup]:
    """Return the dates below the columns, as many as have room."""
    every = max(1, math.ceil(72 / slot))
    return [
        TICK.format("middle", round(LEFT + (i + 0.5) * slot, 1), HEIGHT - 8, period)
        for i, period in enumerate(periods)
        if i % every == 0
    ]
