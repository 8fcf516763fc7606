"""What the words around a name tell of the person: role, body, country, gender."""

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.speakers import countries
from pipeline.speakers.entities import Description
from pipeline.speakers.lexicon import Gender, bodies, nouns, titles
from pipeline.speakers.mentions import NameMention

MODIFIERS = frozenset(
    ("JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "CD", "HYPH", "RB", "POS", "AFX", "FW")
)
NOUN_PARTS = frozenset(("det", "amod", "compound", "nummod", "poss", "nmod"))
JOINING = frozenset(("of", "at", "for", "with", "in", "from", "on", "to", "by"))
PARTIES = frozenset(("republican", "democrat", "independent", "democratic"))
EXPERTS = frozenset(("expert", "journalist", "writer", "artist", "citizen", "human", "businessman"))
PARTY_STATE = re.compile(r"^\W{0,2}(?:R|D|I|Rep|Dem|Republican|Democrat)\W{1,3}\s?(?P<state>[A-Z][A-Za-z.]+)")
PERSON_ENDING = re.compile(r"(?:ist|ician|ologist|man|woman|person|keeper|holder|maker)$")


def is_person_noun(lemma: str) -> bool:
    """Tell whether a common noun names a person by what they are or do."""
    known = nouns().get(lemma)
    if known:
        return "person" in known.kinds
    return lemma in titles() or (len(lemma) > 5 and PERSON_ENDING.search(lemma) is not None)


def around(doc: Doc, mention: NameMention, bodies_at: Sequence[str | None]) -> list[Description]:
    """Return what stands before and after one mention of a person.

    ``bodies_at`` gives for every token the canonical name of the body named there, null elsewhere.
    """
    found = [before(doc, mention, bodies_at), leading(doc, mention, bodies_at), *after(doc, mention, bodies_at)]
    return [d for d in found if d is not None]


def before(doc: Doc, mention: NameMention, bodies_at: Sequence[str | None]) -> Description | None:
    """Return what the title and nouns right before a name tell ("White House press secretary …")."""
    name = mention.first
    left = name
    while left > 0 and _modifies(doc, left - 1, bodies_at):
        left -= 1
    if left == name:
        return None
    if doc[left].tag_ == "POS" or doc[name - 1].tag_ == "POS":
        owner = next((bodies_at[i] for i in range(name - 1, max(-1, left - 1), -1) if bodies_at[i]), None)
        return Description(affiliation=owner, weight=1) if owner and doc[name - 1].tag_ == "POS" else None
    head = next((i for i in range(name - 1, left - 1, -1) if _person_word(doc, i)), None)
    if head is None:
        return None
    return _described(doc, left, head, bodies_at, weight=3, titled=mention.titles)


def leading(doc: Doc, mention: NameMention, bodies_at: Sequence[str | None]) -> Description | None:
    """Return what the noun phrase tells to which a name is an apposition: "A lawyer for the bank, David Roe,"."""
    root = next((t for t in doc[mention.first : mention.last] if t.dep_ in ("appos", "conj")), None)
    if root is not None and root.dep_ == "conj":
        root = root.head if root.head.dep_ == "appos" and root.head.pos_ == "PROPN" else None
    if root is None or root.head.i >= mention.first or not is_person_noun(root.head.lemma_.lower()):
        return None
    head = root.head.i
    left = min((c.left_edge.i for c in root.head.lefts if c.dep_ in NOUN_PARTS), default=head)
    described = _described(doc, left, head, bodies_at, weight=2)
    body, country = _belongs(doc, head + 1, bodies_at)
    country = described.country or country
    if doc[head].tag_ == "NNS" and described.role:
        role = described.role[: -len(doc[head].text)] + doc[head].lemma_
        described = replace(described, role=re.sub(r"^(?:\d+|two|three|four|five|several) ", "", role))
    return replace(described, affiliation=body or described.affiliation, country=country)


def _modifies(doc: Doc, i: int, bodies_at: Sequence[str | None]) -> bool:
    token = doc[i]
    if token.is_space:
        return "\n" not in token.text
    if token.text == ".":
        return i > 0 and len(doc[i - 1]) < 6 and doc[i - 1].lower_ in titles()
    if token.tag_ in ("POS", "HYPH"):
        return True
    return (token.tag_ in MODIFIERS and not token.is_punct) or bodies_at[i] is not None


def _person_word(doc: Doc, i: int) -> bool:
    lemma = doc[i].lower_.rstrip(".")
    return is_person_noun(doc[i].lemma_.lower()) or is_person_noun(lemma) or lemma in titles()


def _described(
    doc: Doc,
    left: int,
    head: int,
    bodies_at: Sequence[str | None],
    *,
    weight: int,
    titled: Sequence[str] = (),
) -> Description:
    """Make a description of the noun phrase from ``left`` to its head noun."""
    at = left
    for i in range(left, head):
        if doc[i].tag_ == "POS":
            at = i + 1  # what stands before a possessive is not the role: "Russia's Prime Minister"
    while at < head and (doc[at].tag_ in ("DT", "PRP$", "RB", "POS", "HYPH") or doc[at].is_punct or doc[at].is_space):
        at += 1
    country = countries.country_of(doc[left : head + 1].text)
    if countries.is_demonym(doc[at].text) and at < head and doc[at + 1].is_title and weight == 3 and titled:
        at += 1  # "Russian President Vladimir Putin": the role is President
    senses, gender = senses_of(doc, at, head)
    body = next((bodies_at[i] for i in range(head, left - 1, -1) if bodies_at[i]), None)
    role = _spelled(doc, at, head, titled)
    known = titles().get(titled[-1]) if titled else None
    usual = (known.body if known else None) or _body_of(role)
    region = countries.place(body) if body else None
    body = usual if usual and region and region.kind == "region" else body or usual
    if senses & EXPERTS:
        country = None
    return Description(role, body, country, gender, senses, weight if role else 1)


def _spelled(doc: Doc, at: int, head: int, titled: Sequence[str]) -> str | None:
    """Write a role out, a short title in full ("Massachusetts Sen." -> "Massachusetts senator")."""
    text = " ".join(doc[at : head + 1].text.split()).strip(" ,-")
    if not titled:
        return text or None
    low = text.lower().replace(".", "")
    for title in sorted(titled, key=len, reverse=True):
        if low.endswith(title):
            lead, role = text[: len(text.rstrip(".")) - len(title)].strip(), titles()[title].role
            if role is None:
                return lead or None
            if role == title:
                return text
            return f"{lead} {role}".strip()
    return text or None


def _body_of(role: str | None) -> str | None:
    """Return the body of the longest title that a role ends with, or the senator's Senate."""
    words = (role or "").lower().replace(".", "").split()
    for start in range(len(words)):
        known = titles().get(" ".join(words[start:]))
        if known and known.body:
            return known.body
    return None


def senses_of(doc: Doc, left: int, head: int) -> tuple[frozenset[str], Gender | None]:
    """Return the senses of the person nouns from ``left`` to ``head``, and the gender they tell."""
    senses: set[str] = set()
    gender: Gender | None = None
    for i in range(left, head + 1):
        word = doc[i].lower_.rstrip(".")
        short = titles().get(word)
        for lemma in (doc[i].lemma_.lower(), word, short.role if short and short.role else word):
            known = nouns().get(lemma)
            if known and "person" in known.kinds:
                senses |= known.senses | {lemma}
                gender = gender or known.gender
        if word in PARTIES or word == "gop":
            senses.add("republican" if word in ("gop", "republican") else "democrat" if word[0] == "d" else word)
    text = doc[left : head + 1].text.lower()
    if "prime minister" in text:
        senses.add("leader")
    if "vice president" in text or "deputy" in text or "vice-president" in text:
        senses -= {"leader", "president"}
    return frozenset(senses), gender


def nouns_senses(word: str) -> frozenset[str]:
    """Return the senses of one person noun and the noun itself."""
    known = nouns().get(word.lower())
    return known.senses | {word.lower()} if known and "person" in known.kinds else frozenset((word.lower(),))


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
        body, country = _belongs(doc, at + 1, bodies_at) if doc[at].text == "," else (None, None)
        found += (
            [Description(None, body, country, weight=1)]
            if body and doc[at + 1].lower_ in ("of", "from", "at", "with")
            else []
        )
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
        if _person_word(doc, end) and doc[end].tag_ in ("NN", "NNS", "NNP", "NNPS", "JJ"):
            head = end
        end += 1
    if head is None or (doc[head].tag_ in ("NNS", "NNPS") and doc[head].lemma_.lower() in nouns() and head + 1 == end):
        return None
    party = doc[head].lemma_.lower() in PARTIES
    described = _described(doc, at, head, bodies_at, weight=1 if party else weight)
    body, country = _belongs(doc, head + 1, bodies_at)
    if party:
        return Description(None, None, described.country or country, None, described.senses, 1)
    if described.senses & EXPERTS:
        country = countries.country_of(body) if body and bodies().get(body) else None
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
        if _person_word(doc, i) and doc[i].pos_ in ("NOUN", "PROPN") and doc[i].ent_type_ not in ("PERSON", "ORG"):
            return True
    return False


def _belongs(doc: Doc, at: int, bodies_at: Sequence[str | None]) -> tuple[str | None, str | None]:
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
            Description(noun[doc[verb].lemma_], body, countries.country_of(body) if body else None, None, weight=2)
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
            body, country = _belongs(doc, i, bodies_at)
            return Description(None, body, country, weight=1) if body and not countries.place(body) else None
    return None
