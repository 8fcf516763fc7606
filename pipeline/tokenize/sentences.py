"""Give a `Doc` the sentence boundaries of `pipeline.sentences` before it is parsed.

Every token is decided, so a parser (which respects what is set) neither adds a boundary nor crosses one.
"""

import bisect

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.sentences import split
from pipeline.spans import Span

NAME = "article_sentences"


@Language.component(NAME, assigns=["token.is_sent_start"])
def article_sentences(doc: Doc) -> Doc:
    """Set ``is_sent_start`` of every token: true for the first token of each sentence, false for all others."""
    if not len(doc):
        return doc
    marks = np.full((len(doc), 1), -1, np.int64)
    first = np.searchsorted(doc.to_array("IDX").astype(np.int64), [span.start for span in split(doc.text)])
    marks[np.minimum(first, len(doc) - 1)] = 1
    marks[0] = 1
    doc.from_array(["SENT_START"], marks.astype(np.uint64))  # type: ignore[arg-type] # thinc's name of an array
    return doc  # set one by one, each token looks through the whole article first


def token_sentences(doc: Doc, spans: list[Span]) -> list[int]:
    """Return for each token the position of its sentence in ``spans``; white space goes with what is before it."""
    starts = [span.start for span in spans]
    return [max(0, bisect.bisect_right(starts, token.idx) - 1) for token in doc]
