"""What "they" and "it" can mean inside a quotation: whom the article is about, not what a source's words mention."""

from collections.abc import Collection, Sequence

from spacy.tokens import Token

from pipeline.spans import Span
from pipeline.speakers import names
from pipeline.speakers.entities import Entity, Spot
from pipeline.speakers.scene import Scene, token_span

LEAST = -3.2
"""Score below which an antecedent of a quoted pronoun is only the least bad one."""
MARGIN = 0.4
"""How much better than the next one an antecedent must be to be taken."""


def asides(scene: Scene, sources: Sequence[Span], heads: Collection[Entity | None]) -> set[int]:
    """Return the tokens of a source whose names are not its head: the bank in "Roe, an analyst at the bank"."""
    inside = [i for span in sources for i in range(*token_span(scene.doc, span))]
    named = [(i, scene.entity[i]) for i in inside]
    return {i for i, entity in named if entity is not None and not any(entity is h for h in heads)}


def open_to(scene: Scene, entity: Entity, spot: Spot, token: Token) -> bool:
    """Tell whether a quoted pronoun can mean a mention: a body named in a source's own description is not meant."""
    if scene.quote[token.i] < 0 or entity.kind not in ("organization", "government"):
        return True
    return spot.first not in scene.asides


def own_body(entity: Entity, speaker: Entity | None) -> bool:
    """Tell whether an entity is the body its speaker is of, who says "we" of it."""
    told = speaker.affiliation if speaker else None
    return told is not None and names.fold(told) == names.fold(entity.name)


def central(scene: Scene, entity: Entity, before: int) -> int:
    """Count the mentions before a token of an entity's whole side: its government, its leader, its people."""
    side = [e for e in scene.entities if e is entity or (entity.country is not None and e.country == entity.country)]
    return sum(1 for e in side for s in e.spots if s.first < before and s.first not in scene.asides)


def told(scene: Scene, named: Sequence[Entity]) -> set[int]:
    """Return where a body is only whom somebody talks to ("told the Lake Post"), which nobody goes on to mean."""
    spots = [s for e in named if e.kind == "organization" for s in e.spots]
    last = [(s, scene.doc[s.last - 1]) for s in spots]
    return {s.first for s, t in last if t.dep_ in ("dobj", "dative") and t.head.lemma_ == "tell"}


def antecedent(scene: Scene, token: Token, scored: Sequence[tuple[float, Entity]]) -> Entity | None:
    """Return what a quoted "they" or "it" means: the best of the scored entities if nothing else is likely."""
    beside = [(score, e) for score, e in scored if token.tag_ == "PRP$" and _beside(scene, e, token)]
    best = _surest(beside or scored)
    spot = best.before(token.i) if best else None
    if best is None or spot is None:
        return best
    if token.lower_ in ("it", "itself"):
        return best if _acts(token) and _near(scene, spot, token) else None
    return None if _other_noun(scene, spot, token) else best


def _beside(scene: Scene, entity: Entity, token: Token) -> bool:
    """Tell whether an entity is named before a token in its sentence and quotation."""
    spot = entity.before(token.i)
    here = (scene.sentence[token.i], scene.quote[token.i])
    return spot is not None and (scene.sentence[spot.first], scene.quote[spot.first]) == here


def _acts(token: Token) -> bool:
    """Tell whether "it" does something; of "it is clear" and "we want it" mostly no body is the antecedent."""
    return token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ not in ("be", "have", "take", "come", "seem")


def _near(scene: Scene, spot: Spot, token: Token) -> bool:
    same_quote = scene.quote[spot.first] == scene.quote[token.i]
    return same_quote and scene.sentence[token.i] - scene.sentence[spot.first] <= 1


def _other_noun(scene: Scene, spot: Spot, token: Token) -> bool:
    """Tell whether a plural noun that names no speaker stands between an antecedent and "they" in one sentence."""
    between = (t for t in scene.doc[spot.last : token.i] if scene.sentence[t.i] == scene.sentence[token.i])
    return any(t.tag_ == "NNS" and not t.ent_type_ and scene.entity[t.i] is None for t in between)


def _surest(scored: Sequence[tuple[float, Entity]]) -> Entity | None:
    """Return the best antecedent if it is good and no other side is nearly as good; null when it is a guess."""
    ranked = sorted(scored, key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < LEAST:
        return None
    best = ranked[0][1]
    others = [s for s, e in ranked[1:] if e.country is None or e.country != best.country]
    return None if others and ranked[0][0] - others[0] < MARGIN else best
