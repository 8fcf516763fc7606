"""Which contenders hold a row, and what it says: linear models over what rules and reader tell.

The weights (`models/concessions/judge.json`) are fitted on coded news with scikit-learn, logistic and multinomial
regression; ``pipeline.train.judge`` makes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline import linear
from pipeline.concessions.contenders import Contender
from pipeline.linear import Features, Weights
from pipeline.reader import Reading


@dataclass(frozen=True)
class Judge:
    """Weights by feature: of a row as such, and of each value of its labels.

    A row is kept from ``threshold`` on, one that the rules would keep from ``trusted`` on; such a row keeps the rules'
    move too, unless the share of that move is below ``overruled``. In an article whose sentences are passages with a
    mean probability below ``quiet``, nothing is weighed (`assess`) where its sentence and those beside it are all below
    ``remote``.
    """

    row: Weights
    labels: Mapping[str, Mapping[str, Weights]]
    threshold: float
    trusted: float
    overruled: float
    remote: float
    quiet: float

    def probability(self, values: Features) -> float:
        """Return how probable it is that a contender holds a row."""
        return linear.probability(self.row, values)

    def shares(self, label: str, values: Features) -> dict[str, float]:
        """Return the probability of each value of a label ("move", "modality"); they add up to 1."""
        return linear.shares(self.labels[label], values)


def parse(content: Mapping[str, Any]) -> Judge:
    """Make a judge of what stands in its file."""
    limits = (float(content[name]) for name in ("threshold", "trusted", "overruled", "remote", "quiet"))
    return Judge(content["row"], content["labels"], *limits)


def features(one: Contender, reading: Reading) -> dict[str, float]:
    """Return what speaks for a contender and for the labels of its row, by name."""
    values = dict(one.features)
    for label, share in reading.labels.items():
        values[f"read {label}"] = linear.evened(share)
    passage = values["read passage"]
    who = "author" if one.features.get("author") else "narrator" if one.party is None else "other"
    values["read holder"] = linear.evened(reading.labels[f"holder={who}"])
    for name in ("rule", "said", "does", "author", "narrated"):
        if one.features.get(name):
            values[f"{name} & passage"] = passage
            values[f"{name} & holder"] = values["read holder"]
    values["no rule & passage"] = 0.0 if one.rows else passage
    if one.rows:
        first = one.rows[0]
        values |= {f"rule move={first.move}": 1.0, f"rule modality={first.modality}": 1.0}
        values["rule agrees"] = linear.evened(reading.labels[f"move={first.move}"])
    return values
