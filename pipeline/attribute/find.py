"""All candidates of one article."""

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.attribute import nominals, predicates, quoted, scripted
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.quotes import Quote


def candidates_of(doc: Doc, text: str, quotes: Sequence[Quote]) -> list[Candidate]:
    """Return what may be an attribution in a parsed article, in no particular order; ``text`` is that of ``doc``."""
    inside = _inside(doc, quotes)
    titles = {start for q in quotes if q.is_title(text) for start in (q.span.start, q.inner.start)}
    found = [
        *predicates.find(doc, inside),
        *nominals.find(doc, inside),
        *quoted.find(doc, text, quotes=quotes),
        *scripted.find(doc, text, quotes=quotes),
    ]
    return [c for c in found if c.content[0].start not in titles]


def _inside(doc: Doc, quotes: Sequence[Quote]) -> list[bool]:
    """Tell of each token whether it stands in a quotation; both are in order of the text."""
    flags, at = [], 0
    for token in doc:
        while at < len(quotes) and quotes[at].span.end <= token.idx:
            at += 1
        flags.append(at < len(quotes) and quotes[at].span.start <= token.idx)
    return flags
