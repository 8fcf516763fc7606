"""The picture of who agrees and clashes: actors on a ring, allies together, lines that lead to the quotes."""

import math
from collections.abc import Mapping, Sequence

import networkx as nx
from markupsafe import Markup

from pipeline.networks import Pair, Tie
from pipeline.report.ties import Shown

WIDTH = 960
ACROSS, DOWN, EACH, MARGIN = 220, 110, 15, 46
"""Half the width of the ring, half its height at least and for each actor, and the room above and below."""
LONGEST = 30
"""Characters of a name that have room beside the ring."""
APART = 3.0
"""How far from the middle two lines of one pair run, that of agreement and that of conflict."""

LINK = Markup('<a href="#{}" class="tie" aria-label="{}"><title>{}</title>{}</a>')
LINE = Markup('<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"{}/>')
WIDTH_OF = Markup(' stroke-width="{}"')
ACTOR = Markup(
    '<g class="knot" data-actor="{}"><title>{}</title><circle cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>'
    '<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text></g>'
)
Point = tuple[float, float]


def picture(actors: Mapping[str, int], shown: Sequence[Shown]) -> Markup:
    """Return the network as SVG; ``actors`` says how often each took a side. The same input gives the same bytes."""
    order = ring(list(actors), {one.pair: one.tie for one in shown})
    half = max(DOWN, EACH * len(order) // 2)
    middle = half + MARGIN
    places = {}
    for number, actor in enumerate(order):
        angle = 2 * math.pi * number / len(order) - math.pi / 2
        places[actor] = (WIDTH / 2 + ACROSS * math.cos(angle), middle + half * math.sin(angle))
    lines = Markup("").join(_line(one, *(places[actor] for actor in one.pair)) for one in shown)
    knots = Markup("").join(_knot(actor, actors[actor], places[actor], middle) for actor in order)
    return Markup(
        '<svg class="web" viewBox="0 0 {} {}" role="group" aria-labelledby="web-t web-d"><title id="web-t">{}</title>'
        '<desc id="web-d">{}</desc>{}{}</svg>'
    ).format(WIDTH, 2 * middle, "Who agrees and who clashes", described(order, shown), lines, knots)


def described(order: Sequence[str], shown: Sequence[Shown]) -> str:
    """Return the picture in words."""
    joined, divided = (sum(bool(getattr(one.tie, kind)) for one in shown) for kind in ("joins", "divides"))
    lines = f"{joined} lines of agreement, {divided} of conflict"
    return f"{len(order)} actors on a ring; {lines}. The table below has them all."


def ring(actors: Sequence[str], tied: Mapping[Pair, Tie]) -> list[str]:
    """Return actors in an order in which those who agree stand together, the largest camp first."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(actors)
    graph.add_edges_from(pair for pair, tie in sorted(tied.items()) if len(tie.joins) > len(tie.divides))
    camps = sorted((sorted(camp) for camp in nx.connected_components(graph)), key=lambda camp: (-len(camp), camp))
    found: list[str] = []
    for camp in camps:
        first = max(camp, key=lambda actor: graph.degree(actor))
        found += nx.dfs_preorder_nodes(graph, first)
    return found


def told(one: Shown) -> str:
    """Return a tie in words."""
    parts = [("agree on", one.tie.joins), ("clash on", one.tie.divides)]
    return f"{one.pair[0]} and {one.pair[1]} " + "; ".join(f"{verb} {', '.join(of)}" for verb, of in parts if of)


def _line(one: Shown, start: Point, end: Point) -> Markup:
    """Return a tie: a line for agreement, a dashed one for conflict, side by side where there are both."""
    drawn = [(name, len(of)) for name, of in (("agree", one.tie.joins), ("clash", one.tie.divides)) if of]
    length = math.dist(start, end) or 1.0
    across = ((end[1] - start[1]) / length * APART, (start[0] - end[0]) / length * APART)
    pieces = [LINE.format("hit", *start, *end, "")]
    for (name, count), way in zip(drawn, (1, -1) if len(drawn) > 1 else (0,), strict=True):
        ends = (p + way * across[axis] for point in (start, end) for axis, p in enumerate(point))
        pieces.append(LINE.format(name, *ends, WIDTH_OF.format(min(7, 1 + count))))
    return LINK.format(one.anchor, f"{told(one)}: quotes", told(one), Markup("").join(pieces))


def _knot(actor: str, frequency: int, place: Point, middle: float) -> Markup:
    x, y = place
    radius = min(13.0, 4 + 1.5 * math.sqrt(frequency))
    sideways = (x > WIDTH / 2) - (x < WIDTH / 2) if abs(x - WIDTH / 2) > 1 else 0
    anchor = {1: "start", -1: "end", 0: "middle"}[sideways]
    below = 4.5 if sideways else (radius + 16 if y > middle else -radius - 7)
    name = actor if len(actor) <= LONGEST else f"{actor[: LONGEST - 1].rstrip()}…"
    tip = f"{actor}: took a side {frequency} time{'' if frequency == 1 else 's'}"
    return ACTOR.format(actor, tip, x, y, radius, x + sideways * (radius + 6), y + below, anchor, name)
