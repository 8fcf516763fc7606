"""Whom a pronoun refers to.

Candidates that contradict gender, number or animacy are out; the rest are ranked (`pipeline.speakers.ranking`).
"""

from spacy.tokens import Token

from pipeline.speakers import quotations, ranking
from pipeline.speakers.entities import Entity
from pipeline.speakers.lexicon import Gender
from pipeline.speakers.pronouns import FEMALE, MALE, NEUTER, PLURAL
from pipeline.speakers.scene import Scene


def resolve(
    scene: Scene, token: Token, *, holder: Entity | None = None, spoken_by: Entity | None = None
) -> Entity | None:
    """Return the entity a third-person pronoun refers to, null when none fits.

    ``holder`` is whose (indirect) content the pronoun stands in, ``spoken_by`` who speaks the quotation it stands in
    and so is not "he". Cataphora is allowed only into the same sentence, and not out of a quotation. "They" and "it"
    of a quotation stay unresolved when two sides are likely.
    """
    scene.asked[token.i] = (holder, spoken_by)
    if token.lower_ in MALE | FEMALE:
        scorer = scene.scorer or ranking.learned().score
        ranked = [(scorer(f), e) for e, f in candidates(scene, token, holder=holder, spoken_by=spoken_by)]
        return max(ranked, key=lambda pair: pair[0])[1] if ranked else _ahead(scene, token)
    scored = [
        (score, entity)
        for entity in _fitting(scene, token, spoken_by)
        if (score := ranking.by_hand(scene, entity, token, holder)) is not None
    ]
    if scene.quote[token.i] >= 0:
        return quotations.antecedent(scene, token, scored)
    return max(scored, key=lambda pair: pair[0])[1] if scored else _ahead(scene, token)


def candidates(
    scene: Scene, token: Token, *, holder: Entity | None, spoken_by: Entity | None
) -> list[tuple[Entity, dict[str, float]]]:
    """Return whom "he" or "she" can mean, each with its figures."""
    found = ((e, ranking.figures(scene, e, token, holder)) for e in _fitting(scene, token, spoken_by))
    return [(entity, figures) for entity, figures in found if figures is not None]


def _fitting(scene: Scene, token: Token, spoken_by: Entity | None) -> list[Entity]:
    quoted = scene.quote[token.i] >= 0
    return [
        entity
        for entity in scene.entities
        if entity is not spoken_by
        and fits(entity, token.lower_, quoted=quoted)
        and not (quoted and quotations.own_body(entity, spoken_by))
    ]


def fits(entity: Entity, pronoun: str, *, quoted: bool = False) -> bool:
    """Tell whether an entity agrees with a pronoun in gender, number and animacy; speech calls a state "they"."""
    if pronoun in NEUTER:
        return entity.kind in ("organization", "government", "document")
    if pronoun in PLURAL:
        many = entity.plural or entity.kind in ("group", "organization") or bool(entity.members)
        return many or (quoted and entity.kind == "government")
    wanted: Gender = "m" if pronoun in MALE else "f"
    single = entity.kind in ("person", "unnamed") and not entity.plural and not entity.members
    return single and (entity.gender in (None, wanted) or entity.guessed)


def _ahead(scene: Scene, token: Token) -> Entity | None:
    """Look for a name after the pronoun in its sentence or the next: "As he said …, Ivanov"."""
    best: tuple[int, Entity] | None = None
    for entity in scene.entities:
        spot = entity.after(token.i + 1)
        if spot is None or not fits(entity, token.lower_) or spot.type == "pronoun" or spot.first < scene.title_end:
            continue
        if scene.quote[token.i] not in (-1, scene.quote[spot.first]):
            continue
        if scene.sentence[spot.first] - scene.sentence[token.i] <= 1 and (best is None or spot.first < best[0]):
            best = (spot.first, entity)
    return best[1] if best else None


def antecedent(token: Token) -> Token | None:
    """Return the noun that a relative pronoun stands for."""
    verb = token
    for _ in range(6):
        if verb.dep_ == "relcl":
            return verb.head if verb.head.pos_ in ("NOUN", "PROPN", "PRON") else None
        if verb.head is verb:
            return None
        verb = verb.head
    return None
