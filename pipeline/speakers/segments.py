"""The stretches of a parsed article that are names: entities as spaCy has them, mended, and proper nouns it missed."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline.speakers import countries
from pipeline.speakers.lexicon import body_words, nouns, titles

NAMING = frozenset(("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "LAW", "PRODUCT", "WORK_OF_ART", "EVENT"))


PROPER = frozenset(("NNP", "NNPS"))


INNER = frozenset(("-", "–", "&", "'", "’", "."))


def segments(doc: Doc) -> Iterator[tuple[int, int, str]]:
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
