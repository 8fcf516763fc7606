"""What stands after a name and tells of the person: apposition, party and state, copula, relative clause."""

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.speakers import countries
from pipeline.speakers.descriptions import EXPERTS, MODIFIERS, PARTIES, person_word, read_noun
from pipeline.speakers.entities import Description, NameMention
from pipeline.speakers.lexicon import nouns

JOINING = frozenset(("of", "at", "for", "with", "in", "from", "on", "to", "by"))


PARTY_STATE = re.compile(r"^\W{0,2}(?:R|D|I|Rep|Dem|Republican|Democrat)\W{1,3}\s?(?P<state>[A-Z][A-Za-z.]+)")


def after(doc: Doc, mention: NameMention, bodies_at: Sequence[str | None]) -> list[Description]:
    """Return what an apposition, a party in brackets, a copula or a relative clause after a name tells."""
    found: list[Description] = []
    at = mention.last
    if at < len(doc) and doc[at].text in (",", "(", "–", "—"):
        party = PARTY_STATE.match(doc[at + 1 : at + 9].text)
        if party:
            country = (
                "USA" if countries.place(party["state"].rstrip(".") + ".") or countries.place(party["state"]) else None
            )
            return [Description(country=country, weight=1)]
        if at + 2 < len(doc) and doc[at + 1].like_num and doc[at + 2].text == ",":
            at += 2  # ", 25, a teacher"
        found += [d for d in (apposition(doc, at + 1, bodies_at), _heads(doc, at + 1, bodies_at)) if d]
        body, country = belongs(doc, at + 1, bodies_at) if doc[at].text == "," else (None, None)
        found += (
            [Description(None, body, country, weight=1)]
            if body and doc[at + 1].lower_ in ("of", "from", "at", "with")
            else []
        )
    elif at < len(doc) and doc[at].lower_ in ("of", "at", "from"):
        body, country = belongs(doc, at, bodies_at)
        found += [Description(None, body, country, weight=1)] if body and not countries.place(body) else []
    elif at < len(doc) and doc[at].lower_ in ("is", "was", "became", "remains", "serves", "served"):
        skip = 2 if at + 1 < len(doc) and doc[at + 1].lower_ == "as" else 1
        described = apposition(doc, at + skip, bodies_at, weight=2)
        found += (
            [described] if described and doc[min(at + skip, len(doc) - 1)].tag_ in ("DT", "NN", "NNP", "JJ") else []
        )
    return found


def apposition(doc: Doc, at: int, bodies_at: Sequence[str | None], *, weight: int = 3) -> Description | None:
    """Read a noun phrase from token ``at``: determiner, modifiers, a person noun, and the body it is of."""
    end = at
    head = None
    while end < len(doc) and (doc[end].tag_ in MODIFIERS or _opens(doc, end, at) or _joins_roles(doc, end, head)):
        if doc[end].is_space or end - at > 16:
            break
        if person_word(doc, end) and doc[end].tag_ in ("NN", "NNS", "NNP", "NNPS", "JJ"):
            head = end
        end += 1
    if head is None or (doc[head].tag_ in ("NNS", "NNPS") and doc[head].lemma_.lower() in nouns() and head + 1 == end):
        return None
    party = doc[head].lemma_.lower() in PARTIES
    described = read_noun(doc, at, head, bodies_at, weight=1 if party else weight)
    body, country = belongs(doc, head + 1, bodies_at)
    if party:
        return Description(None, None, described.country or country, None, described.senses, 1)
    if described.senses & EXPERTS:
        country = countries.side_of(body) if body else None
    return Description(
        described.role,
        body or described.affiliation,
        described.country or country,
        described.gender,
        described.senses,
        described.weight,
    )


def _opens(doc: Doc, end: int, at: int) -> bool:
    return (end == at and doc[end].tag_ in ("DT", "PRP$")) or doc[end].text in ("-", "'", "’")


def _joins_roles(doc: Doc, end: int, head: int | None) -> bool:
    return head is not None and doc[end].lower_ in ("and", "of") and end + 1 < len(doc) and _role_follows(doc, end + 1)


def _role_follows(doc: Doc, at: int) -> bool:
    """Tell whether a person noun comes within four tokens, with nothing but modifiers before it."""
    for i in range(at, min(at + 4, len(doc))):
        if doc[i].tag_ not in MODIFIERS and doc[i].tag_ != "DT":
            return False
        if person_word(doc, i) and doc[i].pos_ in ("NOUN", "PROPN") and doc[i].ent_type_ not in ("PERSON", "ORG"):
            return True
    return False


def belongs(doc: Doc, at: int, bodies_at: Sequence[str | None]) -> tuple[str | None, str | None]:
    """Return the body (and its country) that a preposition after a role leads to; a topic is no body."""
    steps = 0
    while at < len(doc) and doc[at].lower_ in JOINING and steps < 3:
        end = at + 1
        while end < len(doc) and (
            doc[end].tag_ in MODIFIERS or doc[end].tag_ in ("DT", "PRP$", "CC") or bodies_at[end]
        ):
            end += 1
        named = next((i for i in range(at + 1, end) if bodies_at[i] and not _compound(doc, i, bodies_at, end)), None)
        named = named if named is not None else next((i for i in range(at + 1, end) if bodies_at[i]), None)
        if named is not None:
            return bodies_at[named], countries.country_of(doc[at + 1 : end].text)
        at, steps = end, steps + 1
    return None, None


def _compound(doc: Doc, i: int, bodies_at: Sequence[str | None], end: int) -> bool:
    """Tell whether the name at ``i`` only modifies what follows it and another name follows in the phrase."""
    here = bodies_at[i]
    return any(bodies_at[j] not in (None, here) for j in range(i + 1, end)) and doc[i].dep_ in (
        "compound",
        "amod",
        "nmod",
        "npadvmod",
    )


def _heads(doc: Doc, at: int, bodies_at: Sequence[str | None]) -> Description | None:
    """Read ", who heads Y" and ", who leads Y"."""
    if at + 1 >= len(doc) or doc[at].lower_ != "who":
        return None
    verb = at + 1
    if doc[verb].lemma_ in ("head", "lead", "run", "direct", "chair", "found"):
        body = next((bodies_at[i] for i in range(verb + 1, min(verb + 8, len(doc))) if bodies_at[i]), None)
        noun = {
            "head": "head",
            "lead": "leader",
            "run": "head",
            "direct": "director",
            "chair": "chair",
            "found": "founder",
        }
        return (
            Description(noun[doc[verb].lemma_], body, countries.side_of(body) if body else None, None, weight=2)
            if body
            else None
        )
    described = None
    if doc[verb].lemma_ in ("be", "work", "serve") and verb + 1 < len(doc):
        described = apposition(doc, verb + (2 if doc[verb + 1].lower_ == "as" else 1), bodies_at, weight=2)
    return described or _works_at(doc, verb, bodies_at)


def _works_at(doc: Doc, verb: int, bodies_at: Sequence[str | None]) -> Description | None:
    """Read ", who studies taxes at Y"."""
    for i in range(verb + 1, min(verb + 12, len(doc) - 1)):
        if doc[i].is_punct or doc[i].pos_ == "VERB":
            return None
        if doc[i].lower_ in ("at", "with", "for"):
            body, country = belongs(doc, i, bodies_at)
            return Description(None, body, country, weight=1) if body and not countries.place(body) else None
    return None
