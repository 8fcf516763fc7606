"""Linear models whose weights are figures by name in a JSON file: logistic and multinomial regression."""

import math
from collections.abc import Mapping

Features = Mapping[str, float]
Weights = Mapping[str, float]
"""Weights by feature, and "bias"; what has none weighs nothing."""
SURE = 30.0
"""Log odds beyond which a probability is as good as 0 or 1."""
EDGE = 0.005
"""How near to 0 and 1 a probability may come before its log odds are taken."""


def score(weights: Weights, values: Features) -> float:
    """Return the weighted sum of features."""
    return weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in values.items())


def logistic(score: float) -> float:
    """Return the probability, in (0, 1), of log odds."""
    return 1 / (1 + math.exp(-max(-SURE, min(SURE, score))))


def probability(weights: Weights, values: Features) -> float:
    """Return the probability, in (0, 1), that logistic regression gives."""
    return logistic(score(weights, values))


def shares(weights: Mapping[str, Weights], values: Features) -> dict[str, float]:
    """Return the probability of each value that multinomial regression gives; they add up to 1."""
    scores = {value: score(own, values) for value, own in weights.items()}
    top = max(scores.values())
    powers = {value: math.exp(found - top) for value, found in scores.items()}
    total = sum(powers.values())
    return {value: power / total for value, power in powers.items()}


def evened(share: float) -> float:
    """Return the log odds of a probability, bounded and scaled to [-1, 1]."""
    bounded = min(1 - EDGE, max(EDGE, share))
    return math.log(bounded / (1 - bounded)) / math.log((1 - EDGE) / EDGE)
