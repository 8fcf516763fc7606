"""All that finds attributions, loaded once: encoder and tagger, finders by rule, and what judges both."""

from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline import weights
from pipeline.attribute import judge, linker, scripted
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.find import candidates_of
from pipeline.attribute.link import Found, decode
from pipeline.attribute.quotes import Quote
from pipeline.attribute.quotes import find as find_quotes
from pipeline.attribute.tagged import candidate, tagged
from pipeline.attribute.tagger import HEADS, guesses
from pipeline.encoder import Encoder
from pipeline.spans import Span, contains, hull

RULES = "attribute"
LEFT = 0.8
"""What is left of a rule's probability where the tagger found nothing: measured on held-out articles of PolNeAR."""
NEAR = 4
"""Contents that begin before a cue among which the one around it is looked for."""


class Attributor:
    """Finds the attributions of parsed articles; ``model`` is a folder of `models/encoder`."""

    def __init__(self, model: str, *, min_confidence: float = 0.0) -> None:
        self.judge = judge.parse(weights.read(RULES))
        self.linker = linker.parse(weights.read(RULES, f"{model}.json"))
        self.encoder = Encoder(weights.folder(f"encoder/{model}"))
        self.min_confidence = min_confidence

    def __call__(self, doc: Doc) -> list[Found]:
        """Return the attributions of one article, in order of its text."""
        text = doc.text
        quotes = find_quotes(text)
        threshold = max(self.linker.threshold, self.min_confidence)
        tagged = self._tagged(doc, text, quotes)
        by_rule = self.judge.scored(candidates_of(doc, text, quotes))
        scored = [*tagged, *added(by_rule, [c for p, c in tagged if p >= threshold])]
        return decode(text, scored, quotes, threshold=threshold)

    def _tagged(self, doc: Doc, text: str, quotes: list[Quote]) -> list[tuple[float, Candidate]]:
        words, readings = self.encoder.read(text, marked=[q.span for q in quotes], heads=HEADS)
        found = tagged(text, words, guesses(readings, self.encoder.figures), quotes)
        titles = {start for q in quotes if q.is_title(text) for start in (q.span.start, q.inner.start)}
        return [
            (self.linker.probability(one.figures), candidate(doc, one))
            for one in found
            if one.content[0].start not in titles
        ]


def added(by_rule: Sequence[tuple[float, Candidate]], kept: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
    """Return what rules add to the tagger's candidates that are ``kept``, with its probability.

    PolNeAR's coders marked no attribution within another and few without a source, so the tagger finds hardly any:
    there, cues that the codebook names are taken from the parse. And a page's own signs of a speaker hold anywhere.
    """
    plain = [(max(p, judge.CERTAIN), c) for p, c in by_rule if c.rule in scripted.PLAIN]
    contents = sorted(span for c in kept for span in c.content)
    starts = [span.start for span in contents]
    named = [
        (LEFT * p, c)
        for p, c in by_rule
        if c.certain and (not c.source or _within(hull([*c.cue, *c.content]), contents, starts))
    ]
    return [*plain, *named]


def _within(inner: Span, contents: Sequence[Span], starts: Sequence[int]) -> bool:
    near = contents[max(0, bisect_right(starts, inner.start) - NEAR) : bisect_right(starts, inner.start)]
    return any(contains(outer, inner) and outer != inner for outer in near)
