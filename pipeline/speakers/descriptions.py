"""A noun phrase that describes a person, read as role, body, country, gender."""

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.speakers import countries
from pipeline.speakers.entities import Description
from pipeline.speakers.lexicon import Gender, nouns, titles

MODIFIERS = frozenset(
    ("JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "CD", "HYPH", "RB", "POS", "AFX", "FW")
)


PARTIES = frozenset(("republican", "democrat", "independent", "democratic"))


EXPERTS = frozenset(("expert", "journalist", "writer", "artist", "citizen", "human", "businessman"))


PERSON_ENDING = re.compile(r"(?:ist|ician|ologist|man|woman|person|keeper|holder|maker)$")


def is_person_noun(lemma: str) -> bool:
    """Tell whether a common noun names a person by what they are or do."""
    known = nouns().get(lemma)
    if known:
        return "person" in known.kinds
    return lemma in titles() or (len(lemma) > 5 and PERSON_ENDING.search(lemma) is not None)


def person_word(doc: Doc, i: int) -> bool:
    """Tell whether a token is a person noun or a title."""
    lemma = doc[i].lower_.rstrip(".")
    return is_person_noun(doc[i].lemma_.lower()) or is_person_noun(lemma) or lemma in titles()


def read_noun(
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
    named = [bodies_at[i] for i in range(head, left - 1, -1) if not _hyphened(doc, i, bodies_at)]
    if countries.is_national(doc[at].text) and at < head and doc[at + 1].is_title and weight == 3 and titled:
        at += 1  # "Russian President Vladimir Putin": the role is President
    senses, gender = senses_of(doc, at, head)
    body = next((b for b in named if b and not countries.is_national(b)), None)
    role = _spelled(doc, at, head, titled)
    known = titles().get(titled[-1]) if titled else None
    usual = (known.body if known else None) or _body_of(role)
    region = countries.place(body) if body else None
    body = usual if usual and region and region.kind == "region" else body or usual
    if senses & EXPERTS:
        country = None
    return Description(role, body, country, gender, senses, weight if role else 1)


def _hyphened(doc: Doc, i: int, bodies_at: Sequence[str | None]) -> bool:
    """Tell whether the name at a token is only part of an adjective: "Velmark-based"."""
    while i + 1 < len(doc) and bodies_at[i + 1] == bodies_at[i]:
        i += 1
    return i + 1 < len(doc) and doc[i + 1].text == "-"


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
