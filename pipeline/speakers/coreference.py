"""Whom a pronoun refers to.

Candidates that contradict gender, number or animacy are out; the rest are ranked by features after Lappin & Leass
(1994) and Hobbs (1978): nearness, subjecthood, having spoken before. The ranker is a plain function of the features,
so that a learned one can take its place.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.speakers import quotations
from pipeline.speakers.entities import Entity, Spot
from pipeline.speakers.lexicon import Gender
from pipeline.speakers.scene import Scene

MALE = frozenset(("he", "him", "his", "himself"))
FEMALE = frozenset(("she", "her", "hers", "herself"))
PLURAL = frozenset(("they", "them", "their", "theirs", "themselves"))
NEUTER = frozenset(("it", "its", "itself"))
FIRST = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"))
RELATIVE = frozenset(("who", "whom", "whose", "which", "that"))
THIRD = MALE | FEMALE | PLURAL | NEUTER
SUBJECTS = frozenset(("nsubj", "nsubjpass", "agent"))
REACH = 8
"""Sentences that are looked back over."""


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for or against one earlier mention as the antecedent of a pronoun."""

    sentences: int
    paragraphs: int
    subject: bool
    possessive: bool
    compound: bool
    spoke: bool
    mentions: int
    gender_told: bool
    crosses_quote: bool
    same_clause: bool
    holds: bool
    by_name: bool
    unlike: bool
    binds: bool
    against_guess: bool
    central: int


Ranker = Callable[[Features], float]


def rank(features: Features) -> float:
    """Score a candidate by hand-set weights; the higher the better."""
    score = -0.9 * min(features.sentences, REACH) - 0.25 * min(features.paragraphs, 4)
    score += 1.2 * features.subject - 0.7 * features.possessive - 1.6 * features.compound
    score += 0.9 * features.spoke + 0.45 * math.log2(1 + features.mentions) + 0.5 * features.gender_told
    score += 1.5 * features.binds - 2.0 * features.against_guess
    score -= 1.6 * features.crosses_quote + 4.0 * features.same_clause + 2.5 * features.unlike
    return score + 2.0 * features.holds + 0.3 * features.by_name + 0.6 * math.log2(1 + features.central)


def resolve(
    scene: Scene,
    token: Token,
    *,
    holder: Entity | None = None,
    spoken_by: Entity | None = None,
    ranker: Ranker = rank,
) -> Entity | None:
    """Return the entity a third-person pronoun refers to, null when none fits.

    ``holder`` is whose (indirect) content the pronoun stands in, ``spoken_by`` who speaks the quotation it stands in
    and so is not "he". Cataphora is allowed only into the same sentence, and not out of a quotation. "They" and "it"
    of a quotation stay unresolved when two sides are likely.
    """
    inside = scene.quote[token.i] >= 0
    scored: list[tuple[float, Entity]] = []
    for entity in scene.entities:
        if entity is spoken_by or not fits(entity, token.lower_, quoted=inside):
            continue
        if inside and quotations.own_body(entity, spoken_by):
            continue
        score = _best_score(scene, entity, token, holder, ranker)
        if score is not None:
            scored.append((score, entity))
    if inside and token.lower_ in PLURAL | NEUTER:
        return quotations.antecedent(scene, token, scored)
    return max(scored, key=lambda pair: pair[0])[1] if scored else _ahead(scene, token)


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


def _best_score(scene: Scene, entity: Entity, token: Token, holder: Entity | None, ranker: Ranker) -> float | None:
    scores: list[float] = []
    for spot in reversed(entity.spots):
        if spot.first >= token.i or not quotations.open_to(scene, entity, spot, token):
            continue
        if scene.sentence[token.i] - scene.sentence[spot.first] > REACH and scores:
            break
        scores.append(ranker(features_of(scene, entity, spot, token, holder)))
        if len(scores) == 3:
            break
    return max(scores, default=None)


def features_of(scene: Scene, entity: Entity, spot: Spot, token: Token, holder: Entity | None) -> Features:
    """Return the features of one mention before a pronoun."""
    root = head_of(scene, spot)
    quote, here = scene.quote[spot.first], scene.quote[token.i]
    spoke = any(s is entity for s in scene.sources.get(spot.first, ()))
    wanted = "m" if token.lower_ in MALE else "f" if token.lower_ in FEMALE else None
    return Features(
        sentences=scene.sentence[token.i] - scene.sentence[spot.first],
        paragraphs=scene.paragraph[token.i] - scene.paragraph[spot.first],
        subject=root.dep_ in SUBJECTS,
        possessive=root.dep_ == "poss",
        compound=root.dep_ in ("compound", "amod", "nmod"),
        spoke=spoke,
        mentions=entity.seen(token.i),
        gender_told=wanted is not None and entity.gender == wanted,
        crosses_quote=quote >= 0 and quote != here,
        same_clause=root.head is token.head and token.dep_ != "poss" and not token.lower_.endswith(("self", "selves")),
        holds=holder is entity,
        by_name=spot.type == "name",
        binds=token.dep_ == "poss" and root.dep_ in SUBJECTS and root.head.is_ancestor(token),
        against_guess=wanted is not None and entity.gender not in (None, wanted),
        unlike=token.lower_ in PLURAL and not (entity.plural or entity.members),
        central=quotations.central(scene, entity, token.i) if here >= 0 and token.lower_ in PLURAL | NEUTER else 0,
    )


def head_of(scene: Scene, spot: Spot) -> Token:
    """Return the token of a mention whose head lies outside of it."""
    last = scene.doc[spot.last - 1]
    for i in range(spot.last - 1, spot.first - 1, -1):
        head = scene.doc[i].head.i
        if not spot.first <= head < spot.last or head == i:
            return scene.doc[i]
    return last


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
