"""Whom a common noun refers to: "the senator", "the ministry", "a senior official", "critics of the plan"."""

from spacy.tokens import Token

from pipeline.records import SpeakerKind
from pipeline.speakers import antecedents, countries, names, phrases
from pipeline.speakers.descriptions import EXPERTS
from pipeline.speakers.entities import Entity
from pipeline.speakers.lexicon import Noun, nouns, titles
from pipeline.speakers.scene import Scene

ANONYMOUS = frozenset(("source", "insider", "whistleblower"))
PEOPLE = frozenset(("people", "person", "individual"))
OUTSIDE = frozenset(("critic", "rival", "ally", "supporter", "opponent", "partner", "enemy"))
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
SOON = 6
"""Sentences within which those who are counted are named."""
COUNTRY = frozenset(("country", "nation"))
SEATS = frozenset(("parliament",))
WHOLE = "Congress"
LOOSE = frozenset(("human", "source", "critic", "supporter", "ally", "rival", "voter", "resident", "member", "friend"))


def resolve(scene: Scene, head: Token, *, possessor: Entity | None = None) -> Entity:
    """Return the entity a common noun refers to: one that is known by its role, or a new one."""
    noun = phrases.noun_of(head)
    counted = phrases.of_what(head)
    if counted is not None and counted.tag_ in ("NNS", "NNPS", "PRP"):
        return _counted(scene, head, counted, possessor)
    plural = head.tag_ in ("NNS", "NNPS") or (head.lower_ in PEOPLE and head.lower_ != "person")
    if "document" in noun.kinds and "person" not in noun.kinds:
        return (
            phrases.by_author(scene, head)
            or _by_authors(scene, head)
            or _own(scene, head, "document", possessor=possessor)
        )
    if "person" in noun.kinds and not plural:
        known = antecedents.known_person(scene, head, noun, possessor)
        return known or _unnamed(scene, head, noun, possessor)
    if "person" in noun.kinds or "group" in noun.kinds:
        return _people(scene, head, noun, possessor)
    if head.lemma_.lower() in COUNTRY and possessor is not None and (state := _state(scene, possessor.country)):
        return state
    if noun.kinds & {"government", "organization"} and not plural:
        kind: SpeakerKind = "government" if "government" in noun.kinds else "organization"
        known = antecedents.known_body(scene, head, noun) if phrases.determiner(head) == "the" else None
        return known or _own(scene, head, kind, possessor=possessor)
    return _own(scene, head, "group" if plural else "unnamed", plural=plural, possessor=possessor)


def _by_authors(scene: Scene, head: Token) -> Entity | None:
    """Return the people named before who made a document: "the letter from the senators", "the senators' letter"."""
    makers = [c for c in head.lefts if c.dep_ in ("compound", "nmod") and c.tag_ == "NNS"]
    for child in head.rights:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            makers += [c for c in child.rights if c.dep_ == "pobj" and c.tag_ == "NNS"]
    for maker in makers:
        noun = phrases.noun_of(maker)
        known = [e for e in scene.entities if e.members and e.before(maker.i) and _share(e, noun)]
        if "person" in noun.kinds and known:
            return max(known, key=lambda e: e.spots[0].first)
    return None


def _counted(scene: Scene, head: Token, counted: Token, possessor: Entity | None) -> Entity:
    """Make a speaker of "one of the aides" (unnamed) or "a group of doctors" (a group)."""
    noun = phrases.noun_of(counted)
    entity = _own(scene, head, "unnamed" if head.lower_ in ("one", "1") else "group", possessor=possessor)
    entity.plural, entity.senses = head.lower_ != "one", noun.senses | {counted.lemma_.lower()}
    if head.lower_ == "one" and "person" in noun.kinds:
        entity.role = entity.role or counted.lemma_.lower()
    body = phrases.of_body(scene, counted)
    entity.affiliation = entity.affiliation or (body.name if body and body.kind != "person" else None)
    return entity


def named_people(scene: Scene, token: Token, named: Entity) -> Entity:
    """Return a people, or the part of it that its phrase marks off: "Republicans on the committee".

    "The Iranians" without more are Iran, where the article names it: so news calls who acts for a state.
    """
    if not any(c.dep_ == "prep" for c in token.rights):
        place = countries.place(token.doc[token.left_edge.i : token.i + 1].text.strip())
        peopled = place is not None and place.kind == "demonym" and phrases.determiner(token) == "the"
        return (_state(scene, place.country) if peopled and place else None) or named
    entity = _own(scene, token, "group", plural=True)
    body = phrases.of_body(scene, token)
    entity.country = named.country
    entity.affiliation = body.name if body and body.kind != "person" else None
    return entity


def _state(scene: Scene, country: str | None) -> Entity | None:
    """Return the article's state of a country code."""
    states = [e for e in scene.entities if e.kind == "government" and e.proper and e.country == country is not None]
    return next((e for e in states if (known := countries.place(e.name)) and known.kind == "state"), None)


