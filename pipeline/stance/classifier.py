"""From features to probabilities: a table of weights and a softmax, where a trained model may stand later."""

import math
from collections.abc import Mapping

from pipeline.records import StanceLabel
from pipeline.stance.lexicon import LABELS


def probabilities(
    features: Mapping[str, float], weights: Mapping[str, Mapping[str, float]], *, temperature: float
) -> dict[StanceLabel, float]:
    """Return the probability of each stance, rounded to three decimals so that they add up to 1.

    ``temperature`` above 0 flattens (above 1) or sharpens the distribution.
    """
    scores = dict.fromkeys(LABELS, 0.0)
    for name, value in features.items():
        for label, weight in weights.get(name, {}).items():
            scores[label] += weight * value / temperature  # type: ignore[index]
    top = max(scores.values())
    powers = {label: math.exp(score - top) for label, score in scores.items()}
    total = sum(powers.values())
    return rounded({label: power / total for label, power in powers.items()})


def rounded(shares: Mapping[StanceLabel, float]) -> dict[StanceLabel, float]:
    """Round probabilities to three decimals; the largest takes up what is left over."""
    thousandths = {label: round(1000 * share) for label, share in shares.items()}
    largest = max(thousandths, key=lambda label: thousandths[label])
    thousandths[largest] += 1000 - sum(thousandths.values())
    return {label: count / 1000 for label, count in thousandths.items()}


def best(shares: Mapping[StanceLabel, float]) -> StanceLabel:
    """Return the most probable stance; the first in the codebook's order when several are."""
    return max(LABELS, key=lambda label: shares[label])
