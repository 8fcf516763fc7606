"""Where names stand in a parsed article: entities as spaCy has them, mended, and the proper names it missed."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from pipeline.speakers import countries, names
from pipeline.speakers.lexicon import Noun, bodies, body_words, nouns, titles

NAMING = frozenset(("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "LAW", "PRODUCT", "WORK_OF_ART", "EVENT"))
PROPER = frozenset(("NNP", "NNPS"))
INNER = frozenset(("-", "–", "&", "'", "’", "."))
LINKING = frozenset(("of", "for", "and", "on", "the"))
ADJECTIVES = frozenset(
    ("republican", "democratic", "democrat", "gop", "former", "ex", "then", "acting", "late", "deputy")
)
KIN = frozenset(("spouse", "child", "parent", "sibling", "relative"))
NOTHING = Noun(frozenset(), frozenset(), None)
TURN = "TURN"
"""Type of a name in capitals before a colon: a turn in a transcript."""
COMPOUND = frozenset(("compound", "amod", "poss", "nmod"))


@dataclass(frozen=True, slots=True)
class NameMention:
    """One name in the text: tokens ``[first, last)`` of the core name, its titles and spaCy's type ("" for none).

    ``kin`` tells that it is introduced as somebody's relative ("his wife, Ann Lee"); such a person's surname alone
    usually means the other one.
    """

    first: int
    last: int
    name: str
    titles: tuple[str, ...]
    label: str
    subject: bool = False
    kin: bool = False


def find(doc: Doc, *, title_end: int = 0) -> list[NameMention]:
    """Return the names of an article in order; they do not overlap.

    In the headlines, the tokens before ``title_end``, every word may have a capital: names there are those of the body.
    """
    found = [mention for first, last, label in _segments(doc) if (mention := _trimmed(doc, first, last, label))]
    found = sorted(_with_bodies(doc, found), key=lambda m: m.first)
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


def _segments(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Yield entities and runs of proper nouns between them, cut at paragraph ends, as token intervals."""
    spans = [(e.start, e.end, e.label_) for e in doc.ents if e.label_ in NAMING]
    spans = [piece for span in spans for piece in _split(doc, *span)]
    taken = {i for first, last, _ in spans for i in range(first, last)}
    spans += [(first, last, "") for first, last in _runs(doc, taken)]
    spans.sort()
    yield from _joined(doc, spans)


def _split(doc: Doc, first: int, last: int, label: str) -> Iterator[tuple[int, int, str]]:
    """Part an entity at line breaks and, in a person's, at commas and "and"."""
    start = first
    for i in range(first, last):
        token = doc[i]
        if (
            token.is_space
            or token.text in ('"', "“", "”", ":", ";")
            or (label == "PERSON" and token.text in ("and", ",", "&", "—"))
        ):
            if i > start:
                yield start, i, label
            start = i + 1
    if start < last:
        yield start, last, label


