"""All that finds attributions, loaded once: encoder and tagger, finders by rule, and what judges both."""

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

RULES = "attribute"
LEFT = 0.8
"""What is left of a rule's probability where the tagger found nothing: measured on held-out articles of PolNeAR."""


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
        scored = [*self._tagged(doc, text, quotes), *self._by_rule(doc, text, quotes)]
        return decode(text, scored, quotes, threshold=max(self.linker.threshold, self.min_confidence))

    def _by_rule(self, doc: Doc, text: str, quotes: list[Quote]) -> list[tuple[float, Candidate]]:
        found = self.judge.scored(candidates_of(doc, text, quotes))
        return [(max(p, judge.CERTAIN) if c.rule in scripted.PLAIN else LEFT * p, c) for p, c in found]

    def _tagged(self, doc: Doc, text: str, quotes: list[Quote]) -> list[tuple[float, Candidate]]:
        words, readings = self.encoder.read(text, marked=[q.span for q in quotes], heads=HEADS)
        found = tagged(text, words, guesses(readings, self.encoder.figures), quotes)
        return [(self.linker.probability(one.figures), candidate(doc, one)) for one in found]
