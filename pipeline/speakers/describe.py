"""Give the persons of an article their role, body, country and gender from all places that tell them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.speakers import countries, descriptions, names, roles
from pipeline.speakers.entities import Description, Entity, NameMention
from pipeline.speakers.lexicon import bodies, titles

BIO = re.compile(
    r"(?P<name>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|der|al|bin)){1,4}),? "
    r"(?:is|was|serves as|served as|works as|has been|,) (?:currently |now )?(?:an? |the )?(?P<role>[^.;\n]{3,200})"
)
BELONGS = re.compile(r"\s*,?\s+(?:at|of|for|with|in) (?:the )?(?=[A-Z])")
PLURAL_TITLES = frozenset(
    ("sens", "senators", "reps", "representatives", "govs", "governors", "presidents", "generals")
)
DAY = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)s?", re.IGNORECASE)
"""What stands beside a name and is no role: when something was said."""
PLAIN = Description()


@dataclass(frozen=True, slots=True)
class Bio:
    """What a bio says of a person."""

    name: str
    role: str | None
    affiliation: str | None


def describe(doc: Doc, mentions: Sequence[NameMention], entities: Sequence[Entity], *, title_end: int) -> None:
    """Set role, affiliation, country, gender and senses of the article's persons (and senses of its bodies).

    The first of the best descriptions of the body text wins; a headline only fills what the text leaves open.
    """
    at: dict[int, Entity] = {spot.first: e for e in entities for spot in e.spots}
    bodies_at = named_bodies(doc, entities)
    told: dict[int, list[tuple[bool, Description]]] = {}
    plural: str | None = None
    for mention, previous in zip(mentions, (None, *mentions), strict=False):
        entity = at.get(mention.first)
        if entity is None:
            continue
        if entity.kind == "organization":
            entity.senses |= _called(doc, mention)
            entity.affiliation = entity.affiliation or _part_of(entity)
        if entity.kind != "person":
            continue
        found = [d for d in roles.around(doc, mention, bodies_at) if d]
        plural = _shared_title(doc, mention, previous, plural)
        found += [_of_title(t) for t in (*mention.titles, *([plural] if plural else []))]
        told.setdefault(id(entity), []).extend((mention.first < title_end, d) for d in found)
    for entity in entities:
        if entity.kind == "person":
            _settle(entity, told.get(id(entity), []))


def named_bodies(doc: Doc, entities: Iterable[Entity]) -> list[str | None]:
    """Return for every token the name of the body or state named there, null elsewhere."""
    found: list[str | None] = [None] * len(doc)
    for entity in entities:
        if entity.kind in ("organization", "government") and not entity.members:
            for spot in entity.spots:
                found[spot.first : spot.last] = [entity.name] * (spot.last - spot.first)
    return found


def _called(doc: Doc, mention: NameMention) -> frozenset[str]:
    """Return the noun a body's apposition calls it by: "…, the agency that …", "the research group CNA"."""
    at = mention.last
    words: list[str] = []
    if at + 2 < len(doc) and doc[at].text == "," and doc[at + 1].lower_ in ("a", "an", "the"):
        for token in doc[at + 2 : at + 8]:
            if token.tag_ not in descriptions.MODIFIERS:
                break
            words = [token.lemma_.lower()]
    if mention.first and doc[mention.first - 1].tag_ == "NN":
        words.append(doc[mention.first - 1].lemma_.lower())
    return frozenset(words)


def _part_of(entity: Entity) -> str | None:
    """Return the body that a body's name begins with: "U.N. Security Council", "House Ways and Means Committee"."""
    for form in (entity.name, *sorted(entity.forms)):
        parts = form.removeprefix("the ").removeprefix("The ").split()
        for length in range(min(3, len(parts) - 1), 0, -1):
            whole = bodies().get(" ".join(parts[:length]))
            if whole and whole.name != entity.name:
                return whole.name
    return None


def _shared_title(doc: Doc, mention: NameMention, previous: NameMention | None, plural: str | None) -> str | None:
    """Carry a plural title over a list of names: "Senators A and B"."""
    own = next((t for t in mention.titles if t in PLURAL_TITLES), None)
    if own or previous is None or mention.titles:
        return own
    between = doc[previous.last : mention.first]
    lists = len(between) <= 12 and not any(_parts(t) for t in between)
    return plural if lists else None


def _parts(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or token.text in ("!", "?", ";") or "\n" in token.text


def _of_title(form: str) -> Description:
    known = titles()[form]
    role = known.role
    senses = frozenset(s for word in (role or "").split() if word for s in descriptions.nouns_senses(word))
    if role == "prime minister":
        senses |= {"leader"}
    return Description(role, known.body, None, known.gender, senses, 2 if role else 0)


def _settle(entity: Entity, told: Sequence[tuple[bool, Description]]) -> None:
    told = [t for t in told if not (t[1].role and DAY.fullmatch(t[1].role))]
    best = max(told, key=lambda t: (t[1].role is not None, not t[0], t[1].weight), default=(False, PLAIN))[1]
    every = [d for _, d in told if _goes_with(d.role, best.role)]
    entity.role = best.role
    entity.affiliation = best.affiliation or next((d.affiliation for d in every if d.affiliation), None)
    body_country = countries.side_of(entity.affiliation) if entity.affiliation else None
    entity.country = best.country or next((d.country for d in every if d.country), None) or body_country
    entity.senses |= frozenset(s for d in every for s in d.senses)
    gender = next((d.gender for d in every if d.gender), None)
    if gender:
        entity.gender, entity.guessed = gender, False


def _goes_with(role: str | None, best: str | None) -> bool:
    """Tell whether two roles can be one: a role without a word of the best one may be another person's."""
    if role is None or best is None:
        return True
    return bool(set(names.fold(role).split()) & set(names.fold(best).split()))


def bios(text: str) -> list[Bio]:
    """Read "NAME is ROLE at BODY" sentences of biographical notes."""
    found = []
    for match in BIO.finditer(text):
        parts = BELONGS.split(match["role"], maxsplit=1)
        role = parts[0].split(" who ")[0].split(", ")[0].strip(" ,")
        body = re.split(r"[,;(]| and (?=[a-z])", parts[1])[0].strip() if len(parts) > 1 else None
        if any(descriptions.is_person_noun(w.lower().rstrip("s")) for w in re.findall(r"[A-Za-z-]+", role)):
            found.append(Bio(match["name"], role, body or None))
    return found


def fill_from_bios(entities: Iterable[Entity], notes: Iterable[Bio]) -> None:
    """Give persons whose role the text leaves open that of a bio or caption."""
    notes = list(notes)
    for entity in entities:
        if entity.kind != "person":
            continue
        for note in notes:
            if names.same_person(note.name, entity.name) or names.names_part(entity.name, note.name) == 2:
                entity.role = entity.role or note.role
                entity.affiliation = entity.affiliation or note.affiliation
