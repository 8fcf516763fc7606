"""Tell whether a confidence is the share that is right, and what a threshold on it buys.

A prediction is right when it is paired with gold. The expected calibration error over bins of equal width is that of
Naeini, Cooper and Hauskrecht (2015), Obtaining Well Calibrated Probabilities Using Bayesian Binning.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.evaluate.figures import Counts, Figures, precision_and_recall, rounded, sides
from pipeline.evaluate.figures import f1 as f1_of
from pipeline.evaluate.reading import Likely, one_to_one

BINS = 10
UNIT = 1000
"""Confidences are counted in thousandths, which is how exact the tables are; whole numbers add up the same anywhere."""
TARGET = 0.95
"""Precision that a reader who wants to quote a row asks for."""
PRECISION = "precision 95%"
THRESHOLDS = tuple(n / 100 for n in range(100))


class Point(NamedTuple):
    """Precision, recall and F1, each in [0, 1], of the predictions whose confidence is at least the threshold."""

    threshold: float
    precision: float
    recall: float
    f1: float


def count(counts: Counts, confidences: Sequence[float], likely: Sequence[Likely], *, gold: int) -> None:
    """Add the counts of one article.

    ``confidences`` are those of its predictions, in [0, 1]; ``likely`` the pairs of gold and prediction that fit, the
    best first; ``gold`` how many gold rows there are. At each threshold the predictions that are left are paired anew.
    """
    right = {j for _, j in one_to_one(likely)}
    for j, confidence in enumerate(confidences):
        thousandths = round(confidence * UNIT)
        metric = _bin(min(BINS - 1, thousandths * BINS // UNIT))
        counts[metric, "n"] += 1
        counts[metric, "thousandths"] += thousandths
        counts[metric, "right"] += j in right
    for threshold in THRESHOLDS:
        kept = [confidence >= threshold for confidence in confidences]
        paired = len(one_to_one(pair for pair in likely if kept[pair[-1]]))
        sides(counts, _at(threshold), found=paired, gold=gold, correct=paired, predicted=sum(kept))


def curve(counts: Counts) -> list[Point]:
    """Return a point for each threshold from 0.00 to 0.99; the precision of no prediction at all is 0."""
    return [Point(t, *precision_and_recall(counts, _at(t)), f1_of(counts, _at(t))) for t in THRESHOLDS]


def figures(counts: Counts) -> Figures:
    """Return the expected calibration error, the best recall at a precision of 95%, and the bins that are not empty.

    All shares lie in [0, 1]; recall and threshold are null when no threshold gives that precision, the error when
    nothing is predicted. A bin holds its lower end but not its upper one; the last holds 1.
    """
    bins = [name for name in map(_bin, range(BINS)) if counts[name, "n"]]
    n = sum(counts[name, "n"] for name in bins)
    off = sum(abs(counts[name, "right"] - counts[name, "thousandths"] / UNIT) for name in bins)
    reached = [point for point in curve(counts) if point.precision >= TARGET]
    best = max(reached, key=lambda point: (point.recall, -point.threshold), default=None)
    return {
        "ece": rounded(off / n) if n else None,
        PRECISION: {"recall": best and rounded(best.recall), "threshold": best and best.threshold},
        "bins": {name: _reliability(counts, name) for name in bins},
    }


def _reliability(counts: Counts, name: str) -> Figures:
    n = counts[name, "n"]
    confidence = counts[name, "thousandths"] / UNIT / n
    return {"n": n, "confidence": rounded(confidence), "right": rounded(counts[name, "right"] / n)}


def _bin(number: int) -> str:
    return f"{number / BINS:.1f} to {(number + 1) / BINS:.1f}"


def _at(threshold: float) -> str:
    return f"attribution at {threshold:.2f}"