def _runs(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of proper nouns outside ``taken``; a hyphen or full stop between two keeps a run together."""
    start = None
    for i in range(len(doc) + 1):
        inside = i < len(doc) and i not in taken and _proper(doc, i, start, taken)
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            yield start, i
            start = None


def _proper(doc: Doc, i: int, start: int | None, taken: set[int]) -> bool:
    token = doc[i]
    if token.tag_ in PROPER:
        return not token.is_punct
    if start is None or i + 1 >= len(doc) or i + 1 in taken or doc[i + 1].tag_ not in PROPER:
        return False
    if token.text in INNER:
        return not doc[i - 1].whitespace_ or token.text == "&"
    lead = doc[start].lower_
    return token.text in ("of", "for") and lead in body_words() and body_words()[lead][1] == "any"


def _joined(doc: Doc, spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Join a bare run with the person's name it touches: half of the name was missed."""
    held: tuple[int, int, str] | None = None
    for span in spans:
        if held and held[1] == span[0] and _one_name(doc, held, span):
            held = (held[0], span[1], held[2] or span[2])
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


def _one_name(doc: Doc, left: tuple[int, int, str], right: tuple[int, int, str]) -> bool:
    labels = {left[2], right[2]}
    if labels == {"", "PERSON"}:
        bare = left if not left[2] else right
        piece = doc[bare[0] : bare[1]]
        known = piece.text.lower().rstrip(".") in titles() or countries.place(piece.text) is not None
        return not known and doc[left[1] - 1].text not in INNER and bare[1] - bare[0] <= 2 and not _titled(piece[-1])
    return labels == {"", "ORG"} and right[2] == "" and doc[right[0]].lower_ in body_words()


def _titled(token: Token) -> bool:
    lower = token.lower_.rstrip(".")
    return lower in titles() or lower in nouns() or token.text.islower()


def _trimmed(doc: Doc, first: int, last: int, label: str) -> NameMention | None:
    """Take off articles, adjectives, titles, possessive endings and punctuation; null when no name is left."""
    while last > first and (doc[last - 1].tag_ == "POS" or doc[last - 1].is_punct or doc[last - 1].is_space):
        last -= 1
    while first < last and (doc[first].is_punct or doc[first].is_space or doc[first].lower_ in ("the", "a", "an")):
        first += 1
    found: list[str] = []
    if label in ("PERSON", "") or (last - first > 1 and _title_at(doc, first, last)):
        first, found = _peeled(doc, first, last, body=label not in ("PERSON", ""))
    before = _titles_before(doc, first)
    name = names.strip_possessive(names.tidy(doc[first:last].text)) if last > first else ""
    if not any(c.isalpha() for c in name) or not _is_name(name, label):
        return None
    if last < len(doc) and doc[last].text == ":" and name.isupper():
        label = TURN
    return NameMention(first, last, name, (*before, *found), label, _is_subject(doc, first, last), _is_kin(doc, first))


def _is_subject(doc: Doc, first: int, last: int) -> bool:
    return any(t.dep_ in ("nsubj", "nsubjpass") for t in doc[first:last])


def _is_kin(doc: Doc, first: int) -> bool:
    """Tell whether a word of kinship with a possessor stands right before a name."""
    near = doc[max(0, first - 4) : first]
    kin = any(nouns().get(t.lower_, NOTHING).senses & KIN for t in near)
    return kin and any(t.tag_ in ("PRP$", "POS") for t in doc[max(0, first - 6) : first])


def _is_name(name: str, label: str) -> bool:
    low = name.lower().rstrip(".")
    if name.islower() or low in ADJECTIVES:
        return False
    if " " in name or name in bodies() or countries.place(name):
        return True
    return not (low in titles() or low in nouns() or (label == "" and low in MONTHS))


MONTHS = frozenset(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november")
    + ("december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)


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


def _with_bodies(doc: Doc, found: list[NameMention]) -> list[NameMention]:
    """Replace names inside the name of a body by the body's: "Biden administration", "Russian foreign ministry"."""
    owner = {i: m for m in found for i in range(m.first, m.last)}
    made: dict[int, NameMention] = {}
    for token in doc:
        if token.i in owner or token.lower_ not in COMPOSED:
            continue
        left = min((c.left_edge.i for c in token.lefts if c.dep_ in COMPOUND and c.i in owner), default=None)
        if left is None or not _close(doc, left, token.i):
            continue
        mention = _composed(doc, left, token.i)
        if mention:
            made[token.i] = mention
    covered = {i for m in made.values() for i in range(m.first, m.last)}
    kept = [m for m in found if m.first not in covered or (m.last < len(doc) and doc[m.last].tag_ == "POS")]
    return _apart(kept, list(made.values()))


COMPOSED = frozenset(
    ("administration", "government", "ministry", "regime", "cabinet", "campaign", "embassy", "parliament", "army")
    + ("military", "police", "presidency", "party", "federation", "committee", "team", "camp", "junta")
)


def _close(doc: Doc, left: int, noun: int) -> bool:
    return noun - left <= 6 and not any((t.is_punct and t.text not in INNER) or t.is_space for t in doc[left:noun])


def _composed(doc: Doc, left: int, noun: int) -> NameMention | None:
    while left < noun and (
        doc[left].tag_ in ("DT", "PRP$") or doc[left].lower_ in titles() or doc[left].lower_ in ADJECTIVES
    ):
        left += 1
    if left == noun:
        return None
    last = doc[noun]
    words = [t.text_with_ws if t.i + 1 > noun or doc[t.i + 1].tag_ != "POS" else f"{t.text} " for t in doc[left:noun]]
    text = names.tidy("".join(w for w, t in zip(words, doc[left:noun], strict=True) if t.tag_ != "POS") + last.text)
    return NameMention(left, noun + 1, text, (), "BODY", last.dep_ in ("nsubj", "nsubjpass"))


def _apart(kept: list[NameMention], made: list[NameMention]) -> list[NameMention]:
    """Drop composed names that overlap one another, the longer wins."""
    chosen: list[NameMention] = []
    taken: set[int] = set()
    for mention in sorted(made, key=lambda m: (m.first - m.last, m.first)):
        tokens = set(range(mention.first, mention.last))
        if not tokens & taken:
            chosen.append(mention)
            taken |= tokens
    return list(itertools.chain(kept, chosen))
