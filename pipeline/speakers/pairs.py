"""Names that are joined by "and": what "they" and "the senators" can refer to."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span

from pipeline.speakers.entities import Entity, Spot
from pipeline.speakers.lexicon import titles
from pipeline.speakers.scene import Scene

ALIKE = frozenset(("person", "government", "organization"))
Named = tuple[Spot, Entity]


def pairs(scene: Scene, named: Sequence[Named]) -> list[Entity]:
    """Return the sets that neighbouring names of one kind make when they are joined: "A and B", "A, B and C"."""
    found: list[Entity] = []
    for kind in sorted(ALIKE):
        for row in _rows(scene, [(s, e) for s, e in named if e.kind == kind]):
            members = tuple(e for _, e in row)
            name = f"{', '.join(e.name for e in members[:-1])} and {members[-1].name}"
            entity = Entity(name, members[0].kind, plural=True, members=members)
            entity.add(Spot(row[0][0].first, row[-1][0].last, "name"))
            found.append(entity)
            _share_title(scene, row)
    return sorted(found, key=lambda e: e.spots[0])


def _rows(scene: Scene, named: Sequence[Named]) -> Iterator[list[Named]]:
    """Yield the runs of names of which the last is joined by "and" and the others by commas."""
    row: list[Named] = list(named[:1])
    for one in named[1:]:
        between = scene.doc[row[-1][0].last : one[0].first] if row[-1][0].last <= one[0].first else None
        if between is None or any(one[1] is e for _, e in row) or not _near(between):
            row = [one]
        elif any(t.lower_ in ("and", "&") for t in between):
            yield [*row, one]
            row = [one]
        elif any(t.text == "," for t in between):
            row.append(one)
        else:
            row = [one]


def _near(between: Span) -> bool:
    words = [t for t in between if not (t.is_space or t.is_punct)]
    return len(between) < 16 and len(words) <= 5 and not any(t.pos_ in ("VERB", "ADP", "SCONJ") for t in words)


def _share_title(scene: Scene, row: Sequence[Named]) -> None:
    """Give what a title in the plural tells ("Sens. A and B") to all whom it stands before."""
    first = row[0][0].first
    form = scene.doc[first - 1].lower_.rstrip(".") if first else ""
    if form.endswith("s") and form in titles() and titles()[form].role:
        lead = row[0][1]
        for _, other in row[1:]:
            if other.role is None:
                other.role, other.affiliation = lead.role, other.affiliation or lead.affiliation
            other.senses |= lead.senses
