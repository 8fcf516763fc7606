"""Give each candidate the probability that it is an attribution.

A logistic regression over what a candidate says of itself; its weights are figures in a JSON file, fitted by
`pipeline.train.attribute` on PolNeAR.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline import linear
from pipeline.attribute.candidates import Candidate

CERTAIN = 0.5
"""Least probability of a cue and frame that the codebook names."""


@dataclass(frozen=True)
class Judge:
    """Weights of the features by name, the intercept, and the least probability that is kept."""

    weights: Mapping[str, float]
    intercept: float
    threshold: float

    def probability(self, candidate: Candidate) -> float:
        """Return the probability, in [0, 1], that a candidate is an attribution."""
        score = self.intercept + sum(self.weights.get(f, 0.0) for f in candidate.features)
        probability = linear.logistic(score)
        return max(probability, CERTAIN) if candidate.certain else probability

    def scored(self, candidates: Iterable[Candidate]) -> list[tuple[float, Candidate]]:
        """Return the candidates with their probabilities, in the order given."""
        return [(self.probability(c), c) for c in candidates]


def parse(raw: Mapping[str, Any]) -> Judge:
    """Make the judge of what the model's ``weights.json`` holds: weights, intercept and threshold."""
    return Judge(raw["weights"], raw["intercept"], raw["threshold"])
