"""Counts that add up over articles, and the figures made of them."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

Counts = Counter[tuple[str, ...]]
"""(metric, what is counted) -> how often; the counts of a corpus are the sum of its articles'."""

Figures = dict[str, Any]
"""name -> figure, or -> figures of its own; shares lie in [0, 1] and have three decimals."""

RESAMPLES = 500
"""Bootstrap samples behind an interval."""
TAIL = 12
"""Samples cut off at either end: 12 of 500, which leaves 95%."""


def hits(counts: Counts, metric: str, *, right: int = 0, wrong: int = 0, missed: int = 0) -> None:
    """Count predictions that are right or wrong, and gold that is missed."""
    sides(counts, metric, found=right, gold=right + missed, correct=right, predicted=right + wrong)


def sides(counts: Counts, metric: str, *, found: int, gold: int, correct: int, predicted: int) -> None:
    """Count recall (``found`` of ``gold``) and precision (``correct`` of ``predicted``) apart."""
    counts[metric, "found"] += found
    counts[metric, "gold"] += gold
    counts[metric, "correct"] += correct
    counts[metric, "predicted"] += predicted


def tick(counts: Counts, metric: str, right: bool) -> None:
    """Count one case that is right or not."""
    counts[metric, "right"] += right
    counts[metric, "n"] += 1


def scores(counts: Counts, metric: str) -> Figures:
    """Return precision, recall and F1 of a metric, with the numbers behind them."""
    precision, recall = precision_and_recall(counts, metric)
    return {
        "precision": rounded(precision),
        "recall": rounded(recall),
        "f1": rounded(f1(counts, metric)),
        "gold": counts[metric, "gold"],
        "predicted": counts[metric, "predicted"],
    }


def f1(counts: Counts, metric: str) -> float:
    """Return the F1 of a metric, not rounded."""
    return _harmonic(*precision_and_recall(counts, metric))


def precision_and_recall(counts: Counts, metric: str) -> tuple[float, float]:
    """Return precision and recall of a metric, not rounded; 0 where there is nothing to divide by."""
    precision = counts[metric, "correct"] / max(1, counts[metric, "predicted"])
    return precision, counts[metric, "found"] / max(1, counts[metric, "gold"])


def share(counts: Counts, metric: str) -> Figures:
    """Return how many of the cases of a metric are right."""
    total = counts[metric, "n"]
    return {"share": rounded(counts[metric, "right"] / max(1, total)), "n": total}


def labels(counts: Counts, metric: str) -> Figures:
    """Return accuracy and macro F1 over pairs counted as (metric, "label", gold, predicted).

    The macro F1 is the mean over the labels that gold has; a missing prediction is an empty string.
    """
    pairs = {key[2:]: n for key, n in counts.items() if key[:2] == (metric, "label")}
    total = sum(pairs.values())
    right = {label: n for (label, predicted), n in pairs.items() if label == predicted}
    per_label = []
    for label in sorted({gold for gold, _ in pairs}):
        both = sum(n for (gold, _), n in pairs.items() if gold == label)
        both += sum(n for (_, predicted), n in pairs.items() if predicted == label)
        per_label.append(2 * right.get(label, 0) / both)
    macro = sum(per_label) / max(1, len(per_label))
    return {"accuracy": rounded(sum(right.values()) / max(1, total)), "macro_f1": rounded(macro), "n": total}


def interval(documents: Sequence[Counts], metric: str) -> list[float]:
    """Return the 95% interval of a metric's F1 over articles, by a seeded bootstrap (Efron 1979)."""
    if not documents:
        return [0.0, 0.0]
    keys = [(metric, side) for side in ("correct", "predicted", "found", "gold")]
    rows = [tuple(document[key] for key in keys) for document in documents]
    chance, found = random.Random(0), []  # noqa: S311 no secret hangs on it
    for _ in range(RESAMPLES):
        sample = chance.choices(rows, k=len(rows))
        correct, predicted, hit, gold = (sum(column) for column in zip(*sample, strict=True))
        found.append(_harmonic(correct / max(1, predicted), hit / max(1, gold)))
    found.sort()
    return [rounded(found[TAIL]), rounded(found[-TAIL - 1])]


def total(documents: Iterable[Counts]) -> Counts:
    """Return the sum of the counts of all articles."""
    added: Counts = Counter()
    for document in documents:
        added.update(document)
    return added


def rounded(figure: float) -> float:
    """Round a figure to three decimals, so that machines nearly agree."""
    return round(figure, 3)


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
