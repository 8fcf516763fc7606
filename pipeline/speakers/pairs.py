"""Names that are joined by "and": what "they" and "the senators" can refer to."""

import itertools
from collections.abc import Sequence

from spacy.tokens import Span

from pipeline.speakers.entities import Entity, Spot
from pipeline.speakers.scene import Scene

ALIKE = frozenset(("person", "government", "organization"))


def pairs(scene: Scene, named: Sequence[tuple[Spot, Entity]]) -> list[Entity]:
    """Return the sets that two neighbouring names of one kind make when they are joined by "and"."""
    found: list[Entity] = []
    for (left, one), (right, two) in itertools.pairwise(named):
        if one is two or one.kind != two.kind or one.kind not in ALIKE:
            continue
        if _joins(scene.doc[left.last : right.first]):
            entity = Entity(f"{one.name} and {two.name}", one.kind, plural=True, members=(one, two))
            entity.add(Spot(left.first, right.last, "name"))
            found.append(entity)
    return found


def _joins(between: Span) -> bool:
    words = [t for t in between if not (t.is_space or t.is_punct)]
    if len(between) >= 16 or len(words) > 5 or any(t.pos_ in ("VERB", "ADP", "SCONJ") for t in words):
        return False
    return any(t.lower_ in ("and", "&") for t in words)
