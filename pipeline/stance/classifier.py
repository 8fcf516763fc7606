"""From features to probabilities: a table of weights and a softmax, or a model fitted on coded news."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from pipeline import linear, weights
from pipeline.linear import Features, Weights
from pipeline.reader import Reader, Reading
from pipeline.records import Concession, Efficacy, StanceLabel
from pipeline.spans import Span
from pipeline.stance.lexicon import LABELS


@dataclass(frozen=True)
class Model:
    """The reader of sentences, and the weights of each stance and efficacy by feature."""

    reader: Reader
    stance: Mapping[str, Weights]
    efficacy: Mapping[str, Weights]

    def read(self, text: str, concessions: Sequence[Concession]) -> list[Reading | None]:
        """Return what the reader makes of the passages of an article, read once if it has any."""
        if not concessions:
            return []
        return self.reader.read(text, [Span(one.start, one.end) for one in concessions])

    def judge(self, values: Features) -> tuple[dict[StanceLabel, float], dict[Efficacy, float]]:
        """Return the probability of each stance, rounded so that they add up to 1, and of each efficacy."""
        stances = cast("dict[StanceLabel, float]", linear.shares(self.stance, values))
        return rounded(stances), cast("dict[Efficacy, float]", linear.shares(self.efficacy, values))


def load(name: str) -> Model:
    """Return the model `models/stance/NAME.json`, which goes with the reader `models/concessions/NAME`."""
    content = weights.read("stance", f"{name}.json")
    return Model(Reader(f"concessions/{name}"), content["stance"], content["efficacy"])


def probabilities(
    features: Mapping[str, float], table: Mapping[str, Mapping[str, float]], *, temperature: float
) -> dict[StanceLabel, float]:
    """Return the probability of each stance, rounded to three decimals so that they add up to 1.

    ``temperature`` above 0 flattens (above 1) or sharpens the distribution.
    """
    scores = dict.fromkeys(LABELS, 0.0)
    for name, value in features.items():
        for label, weight in table.get(name, {}).items():
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
