"""Which words of a source tell whose it is: its head, and the heads joined to it by "and"."""

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.speakers.entities import Entity
from pipeline.speakers.lexicon import titles
from pipeline.speakers.scene import Scene

NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))


def heads(scene: Scene, spans: Sequence[tuple[int, int]]) -> list[Token]:
    """Return the heads of a source given as token intervals: one, or each part of a conjoined source, in order."""
    inside = [i for first, last in spans for i in range(first, last)]
    if not inside:
        return []
    held = set(inside)
    root = _root(scene, inside, held)
    root = _named_by_apposition(scene, root, held) or root
    joined = _joined_names(scene, root, inside) or _conjuncts(root, held)
    return sorted({t.i: t for t in (root, *joined)}.values(), key=lambda t: t.i)


def _root(scene: Scene, inside: Sequence[int], held: set[int]) -> Token:
    tops = [scene.doc[i] for i in inside if scene.doc[i].head.i not in held or scene.doc[i].head.i == i]
    tops = [t for t in tops if not (t.is_punct or t.is_space)] or [scene.doc[inside[0]]]
    nominal = [t for t in tops if t.pos_ in NOMINAL or scene.entity[t.i] is not None]
    if nominal:
        named = [scene.doc[i] for i in inside if i > nominal[0].i and _person_at(scene, i)]
        titled = scene.entity[nominal[0].i] is None and nominal[0].lower_.rstrip(".") in titles()
        return named[0] if titled and named and nominal[0].pos_ == "PROPN" else nominal[0]
    for top in tops:
        for token in top.subtree:
            if (
                token.i in held
                and (token.pos_ in NOMINAL or scene.entity[token.i] is not None)
                and token.dep_ not in ("poss", "compound")
            ):
                return token
    return tops[0]


def _person_at(scene: Scene, i: int) -> bool:
    entity = scene.entity[i]
    return entity is not None and entity.kind == "person"


def _named_by_apposition(scene: Scene, root: Token, held: set[int]) -> Token | None:
    """Return the name that stands in apposition to a noun: "the Russian leader, Vladimir Putin"."""
    here = scene.entity[root.i]
    if here is not None and here.kind == "person":
        return None
    for child in root.rights:
        entity = scene.entity[child.i]
        if child.dep_ == "appos" and child.i in held and entity and entity.kind == "person":
            return child
    if here is not None:
        return None
    for i in range(root.i + 1, max(held) + 1):
        entity = scene.entity[i]
        if i in held and entity and entity.kind == "person" and scene.doc[i - 1].text in (",", "–", "—"):
            return scene.doc[i]
    return None


def _conjuncts(root: Token, held: set[int]) -> list[Token]:
    joined = [t for t in root.conjuncts if t.i in held and t.pos_ in NOMINAL]
    linked = any(c.dep_ == "cc" and c.i in held for t in (root, *joined) for c in t.children)
    return joined if linked else []


def _joined_names(scene: Scene, root: Token, inside: Sequence[int]) -> list[Token]:
    """Return the heads of a list of names ("Ann Lee (D-Ohio) and Bob Day (R-Utah)"), however it was parsed."""
    first = scene.entity[root.i]
    if first is None:
        return []
    found: list[Token] = []
    last: Entity | None = None
    between: list[Token] = []
    depth = 0
    for i in inside:
        token, entity = scene.doc[i], scene.entity[i]
        depth += (token.text == "(") - (token.text == ")")
        if entity is not None and entity.kind == first.kind and depth <= 0:
            if entity is not last and (last is None or _lists(between)):
                found.append(token)
            last, between = entity, []
        else:
            between.append(token)
    return found if len(found) > 1 and any(t.i == root.i or scene.entity[t.i] is first for t in found) else []


def _lists(between: Sequence[Token]) -> bool:
    """Tell whether what stands between two names only lists them: commas, "and", titles, brackets."""
    depth, linked = 0, False
    for token in between:
        depth += (token.text == "(") - (token.text == ")")
        linked = linked or token.lower_ in ("and", "&", "or") or (token.text == "," and depth == 0)
        if depth == 0 and token.text != ")" and token.pos_ in ("VERB", "AUX", "ADP", "NOUN", "PART"):
            return False
    return linked
