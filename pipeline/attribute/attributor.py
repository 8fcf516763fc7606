"""All that finds attributions, loaded once: encoder and tagger, finders by rule, and what judges both."""

import math
from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline import weights
from pipeline.attribute import judge, linker, scripted
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.faint import grounded, unclaimed
from pipeline.attribute.find import candidates_of
from pipeline.attribute.link import Found, decode
from pipeline.attribute.quotes import Quote
from pipeline.attribute.quotes import find as find_quotes
from pipeline.attribute.stretch import content_words, stretched
from pipeline.attribute.tagged import candidate, tagged
from pipeline.attribute.tagger import HEADS, Guess, guesses
from pipeline.encoder import Encoder
from pipeline.spans import Span, contains, hull
from pipeline.windows import Words

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
        by_rule, turns = scripted.settled(self.judge.scored(candidates_of(doc, text, quotes)))
        words, guessed = self._read(text, quotes)
        tagged = [g for g in self._judged(doc, text, quotes, words, guessed) if scripted.keeps_turns(g[2], turns)]
        kept = [(p, c) for p, _, c in tagged if p >= threshold]
        faint = [one for one in tagged if self.min_confidence <= one[0] < threshold]
        also = [(p, c) for p, c in added(by_rule, [c for _, c in kept]) if p >= threshold]
        found = decode(text, [*kept, *unclaimed(text, grounded(faint, by_rule), [c for _, c in kept]), *also], quotes)
        return stretched(doc, found, words, content_words(words, guessed))

    def _read(self, text: str, quotes: Sequence[Quote]) -> tuple[Words, list[Guess]]:
        words, readings = self.encoder.read(text, marked=[q.span for q in quotes], heads=HEADS)
        return words, guesses(readings, self.encoder.figures)

    def _judged(
        self, doc: Doc, text: str, quotes: Sequence[Quote], words: Words, guessed: Sequence[Guess]
    ) -> list[tuple[float, float, Candidate]]:
        """Return the tagger's guesses: probability, how sure its content is somebody's, and what it is."""
        found = tagged(text, words, guessed, quotes)
        titles = {start for q in quotes if q.is_title(text) for start in (q.span.start, q.inner.start)}
        return [
            (self.linker.probability(one.figures), math.exp(one.figures["content_tags"]), candidate(doc, text, one))
            for one in found
            if one.content[0].start not in titles
        ]


def added(by_rule: Sequence[tuple[float, Candidate]], kept: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
    """Return what rules add to the tagger's candidates that are ``kept``, with its probability.

    PolNeAR's coders marked no attribution within another and few without a source, so the tagger finds hardly any:
    there, cues that the codebook names are taken from the parse. And a page's own signs of a speaker hold anywhere.
    """
    plain = [(p, c) for p, c in by_rule if c.rule in scripted.PLAIN]
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
