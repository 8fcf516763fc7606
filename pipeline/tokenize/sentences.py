"""Give a `Doc` the sentence boundaries of `pipeline.sentences` before it is parsed.

Every token is decided, so a parser (which respects what is set) neither adds a boundary nor crosses one.
"""

import bisect

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.sentences import split
from pipeline.spans import Span

NAME = "article_sentences"


@Language.component(NAME, assigns=["token.is_sent_start"])
def article_sentences(doc: Doc) -> Doc:
    """Set ``is_sent_start`` of every token: true for the first token of each sentence, false for all others."""
    starts = [token.idx for token in doc]
    first = {min(bisect.bisect_left(starts, span.start), len(doc) - 1) for span in split(doc.text)}
    for token in doc:
        token.is_sent_start = token.i in first or token.i == 0
    return doc


def token_sentences(doc: Doc, spans: list[Span]) -> list[int]:
    """Return for each token the position of its sentence in ``spans``; white space goes with what is before it."""
    starts = [span.start for span in spans]
    return [max(0, bisect.bisect_right(starts, token.idx) - 1) for token in doc]