def _unnamed(scene: Scene, head: Token, noun: Noun, possessor: Entity | None) -> Entity:
    """Make an unnamed speaker of "a senior official" or "a spokesman for the ministry"."""
    body = phrases.of_body(scene, head) or possessor
    entity = _own(scene, head, "unnamed", possessor=possessor)
    entity.role = entity.role or phrases.role_text(scene, head)
    entity.affiliation = entity.affiliation or (body.name if body and body.kind != "person" else None)
    entity.country = entity.country or (body.country if body else None) or phrases.nation(head)
    entity.gender, entity.senses = entity.gender or noun.gender, entity.senses | noun.senses | {head.lemma_.lower()}
    return entity


def _people(scene: Scene, head: Token, noun: Noun, possessor: Entity | None) -> Entity:
    """Make or find a group; sources that want no name are unnamed."""
    definite = phrases.determiner(head) == "the"
    if definite and not any(c.dep_ in ("amod", "compound", "prep", "relcl") for c in head.children):
        known = [e for e in scene.entities if e.members and e.before(head.i) and _share(e, noun)]
        if known:
            return max(known, key=lambda e: e.spots[0].first)
        lemma = head.lemma_.lower()
        again = [
            e
            for e in scene.entities
            if e.kind in ("group", "unnamed") and e.plural and lemma in e.senses and e.before(head.i)
        ]
        if again:
            return max(again, key=lambda e: e.spots[-1].first)
    counted = _numbered(scene, head, noun)
    if counted is not None:
        return counted
    hidden = head.lemma_.lower() in ANONYMOUS or (
        head.lemma_.lower() in PEOPLE
        and any(c.lower_ in ("familiar", "close", "briefed", "knowledgeable") for c in head.subtree)
    )
    entity = _own(scene, head, "unnamed" if hidden else "group", plural=True, possessor=possessor)
    entity.senses |= noun.senses | {head.lemma_.lower()}
    body = phrases.of_body(scene, head) or possessor
    entity.affiliation = entity.affiliation or (
        body.name if body and body.kind in ("organization", "government") else None
    )
    entity.country = entity.country or phrases.nation(head) or _side(noun, body)
    entity.affiliation = entity.affiliation or _chamber(scene, head, noun, entity.country)
    if entity.affiliation and "person" in noun.kinds:
        entity.role = entity.role or phrases.role_text(scene, head)
    return entity


def _numbered(scene: Scene, head: Token, noun: Noun) -> Entity | None:
    """Find whom "three senators" are whom the text names soon after, as many and each of them a senator."""
    number = next((NUMBERS[c.lower_] for c in head.lefts if c.dep_ == "nummod" and c.lower_ in NUMBERS), 0)
    fits = [
        e
        for e in scene.entities
        if len(e.members) == number
        and _share(e, noun)
        and 0 < scene.sentence[e.spots[0].first] - scene.sentence[head.i] <= SOON
    ]
    return fits[0] if number and len(fits) == 1 else None


def _chamber(scene: Scene, head: Token, noun: Noun, country: str | None) -> str | None:
    """Return the body that lawmakers sit in: what their title tells, else the one parliament the article names."""
    if "lawmaker" not in noun.senses:
        return None
    title = titles().get(head.lemma_.lower())
    if title and title.body:
        return title.body
    found = {
        e.name: e
        for e in scene.entities
        if e.kind in ("organization", "government")
        and nouns().get(names.fold(e.name).split()[-1], phrases.UNKNOWN).senses & SEATS
    }
    fits = [name for name, e in found.items() if country in (None, e.country) or e.country is None]
    whole = [name for name in fits if name == WHOLE]  # Congress has a Senate and a House
    return (whole or fits)[0] if len(whole or fits) == 1 else None


def _side(noun: Noun, body: Entity | None) -> str | None:
    """Return the country of the body or leader that people belong to; what experts study is not their side."""
    return body.country if body is not None and not noun.senses & (EXPERTS | OUTSIDE) else None


def _share(entity: Entity, noun: Noun) -> bool:
    return all(m.senses & noun.senses for m in entity.members)


def _own(
    scene: Scene, head: Token, kind: SpeakerKind, *, plural: bool = False, possessor: Entity | None = None
) -> Entity:
    """Return the article's speaker of this very phrase, new or met before."""
    name = phrases.label(scene, head, possessor=possessor)
    key = names.fold(name)
    for entity in scene.entities:
        if (
            not entity.proper
            and entity.kind == kind
            and names.fold(entity.name) == key
            and phrases.determiner(head) != "a"
        ):
            return entity
    noun = phrases.noun_of(head)
    senses = noun.senses | {head.lemma_.lower()}
    side = phrases.nation(head) if kind == "government" or noun.kinds & {"government"} else None
    if kind == "government":
        side = side or countries.country_of(name)
    return Entity(
        name,
        kind,
        proper=False,
        plural=plural,
        senses=senses,
        country=side,
    )
