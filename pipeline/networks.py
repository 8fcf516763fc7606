"""Discourse networks of the statements: actors and concepts, and who agrees or clashes with whom.

After Leifeld (2017, The Oxford Handbook of Political Networks): an affiliation network joins an actor with each concept
that it took a side on; a congruence network joins two actors by the concepts on which both took the same side, a
conflict network by those on which they took opposite sides; subtract is congruence less conflict.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import networkx as nx

from pipeline.records import Statement

Network = Literal["affiliation", "congruence", "conflict", "subtract"]
Actors = Literal["organization", "person"]
Pair = tuple[str, str]
"""Two actors, by the alphabet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which statements count: days from ``since`` to ``until``, both in, and what is asked of each."""

    actors: Actors = "organization"
    since: date | None = None
    until: date | None = None
    min_confidence: float = 0.0
    duplicates: bool = False
    """Whether copies of an article count; by default a syndicated text counts once."""

    def takes(self, one: Statement) -> bool:
        """Tell whether a statement takes a side on a concept, and is asked for."""
        if not one.stands or one.agreement is None or one.concept is None or getattr(one, self.actors) is None:
            return False
        if one.duplicate_of is not None and not self.duplicates:
            return False
        dated = self.since is not None or self.until is not None
        day = one.published
        if dated and (day is None or day < (self.since or day) or day > (self.until or day)):
            return False
        return one.confidence >= self.min_confidence


@dataclass(slots=True)
class Sided:
    """How often each actor supported and opposed each concept, and what is known of the actors."""

    sides: dict[str, dict[str, Counter[bool]]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)

    def add(self, one: Statement, *, actors: Actors) -> None:
        """Count a statement that a choice takes."""
        actor = str(getattr(one, actors))
        self.count(actor, str(one.concept), agreement=bool(one.agreement))
        if actors == "person" or one.person is None:
            self.kinds.setdefault(actor, one.speaker_kind or "")
            self.countries.setdefault(actor, one.country or "")

    def count(self, actor: str, concept: str, *, agreement: bool) -> None:
        """Count one time that an actor took a side on a concept."""
        self.sides.setdefault(actor, defaultdict(Counter))[concept][agreement] += 1

    def frequency(self, actor: str) -> int:
        """Return how often an actor took a side."""
        return sum(counts.total() for counts in self.sides[actor].values())


@dataclass(frozen=True, slots=True)
class Tie:
    """The concepts on which two actors took the same side, and those on which they took opposite sides, in order."""

    joins: tuple[str, ...]
    divides: tuple[str, ...]


def ties(sided: Sided) -> dict[Pair, Tie]:
    """Return the tie of each two actors that took sides on one concept, in order; on one concept they may do both."""
    by_concept: dict[str, list[str]] = defaultdict(list)
    for actor in sorted(sided.sides):
        for concept in sided.sides[actor]:
            by_concept[concept].append(actor)
    joins, divides = defaultdict[Pair, list[str]](list), defaultdict[Pair, list[str]](list)
    for concept in sorted(by_concept):
        for pair in itertools.combinations(by_concept[concept], 2):
            a, b = (sided.sides[actor][concept] for actor in pair)
            if any(a[side] and b[side] for side in (True, False)):
                joins[pair].append(concept)
            if any(a[side] and b[not side] for side in (True, False)):
                divides[pair].append(concept)
    return {pair: Tie(tuple(joins[pair]), tuple(divides[pair])) for pair in sorted(joins.keys() | divides.keys())}


def network(statements: Iterable[Statement], kind: Network, choice: Choice) -> "nx.Graph[str]":
    """Return a network with typed attributes, its nodes and edges in the order of their names.

    Nodes have `name`, `variable` (actor or concept), `kind`, `country` and `frequency` (statements); edges of actors
    and concepts have `support`, `oppose` (statements) and their difference as `weight`; those of two actors have
    `weight`, the number of concepts, negative in a subtract network when more divides than joins.
    """
    sided = Sided()
    for one in statements:
        if choice.takes(one):
            sided.add(one, actors=choice.actors)
    return _affiliation(sided) if kind == "affiliation" else _actors(sided, kind)


def _affiliation(sided: Sided) -> "nx.Graph[str]":
    graph = _nodes(sided)
    for concept in sorted({concept for of in sided.sides.values() for concept in of}):
        said = sum(of[concept].total() for of in sided.sides.values() if concept in of)
        graph.add_node(f"concept: {concept}", name=concept, variable="concept", kind="", country="", frequency=said)
    for actor, of in sorted(sided.sides.items()):
        for concept, counts in sorted(of.items()):
            support, oppose = counts[True], counts[False]
            edge = {"weight": float(support - oppose), "support": support, "oppose": oppose}
            graph.add_edge(f"actor: {actor}", f"concept: {concept}", **edge)
    return graph


def _actors(sided: Sided, kind: Network) -> "nx.Graph[str]":
    graph = _nodes(sided)
    for (one, other), tie in ties(sided).items():
        joins, divides = len(tie.joins), len(tie.divides)
        weight = {"congruence": joins, "conflict": divides}.get(kind, joins - divides)
        if weight or (kind == "subtract" and joins):
            graph.add_edge(f"actor: {one}", f"actor: {other}", weight=float(weight))
    return graph


def _nodes(sided: Sided) -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    for actor in sorted(sided.sides):
        graph.add_node(
            f"actor: {actor}",
            name=actor,
            variable="actor",
            kind=sided.kinds.get(actor, ""),
            country=sided.countries.get(actor, ""),
            frequency=sided.frequency(actor),
        )
    return graph
