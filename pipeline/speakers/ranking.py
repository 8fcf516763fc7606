"""How likely an earlier speaker of the article is what a pronoun means.

Hand-set weights over features after Lappin & Leass (1994) and Hobbs (1978): nearness, subjecthood, having spoken
before. For "he" and "she" a ranker learned on GUM's coreference (`pipeline.train.speakers`) corrects them.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from pipeline import weights
from pipeline.speakers import quotations
from pipeline.speakers.entities import Entity, Spot
from pipeline.speakers.pronouns import FEMALE, MALE, NEUTER, PLURAL
from pipeline.speakers.scene import Scene

SUBJECTS = frozenset(("nsubj", "nsubjpass", "agent"))
REACH = 8
"""Sentences that are looked back over."""
MENTIONS = 6
"""Mentions of an entity that are looked at."""
BY_HAND = 3
"""Those of them that the hand-set weights look at."""
FADE = 0.6
"""What is left of a mention's salience after a sentence."""
OF_MENTION = (
    "subject",
    "possessive",
    "compound",
    "spoke",
    "crosses_quote",
    "holds",
    "by_name",
    "binds",
)
"""Features of the nearest mention that are learned; what grammar and gender forbid stays as set by hand."""


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
    called_otherwise: bool
    central: int


def rank(features: Features) -> float:
    """Score a candidate by hand-set weights; the higher the better."""
    score = -0.9 * min(features.sentences, REACH) - 0.25 * min(features.paragraphs, 4)
    score += 1.2 * features.subject - 0.7 * features.possessive - 1.6 * features.compound
    score += 0.9 * features.spoke + 0.45 * math.log2(1 + features.mentions) + 0.5 * features.gender_told
    score += 1.5 * features.binds - 2.0 * features.against_guess - 3.0 * features.called_otherwise
    score -= 1.6 * features.crosses_quote + 4.0 * features.same_clause + 2.5 * features.unlike
    return score + 2.0 * features.holds + 0.3 * features.by_name + 0.6 * math.log2(1 + features.central)


def by_hand(scene: Scene, entity: Entity, token: Token, holder: Entity | None) -> float | None:
    """Return the best score of an entity's last three mentions before a pronoun, null when it has none."""
    spots = _before(scene, entity, token, count=BY_HAND)
    return _best([features_of(scene, entity, spot, token, holder) for spot in spots])


def _best(seen: Sequence[Features]) -> float | None:
    """Return the best score of the nearest mentions; what is out of reach counts where nothing is nearer."""
    near = [features for features in seen[:BY_HAND] if features.sentences <= REACH] or seen[:1]
    return max(map(rank, near), default=None)


def _before(scene: Scene, entity: Entity, token: Token, *, count: int) -> list[Spot]:
    """Return the last mentions before a pronoun that it can mean, the nearest first."""
    found: list[Spot] = []
    for spot in reversed(entity.spots[: entity.seen(token.i)]):
        if quotations.open_to(scene, entity, spot, token):
            found.append(spot)
            if len(found) == count:
                break
    return found


@dataclass(frozen=True)
class Ranker:
    """Weights of the figures by name; how much better than the next one a candidate is shows in its score."""

    weights: Mapping[str, float]

    def score(self, figures: Mapping[str, float]) -> float:
        """Return the score of a candidate; the higher the better."""
        return sum(self.weights.get(name, 0.0) * value for name, value in figures.items())


@cache
def learned() -> Ranker:
    """Return the ranker that ships. Raises ModelMissingError when the installation lacks it."""
    return Ranker(weights.read("speakers", "ranker.json"))


def figures(scene: Scene, entity: Entity, token: Token, holder: Entity | None) -> dict[str, float] | None:
    """Return what speaks for an entity as "he" or "she", null when it has no mention before; all finite."""
    spots = _before(scene, entity, token, count=MENTIONS)
    seen = [features_of(scene, entity, spot, token, holder) for spot in spots]
    hand = _best(seen)
    if hand is None:
        return None
    near, last = seen[0], spots[0]
    quoted, subject = scene.quote[token.i] >= 0, token.dep_ in SUBJECTS
    distance = math.log1p(token.i - last.first)
    return {
        "hand": hand,
        "sentences": min(near.sentences, REACH),
        "same_sentence": near.sentences == 0,
        "next_sentence": near.sentences == 1,
        "paragraphs": min(near.paragraphs, 4),
        "distance": distance,
        **{name: float(getattr(near, name)) for name in OF_MENTION},
        "mentions": math.log2(1 + near.mentions),
        "alike": subject == near.subject,
        "quoted_spoke": quoted and near.spoke,
        "quoted_distance": quoted * distance,
        "same_quote": quoted and scene.quote[last.first] == scene.quote[token.i],
        "pronoun": last.type == "pronoun",
        "nominal": last.type == "nominal",
        "same_pronoun": last.type == "pronoun" and scene.doc[last.first].lower_[:1] == token.lower_[:1],
        "named": entity.kind == "person" and entity.proper,
        "genderless": entity.gender is None,
        **_salience(seen),
    }


def _salience(seen: Sequence[Features]) -> dict[str, float]:
    """Sum up an entity's mentions: those of this sentence and the last, and all of them as they fade."""
    fresh = [f for f in seen if f.sentences <= 1]
    return {
        "fresh": float(len(fresh)),
        "fresh_subject": float(any(f.subject for f in fresh)),
        "fresh_spoke": float(any(f.spoke for f in fresh)),
        "salience": sum(FADE**f.sentences * (1 + f.subject - 0.5 * f.possessive - 0.7 * f.compound) for f in seen),
    }


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
        called_otherwise=_called_otherwise(scene, entity, token),
        unlike=token.lower_ in PLURAL and not (entity.plural or entity.members),
        central=quotations.central(scene, entity, token.i) if here >= 0 and token.lower_ in PLURAL | NEUTER else 0,
    )


def _called_otherwise(scene: Scene, entity: Entity, token: Token) -> bool:
    """Tell whether the mention before a "he" or "she" is a pronoun of the other gender."""
    other = FEMALE if token.lower_ in MALE else MALE if token.lower_ in FEMALE else frozenset[str]()
    spot = entity.before(token.i)
    return spot is not None and spot.type == "pronoun" and scene.doc[spot.first].lower_ in other


def head_of(scene: Scene, spot: Spot) -> Token:
    """Return the token of a mention whose head lies outside of it."""
    last = scene.doc[spot.last - 1]
    for i in range(spot.last - 1, spot.first - 1, -1):
        head = scene.doc[i].head.i
        if not spot.first <= head < spot.last or head == i:
            return scene.doc[i]
    return last
