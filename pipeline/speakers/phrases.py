"""What the phrase of a common noun holds: determiner, possessor, body, country; and how it is written as a name."""

import re

from spacy.tokens import Token

from pipeline.speakers import countries, descriptions
from pipeline.speakers.entities import Entity, Spot
from pipeline.speakers.lexicon import Noun, nouns
from pipeline.speakers.scene import Scene

INDEFINITE = frozenset(("a", "an", "another", "one", "some", "any", "no", "every", "each", "several", "many", "two"))


UNTOLD = INDEFINITE | {"other", "others", "few", "unnamed", "anonymous", "certain"}
"""Words before a role that are no part of it."""


COUNTING = frozenset(
    (
        *("number", "group", "majority", "minority", "handful", "dozen", "hundred", "thousand", "lot", "series"),
        *("couple", "pair", "half", "most", "many", "some", "several", "few", "all", "both", "one", "two", "three"),
        *("any", "each", "range", "host", "crowd", "share", "part", "other", "plenty", "percent", "%", "score"),
    )
)


PREMODIFIERS = frozenset(
    ("det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "advmod", "npadvmod")
)


DASHES = frozenset(("-", "–", "—", "--", ":"))
ABSTRACT = re.compile(r"\w{3}(?:tion|sion|ment|ness|ity|ency|ance|ence|ism)$")
UNKNOWN = Noun(frozenset(), frozenset(), None)


def noun_of(token: Token) -> Noun:
    """Return what the lexicon knows of a noun, or what its ending tells."""
    for lemma in (token.lemma_.lower(), token.lower_):
        if lemma in nouns():
            return nouns()[lemma]
    if descriptions.is_person_noun(token.lemma_.lower()):
        return Noun(frozenset(("person",)), frozenset((token.lemma_.lower(),)), None)
    return UNKNOWN


def is_abstract(token: Token) -> bool:
    """Tell whether a common noun names an event, a quality or a thing, which says nothing itself."""
    kinds = noun_of(token).kinds
    unknown = not kinds and token.tag_ in ("NN", "NNS") and ABSTRACT.search(token.lemma_.lower()) is not None
    return unknown or kinds == {"abstract"}


def whole(head: Token) -> Token:
    """Return the last part of a noun that the tokenizer cut at a hyphen: "ex-wife" is a wife."""
    doc = head.doc
    if head.lower_ in ("ex", "co", "vice") and head.i + 2 < len(doc) and doc[head.i + 1].text == "-":
        return doc[head.i + 2]
    return head


def phrase(scene: Scene, head: Token) -> tuple[int, int]:
    """Return the tokens of a noun's phrase, without the relative clauses, appositions and asides after it."""
    doc = scene.doc
    first = min((c.left_edge.i for c in head.lefts if c.dep_ in PREMODIFIERS), default=head.i)
    while first > 1 and doc[first - 1].text == "-" and first == head.i and not doc[first - 2].whitespace_:
        first -= 2  # "ex-wife"
    dash = next((i for i in range(head.i - 1, first, -1) if doc[i].text in DASHES and doc[i - 1].whitespace_), None)
    first = first if dash is None else dash + 1  # "GENEVA - A new plan"
    last = head.i + 1
    for child in head.rights:
        if child.dep_ not in ("prep", "acl", "amod") or child.left_edge.i < last:
            break
        last = child.right_edge.i + 1
    stop = next((i for i in range(head.i + 1, last) if _stops(doc[i])), last)
    last = min(last, stop, head.i + 14)
    while last > head.i + 1 and (doc[last - 1].is_punct or doc[last - 1].is_space or doc[last - 1].pos_ == "ADP"):
        last -= 1
    while first < head.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    return first, last


def _stops(token: Token) -> bool:
    return (
        token.is_space
        or token.text in (",", ";", ":", "—", "–", "(", '"', "“", "”")
        or token.tag_ in ("WP", "WDT", "WRB")
    )


def label(scene: Scene, head: Token, *, possessor: Entity | None = None) -> str:
    """Write the phrase of a noun as a speaker's name: "the" dropped, "his" replaced by whose it is."""
    first, last = phrase(scene, head)
    words = [t.text_with_ws for t in scene.doc[first:last]]
    for token in scene.doc[first:last]:
        if possessor is not None and token.tag_ == "PRP$" and token.head.i == head.i:
            ending = "'" if possessor.name.endswith("s") else "'s"
            words[token.i - first] = f"{possessor.name}{ending} "
    text = " ".join("".join(words).split()).strip(' ,;:"“”')
    return re.sub(r"^[Tt]he ", "", text) or head.text


def owner(head: Token) -> Token | None:
    """Return the possessor of a noun: "Trump's campaign", "her brief"; of "one of his aides" that of the aides."""
    for noun in (head, of_what(head)):
        for child in noun.lefts if noun is not None else ():
            if child.dep_ == "poss":
                return child
    return None


def of_what(head: Token) -> Token | None:
    """Return the noun that a word of number counts: "a group of doctors", "one of the aides"."""
    if head.lemma_.lower() not in COUNTING:
        return None
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((c for c in child.rights if c.dep_ == "pobj"), None)
    return None


def of_body(scene: Scene, head: Token) -> Entity | None:
    """Return the body named in a noun's phrase: before it as a compound, or after "for", "of", "at", "by"."""
    for child in head.lefts:
        entity = scene.entity[child.i]
        if (
            child.dep_ in ("compound", "nmod", "amod")
            and entity
            and entity.kind in ("organization", "government", "person")
        ):
            return entity
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("for", "of", "at", "with", "from", "by", "in", "on"):
            for grandchild in child.rights:
                entity = scene.entity[grandchild.i]
                if entity and entity.kind in ("organization", "government", "person"):
                    return entity
    return None


def by_author(scene: Scene, head: Token) -> Entity | None:
    """Return who made a document: its compound name, or the one after "by" or "from"."""
    for child in head.lefts:
        entity = scene.entity[child.i]
        if child.dep_ in ("compound", "nmod") and entity and entity.kind in ("organization", "government"):
            return entity if countries.place(entity.name) is None or entity.kind == "organization" else None
    for child in head.subtree:
        if child.lower_ in ("by", "from") and child.head in (head, *head.children):
            for grandchild in child.rights:
                entity = scene.entity[grandchild.i]
                if entity and entity.kind in ("organization", "government", "person"):
                    return entity
    return None


def determiner(head: Token) -> str:
    """Return "the" for a definite phrase, "a" for an indefinite one, "" for a bare one."""
    for child in head.lefts:
        if child.dep_ == "poss" or child.lower_ in ("the", "this", "that", "these", "those", "both"):
            return "the"
        if child.lower_ in INDEFINITE or child.dep_ == "nummod":
            return "a"
    return ""


def nation(head: Token) -> str | None:
    """Return the country that an adjective or possessor before a noun tells."""
    for child in head.lefts:
        if child.dep_ in ("amod", "compound", "nmod", "poss"):
            found = countries.country_of(child.text)
            if found:
                return found
    return None


def role_text(scene: Scene, head: Token) -> str:
    """Return a noun with the adjectives and nouns before it: what the phrase calls the speaker."""
    doc, first = scene.doc, head.i
    while first > head.left_edge.i and (doc[first - 1].tag_ in descriptions.MODIFIERS or doc[first - 1].text == "-"):
        first -= 1
    while first < head.i and (doc[first].tag_ == "CD" or doc[first].lower_ in UNTOLD):
        first += 1
    return " ".join(scene.doc[first : head.i + 1].text.split())


def spot_of(scene: Scene, head: Token) -> Spot:
    """Return the mention that a nominal makes."""
    first, last = phrase(scene, head)
    return Spot(first, last, "nominal")
