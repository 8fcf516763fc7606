"""What the words around a name tell of the person: role, body, country, gender."""

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.speakers import appositions
from pipeline.speakers.descriptions import MODIFIERS, is_person_noun, person_word, read_noun
from pipeline.speakers.entities import Description, NameMention
from pipeline.speakers.lexicon import titles

NOUN_PARTS = frozenset(("det", "amod", "compound", "nummod", "poss", "nmod"))


def around(doc: Doc, mention: NameMention, bodies_at: Sequence[str | None]) -> list[Description]:
    """Return what stands before and after one mention of a person.

    ``bodies_at`` gives for every token the canonical name of the body named there, null elsewhere.
    """
    found = [
        before(doc, mention, bodies_at),
        leading(doc, mention, bodies_at),
        *appositions.after(doc, mention, bodies_at),
    ]
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
    head = next((i for i in range(name - 1, left - 1, -1) if person_word(doc, i)), None)
    if head is None:
        return None
    return read_noun(doc, left, head, bodies_at, weight=3, titled=mention.titles)


def leading(doc: Doc, mention: NameMention, bodies_at: Sequence[str | None]) -> Description | None:
    """Return what the noun phrase tells to which a name is an apposition: "A lawyer for the bank, David Roe,"."""
    root = next((t for t in doc[mention.first : mention.last] if t.dep_ in ("appos", "conj")), None)
    if root is not None and root.dep_ == "conj":
        root = root.head if root.head.dep_ == "appos" and root.head.pos_ == "PROPN" else None
    if root is None or root.head.i >= mention.first or not is_person_noun(root.head.lemma_.lower()):
        return None
    head = root.head.i
    left = min((c.left_edge.i for c in root.head.lefts if c.dep_ in NOUN_PARTS), default=head)
    described = read_noun(doc, left, head, bodies_at, weight=2)
    body, country = appositions.belongs(doc, head + 1, bodies_at)
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
    if token.tag_ in ("VBG", "VBN") and token.dep_ != "amod":
        return False
    return (token.tag_ in MODIFIERS and not token.is_punct) or bodies_at[i] is not None
