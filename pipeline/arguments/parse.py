"""Look up the tokens of a span of characters, in time that does not grow with the article."""

import bisect

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from pipeline.spans import Span


class Parse:
    """One parsed article; `Doc.char_span` walks the whole text for every call, this does not."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.text = doc, doc.text
        self._starts = [token.idx for token in doc]

    def tokens(self, span: Span) -> Tokens:
        """Return the tokens that share a character with ``span``; empty when there are none."""
        first = bisect.bisect_right(self._starts, span.start) - 1
        if first >= 0 and self._starts[first] + len(self.doc[first]) <= span.start:
            first += 1
        last = bisect.bisect_left(self._starts, span.end)
        return self.doc[max(0, first) : max(0, first, last)]
