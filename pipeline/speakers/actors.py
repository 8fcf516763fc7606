"""Which named entities can be actors: places that only lie somewhere, abstract terms and things become no speakers."""

import re

from spacy.tokens import Token

from pipeline.speakers import countries, descriptions, lexicon, names
from pipeline.speakers.entities import Entity, Spot
from pipeline.speakers.lexicon import bodies, body_words
from pipeline.speakers.ranking import head_of
from pipeline.speakers.scene import Scene

NUMBERED = re.compile(r"^(?:G-?\d+|10 Downing Street|(?:Channel|Radio|BBC|Number|Group of) \w+.*|.*\b\d+ News)$")
TORN = re.compile(r"\b(?:and|for|of|the|with|to)$|^[^()]*[()][^()]*$|[,:]| - ")
WITH = frozenset(("with", "between", "against", "by", "among"))
BEING = frozenset(("be", "have", "lie", "sit", "remain", "become", "fall", "see", "face", "stand", "get", "mean"))


def can_act(scene: Scene, entity: Entity) -> bool:
    """Tell whether a named entity that holds no attribution is an actor of its article."""
    listed = entity.name in bodies() or any(form in bodies() for form in entity.forms)
    if entity.members or not entity.spots or (listed and entity.kind != "person"):
        return True
    if _says_no(entity):
        return False
    if entity.kind == "person":
        return _known_person(entity) or any(_subject(scene, s) for s in entity.spots)
    if _bodily(entity.name) or (entity.kind == "organization" and names.is_acronym(entity.name)):
        return True
    place = countries.place(entity.name)
    if place is not None and place.kind == "state":
        return True
    seat = place is not None and place.kind == "seat"
    if entity.kind == "government":
        return any(_agent(scene, s) or (seat and _owns(scene, s)) for s in entity.spots)
    return any(not _located(scene, s) for s in entity.spots)


def _says_no(entity: Entity) -> bool:
    """Tell whether a name by itself is no actor's: a thing with a number, half a phrase, a word of our list."""
    name = entity.name
    words = names.fold(name).split() or [""]
    if lexicon.nonactors().get(name.lower()) in ("name", "weak"):
        return True
    if any(c.isdigit() for c in name) and not NUMBERED.match(name):
        return True
    if TORN.search(name):
        return True
    given = entity.kind == "person" and names.is_given(name.split()[0]) and len(words) > 1
    if len(words) > 1 and not given and lexicon.nonactors().get(words[-1]) == "end":
        return True
    parts = re.split(r"[ /–-]", name)
    if len(parts) > 1 and all(countries.place(p) for p in parts) and countries.place(name) is None:
        return True
    return entity.kind == "organization" and _mere_title(words)


def _mere_title(words: list[str]) -> bool:
    """Tell whether a name is a title without its bearer ("Press Secretary"); "House of Representatives" is none."""
    last = words[-1]
    joined = len(words) > 2 and words[-2] in ("of", "for", "on")
    return len(words) > 1 and not joined and last not in body_words() and descriptions.is_person_noun(last)


def _known_person(entity: Entity) -> bool:
    """Tell whether anything but spaCy says that a name is a person's."""
    told = entity.role or entity.affiliation or (entity.gender and not entity.guessed)
    return bool(told) or names.is_given(entity.name.split()[0]) or entity.name in countries.heads()


def _bodily(name: str) -> bool:
    return any(w in body_words() and body_words()[w][0] != "none" for w in names.fold(name).split())


def _root(scene: Scene, spot: Spot) -> Token:
    """Return the token by which a mention hangs in its sentence; of several names joined, that of the first."""
    token = head_of(scene, spot)
    for _ in range(8):
        if token.dep_ != "conj":
            break
        token = token.head
    return token


def _subject(scene: Scene, spot: Spot) -> bool:
    root = _root(scene, spot)
    return root.dep_ == "nsubj" and root.head.pos_ == "VERB" and root.head.lemma_ not in BEING


def _agent(scene: Scene, spot: Spot) -> bool:
    """Tell whether a place acts or is dealt with at a mention: "Doha agreed", "talks with Doha", not "in Doha"."""
    root = _root(scene, spot)
    if root.dep_ in ("agent", "dative") or _subject(scene, spot):
        return True
    if root.dep_ != "pobj":
        return False
    given = root.head.lower_ == "to" and root.head.head.pos_ == "NOUN"
    return root.head.lower_ in WITH or given


def _owns(scene: Scene, spot: Spot) -> bool:
    return _root(scene, spot).dep_ == "poss"


def _located(scene: Scene, spot: Spot) -> bool:
    """Tell whether a name only says where something is or of what sort: "near Lorn", "a Lorn street"."""
    root = _root(scene, spot)
    if root.dep_ in ("compound", "amod", "nmod", "npadvmod"):
        return True
    places = ("in", "near", "around", "outside", "inside", "across", "throughout", "into", "within", "through", "over")
    return root.dep_ == "pobj" and root.head.lower_ in places
