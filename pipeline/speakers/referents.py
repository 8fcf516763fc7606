"""Whom one word refers to: a name, a pronoun, a noun."""

from spacy.tokens import Token

from pipeline.records import SpeakerKind
from pipeline.speakers import coreference, kinds, lexicon, names, nominals, phrases
from pipeline.speakers.entities import Entity
from pipeline.speakers.pronouns import FIRST, RELATIVE, THIRD
from pipeline.speakers.scene import Scene

OWNED_BODIES = frozenset(
    ("campaign", "team", "camp", "administration", "government", "office", "party", "cabinet", "company")
)


def refer(
    scene: Scene, token: Token, *, holder: Entity | None = None, spoken_by: Entity | None = None
) -> Entity | None:
    """Return the entity that one head of a source, or one pronoun, refers to."""
    named = scene.entity[token.i]
    if named is not None:
        return named if named.kind != "group" else nominals.named_people(scene, token, named)
    low = token.lower_
    if low in FIRST:
        return spoken_by or (scene.author if scene.quote[token.i] < 0 else None)
    if low in THIRD and token.pos_ in ("PRON", "DET"):
        return coreference.resolve(scene, token, holder=holder, spoken_by=spoken_by)
    if low in RELATIVE and token.tag_ in ("WP", "WDT", "WP$", "IN"):
        noun = coreference.antecedent(token)
        return refer(scene, noun, holder=holder, spoken_by=spoken_by) if noun is not None else None
    surname = _surname(scene, token)
    if surname is not None:
        return surname
    if token.pos_ == "NOUN" or phrases.of_what(token) is not None or _common(token):
        return _nominal(scene, token, holder, spoken_by)
    if token.pos_ == "PROPN":
        return _unknown_name(scene, token)
    if token.pos_ in ("PRON", "DET", "NUM", "ADJ") and low not in ("it", "this", "that", "there", "you"):
        return Entity(phrases.label(scene, token), "group", proper=False, plural=True)
    return None


def _surname(scene: Scene, token: Token) -> Entity | None:
    """Return the person whose surname a word is that was not taken for a name ("Scissors said")."""
    if not token.text[:1].isupper() or len(token) < 4 or token.pos_ not in ("NOUN", "PROPN"):
        return None
    fits = [e for e in scene.entities if e.kind == "person" and not e.members and e.before(token.i)]
    fits = [e for e in fits if names.names_part(token.text, e.name) == 2]
    return fits[0] if len(fits) == 1 else None


def _common(token: Token) -> bool:
    """Tell whether a word is a noun of our list, however it is written: "U.S. Officials"."""
    low = token.lower_
    return low in lexicon.nouns() or (low.endswith("s") and low[:-1] in lexicon.nouns())


def _nominal(scene: Scene, token: Token, holder: Entity | None, spoken_by: Entity | None) -> Entity | None:
    """Resolve a common noun; what a person owns or utters speaks for the person."""
    token = phrases.whole(token)
    noun, possessor = phrases.noun_of(token), phrases.owner(token)
    if possessor is None:
        if phrases.is_abstract(token):
            return None
        if noun.kinds == {"part"}:
            return phrases.of_body(scene, token) or nominals.resolve(scene, token)
        return nominals.resolve(scene, token)
    owner = refer(scene, possessor, holder=holder, spoken_by=spoken_by)
    if owner is None:
        return nominals.resolve(scene, token)
    if token.lemma_.lower() in OWNED_BODIES:
        return _owned_body(scene, owner, token)
    if (noun.kinds & {"part", "document"} or phrases.is_abstract(token)) and "person" not in noun.kinds:
        return owner
    return nominals.resolve(scene, token, possessor=owner)


def _owned_body(scene: Scene, owner: Entity, token: Token) -> Entity:
    """Return "her campaign" as a body named for its owner."""
    noun = "campaign" if token.lower_ in ("team", "camp") else token.lower_
    short = names.fold(owner.name).split()[-1:]
    for entity in scene.entities:
        words = names.fold(entity.name).split()
        if entity.kind in ("organization", "government") and words[-1:] == [noun] and short and short[0] in words:
            return entity
    kind = "government" if noun in ("administration", "government", "cabinet") else "organization"
    return Entity(f"{owner.name} {noun}", kind, country=owner.country)  # type: ignore[arg-type]


def _unknown_name(scene: Scene, token: Token) -> Entity:
    """Make a speaker of a name that was no speaker so far: a person unless its words say otherwise."""
    first, last = token.i, token.i + 1
    while first > 0 and scene.doc[first - 1].pos_ == "PROPN" and scene.entity[first - 1] is None:
        first -= 1
    while last < len(scene.doc) and scene.doc[last].pos_ == "PROPN" and scene.entity[last] is None:
        last += 1
    name = names.strip_possessive(names.tidy(scene.doc[first:last].text)) or token.text
    for entity in scene.entities:
        if names.fold(entity.name) == names.fold(name) or (
            names.names_part(name, entity.name) == 2 and entity.kind == "person"
        ):
            return entity
    told = kinds.by_lexicon(name)
    kind: SpeakerKind = (
        told
        if told and told != "none"
        else ("organization" if token.ent_type_ in ("ORG", "FAC", "PRODUCT") else "person")
    )
    return Entity(names.unshout(name) if kind == "person" else name, kind)
