"""Join units: premises to the claims they hold up or strike, grants to what outweighs them, speakers who clash."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline import linear
from pipeline.arguments.grants import Granting
from pipeline.arguments.model import Model
from pipeline.arguments.opposed import Clash
from pipeline.arguments.pairs import candidate_pairs, content_words, describe
from pipeline.arguments.parse import Parse
from pipeline.arguments.units import MARKED, Judged, gives_reason
from pipeline.params import ArgumentsParams
from pipeline.records import Concession, Relation, RelationKind, Unit
from pipeline.spans import Span, overlap

Found = tuple[int, int, RelationKind, float]
"""Places of source and target among the units, kind and confidence."""

SURE_ATTACK = 0.25
OPENING, NAME = 6, 4
"""Words of a unit in which its subject is looked for, and letters of the shortest word that names one."""


def relations(units: Sequence[Unit], found: Iterable[Found]) -> list[Relation]:
    """Return the rows of the relations of one article, sorted by key, one kind a pair: the first given wins."""
    kept: dict[tuple[int, int], Relation] = {}
    for i, j, kind, confidence in found:
        if i != j and (i, j) not in kept and (j, i) not in kept:
            kept[i, j] = Relation(
                source_id=units[i].unit_id,
                target_id=units[j].unit_id,
                article_id=units[i].article_id,
                kind=kind,
                confidence=confidence,
            )
    return sorted(kept.values(), key=lambda r: (r.source_id, r.target_id))


def conceded(grants: Iterable[Granting], place: Mapping[int, int]) -> Iterator[Found]:
    """Yield rhetorical concessions; ``place`` leads from candidates to units."""
    for one in grants:
        if one.granted in place and one.outweighing in place:
            yield place[one.granted], place[one.outweighing], "concession", one.confidence


def clashing(units: Sequence[Unit], clashes: Iterable[Clash]) -> Iterator[Found]:
    """Yield attacks between the units that hold the passages of two rows on opposite sides."""
    for clash in clashes:
        source, target = _unit_of(units, clash.against), _unit_of(units, clash.target)
        if source is not None and target is not None:
            yield source, target, "attack", clash.confidence


def _unit_of(units: Sequence[Unit], row: Concession) -> int | None:
    """The unit in which the holder speaks, or is said to, that shares most with the row's passage; null for none."""
    passage = Span(row.start, row.end)
    shared = [
        (unit.speaker_id == row.holder_id, overlap(passage, Span(unit.start, unit.end)), -i)
        for i, unit in enumerate(units)
        if overlap(passage, Span(unit.start, unit.end)) > 0 and _voices(unit, row)
    ]
    return -max(shared)[2] if shared else None


def _voices(unit: Unit, row: Concession) -> bool:
    """Tell whether a unit is the holder's own, or opens with the holder's name ("Varn refused to …")."""
    if unit.speaker_id == row.holder_id:
        return True
    named = {word for word in (row.holder or "").lower().split() if word[:1].isalpha() and len(word) >= NAME}
    return bool(named & set(unit.text.lower().replace("’s", "").split()[:OPENING]))


def linked(
    parse: Parse, judged: Sequence[Judged], *, speech: bool, model: Model, params: ArgumentsParams
) -> Iterator[Found]:
    """Yield supports and attacks from premises to claims.

    Each premise goes to its likeliest claim when that passes ``params.link_threshold``, and to others that pass
    ``params.further_threshold``. The surest come first, and none that would lead back to where it began. Outside a set
    ``speech`` an attack must be surer still: there most of the others are wrong.
    """
    kept: list[tuple[float, float, int, int]] = []
    for i, targets in _options(parse, judged, model=model, window=params.window).items():
        for rank, (p_link, j, p_attack) in enumerate(sorted(targets, key=lambda t: (-t[0], abs(t[1] - i), t[1]))):
            if p_link >= (params.further_threshold if rank else params.link_threshold):
                kept.append((-p_link, p_attack, i, j))
    reached: dict[int, set[int]] = {}
    for minus, p_attack, i, j in sorted(kept):
        if i not in reached.get(j, ()):
            for one in [i, *(k for k, its in reached.items() if i in its)]:
                reached.setdefault(one, set()).update({j}, reached.get(j, ()))
            kind: RelationKind = "attack" if p_attack >= params.attack_threshold else "support"
            confidence = -minus * (p_attack if kind == "attack" else 1.0 - p_attack)
            if speech or kind == "support" or confidence >= SURE_ATTACK:
                yield i, j, kind, confidence


def _options(
    parse: Parse, judged: Sequence[Judged], *, model: Model, window: int
) -> dict[int, list[tuple[float, int, float]]]:
    """For each unit the probability of a link, the place of its target, and the probability that it is an attack."""
    words = content_words(parse, [one.candidate for one in judged])
    options: dict[int, list[tuple[float, int, float]]] = {}
    for i, j in candidate_pairs(judged, window=window):
        row = describe(judged, words, i, j, pairing=model.reader.pairing)
        p_link, p_attack = linear.probability(model.links, row), linear.probability(model.attacks, row)
        if gives_reason(judged[i], judged[j]):
            p_link, p_attack = max(p_link, MARKED), 0.0
        options.setdefault(i, []).append((p_link, j, p_attack))
    return options
