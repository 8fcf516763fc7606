"""Where names stand in a parsed article: entities as spaCy has them, mended, and the proper names it missed."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.speakers import countries, names
from pipeline.speakers.composed import with_bodies
from pipeline.speakers.entities import NameMention
from pipeline.speakers.lexicon import Noun, bodies, body_words, families, nouns, titles
from pipeline.speakers.segments import segments

LINKING = frozenset(("of", "for", "and", "on", "the"))
ADJECTIVES = frozenset(
    ("republican", "democratic", "democrat", "gop", "former", "ex", "then", "acting", "late", "deputy")
)
PREFIXED = re.compile(r"(?:pro|anti|non|ex|post|pre|mid)-")
PRONOUNS = frozenset(("he", "him", "his", "she", "her", "they", "them", "we", "i", "it", "you", "who", "this", "that"))
KIN = frozenset(("spouse", "child", "parent", "sibling", "relative"))
NOTHING = Noun(frozenset(), frozenset(), None)
HALVES = frozenset(("North", "South"))
"""What news calls each Korea once it has named it."""
TURN = "TURN"
"""Type of a name in capitals before a colon: a turn in a transcript."""


def find(doc: Doc, *, title_end: int = 0) -> list[NameMention]:
    """Return the names of an article in order; they do not overlap.

    In the headlines, the tokens before ``title_end``, every word may have a capital: names there are those of the body.
    """
    found = [mention for first, last, label in segments(doc) if (mention := _trimmed(doc, first, last, label))]
    found = sorted(with_bodies(doc, found), key=lambda m: m.first)
    body = [m for m in found if m.first >= title_end]
    known = {names.fold(m.name) for m in body if m.label} | {names.fold(m.name.split()[-1]) for m in body if m.label}
    head = [m for m in found if m.first < title_end]
    return [*(cut for m in head for cut in _as_in_body(doc, m, known)), *body]


def _as_in_body(doc: Doc, mention: NameMention, known: set[str]) -> Iterator[NameMention]:
    """Cut a name of a headline down to the longest name the body knows; keep what spaCy is sure of."""
    if names.fold(mention.name) in known:
        yield mention
        return
    for length in range(mention.last - mention.first - 1, 0, -1):
        for first in range(mention.first, mention.last - length + 1):
            name = names.strip_possessive(names.tidy(doc[first : first + length].text))
            if names.fold(name) in known and len(name) > 2:
                yield replace(mention, first=first, last=first + length, name=name)
                return
    if mention.label and (mention.last - mention.first == 1 or countries.place(mention.name)):
        yield mention


def _trimmed(doc: Doc, first: int, last: int, label: str) -> NameMention | None:
    """Take off articles, adjectives, titles, possessive endings and punctuation; null when no name is left."""
    while last > first and (doc[last - 1].tag_ == "POS" or doc[last - 1].is_punct or doc[last - 1].is_space):
        last -= 1
    last = _hyphened(doc, first, last)
    opened = next((i for i in range(first, last) if doc[i].text == "("), last)
    if opened > first and not any(t.text == ")" for t in doc[opened:last]):
        last = opened  # "State Duma (Parliament" of "State Duma (Parliament) Committee"
    while first < last and (doc[first].is_punct or doc[first].is_space or doc[first].lower_ in ("the", "a", "an")):
        first += 1
    found: list[str] = []
    if label in ("PERSON", "") or (last - first > 1 and _title_at(doc, first, last)):
        first, found = _peeled(doc, first, last, body=label not in ("PERSON", ""))
    before = _titles_before(doc, first)
    name = names.strip_possessive(names.tidy(doc[first:last].text)) if last > first else ""
    if name in HALVES and first > 0 and doc[first - 1].lower_ == "the" and f"{name} Korea" in doc.text:
        name, label = f"{name} Korea", "GPE"
    nameless = not any(c.isalpha() for c in name) or not names.fold(name).strip("_")  # letters that are mere marks
    if nameless or not _is_name(name, label):
        return None
    if last < len(doc) and doc[last].text == ":" and name.isupper():
        label = TURN
    return NameMention(first, last, name, (*before, *found), label, _is_subject(doc, first, last), _is_kin(doc, first))


def _hyphened(doc: Doc, first: int, last: int) -> int:
    """Return where a name ends that was cut at the hyphen of a given name behind its family name: "Moon Jae-in"."""
    cut = last + 1 < len(doc) and doc[last].text == "-" and doc[last + 1].is_alpha
    glued = cut and not doc[last - 1].whitespace_ and not doc[last].whitespace_
    return last + 2 if glued and any(t.lower_ in families() for t in doc[first : last - 1]) else last


def _is_subject(doc: Doc, first: int, last: int) -> bool:
    return any(t.dep_ in ("nsubj", "nsubjpass") for t in doc[first:last])


def _is_kin(doc: Doc, first: int) -> bool:
    """Tell whether a word of kinship with a possessor stands right before a name."""
    near = doc[max(0, first - 4) : first]
    kin = any(nouns().get(t.lower_, NOTHING).senses & KIN for t in near)
    return kin and any(t.tag_ in ("PRP$", "POS") for t in doc[max(0, first - 6) : first])


def _is_name(name: str, label: str) -> bool:
    low = name.lower().rstrip(".")
    if name.islower() or PREFIXED.match(name) or low in ADJECTIVES or low in PRONOUNS:
        return False
    if " " in name or name in bodies() or countries.place(name):
        return True
    return not (low in titles() or low in nouns() or (label == "" and name.title() in MONTHS))


MONTHS = frozenset((*calendar.month_name, *calendar.day_name))


def _title_at(doc: Doc, at: int, last: int) -> int:
    """Return how many tokens from ``at`` on make the longest title that leaves a name after it (0 for none)."""
    for length in (4, 3, 2, 1):
        if at + length <= last:
            form = doc[at : at + length].text.lower().replace(".", "").replace("\u00a0", " ")
            if form in titles():
                return length
    return 0


def _peeled(doc: Doc, first: int, last: int, *, body: bool) -> tuple[int, list[str]]:
    """Move ``first`` past the titles (and adjectives before them) that open a name; a body keeps its last word."""
    found: list[str] = []
    while first < last:
        length = _title_at(doc, first, last)
        if length and first + length < last and not (body and doc[last - 1].lower_ in body_words()):
            found.append(doc[first : first + length].text.lower().replace(".", "").replace("\u00a0", " "))
            first += length
        elif (
            (doc[first].lower_ in ADJECTIVES and last - first > 1 and not body)
            or doc[first].is_punct
            or doc[first].is_space
        ):
            first += 1
        else:
            break
    return first, found


def _titles_before(doc: Doc, first: int) -> list[str]:
    """Return the titles that stand right before a name, outermost first."""
    found: list[str] = []
    at = first
    while at > 0:
        if doc[at - 1].is_space and "\n" not in doc[at - 1].text:
            at -= 1
            continue
        stop = at - 1 if doc[at - 1].text == "." else at
        length = next((n for n in (4, 3, 2, 1) if stop >= n and _title_at(doc, stop - n, stop) == n), 0)
        at = stop if length else at
        if not length:
            break
        found.insert(0, doc[at - length : at].text.lower().replace(".", "").replace("\u00a0", " "))
        at -= length
    return found
