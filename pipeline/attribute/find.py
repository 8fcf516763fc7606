"""All candidates of one article."""

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.attribute import predicates, quoted, scripted
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.quotes import Quote


def candidates_of(doc: Doc, text: str, quotes: Sequence[Quote]) -> list[Candidate]:
    """Return what may be an attribution in a parsed article, in no particular order; ``text`` is that of ``doc``."""
    listed = list(quotes)
    return [
        *predicates.find(doc, quoted=[q.span for q in listed]),
        *quoted.find(doc, text, quotes=listed),
        *scripted.find(text, quotes=listed),
    ]
