"""Give each of the tagger's guesses the probability that it is an attribution, source and content and all.

A logistic regression over figures of the guess (what the encoder says of each part, geometry, quotation marks, rivals),
then an isotonic map to what was right that often on articles the encoder had not seen (Zadrozny and Elkan 2002).
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Term:
    """One figure's part: its mean, its scale and its weight."""

    mean: float
    scale: float
    weight: float


@dataclass(frozen=True)
class Linker:
    """Terms by the name of their figure, the intercept, steps of calibration, and the least probability kept."""

    terms: Mapping[str, Term]
    intercept: float
    scores: Sequence[float]
    probabilities: Sequence[float]
    threshold: float

    def probability(self, figures: Mapping[str, float]) -> float:
        """Return the probability, in [0, 1], that a guess is right."""
        score = self.intercept + sum(
            term.weight * (figures.get(name, 0.0) - term.mean) / term.scale for name, term in self.terms.items()
        )
        return self.calibrated(score)

    def calibrated(self, score: float) -> float:
        """Return the probability of a score: the calibration's, straight between its points."""
        at = bisect_right(self.scores, score)
        if at == 0:
            return self.probabilities[0]
        if at == len(self.scores):
            return self.probabilities[-1]
        low, high = self.scores[at - 1], self.scores[at]
        share = (score - low) / (high - low) if high > low else 1.0
        return self.probabilities[at - 1] + share * (self.probabilities[at] - self.probabilities[at - 1])


def parse(raw: Mapping[str, Any]) -> Linker:
    """Make the linker of what a model's file holds."""
    terms = {name: Term(*figures) for name, figures in raw["terms"].items()}
    points = raw["calibration"]
    return Linker(terms, raw["intercept"], [p[0] for p in points], [p[1] for p in points], raw["threshold"])
