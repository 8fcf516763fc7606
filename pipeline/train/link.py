"""Fit the linker of an encoder on articles that it has not seen: corpus path -> ``models/attribute/MODEL.json``.

A guess is right when its content and its source each share half of their words with those of one gold attribution, one
to one. Its probability before calibration comes from ten folds of articles, and so do calibration and threshold.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import typer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from pipeline.attribute import quotes
from pipeline.attribute.tagged import Tagged, tagged
from pipeline.attribute.tagger import HEADS, guesses
from pipeline.encoder import Encoder
from pipeline.evaluate.reading import ROLES, Reader, likely, one_to_one
from pipeline.train.corpora import corpus

STRENGTH = 0.3
"""Inverse of the L2 regularisation: the least log loss over ten folds among 0.03, 0.1, 0.3, 1."""
FOLDS = 10
SLACK = 0.003
POINTS = 25
"""Most points of the calibration that are kept."""


def guessed(articles: Sequence[dict[str, Any]], encoder: Encoder) -> Iterator[list[Tagged]]:
    """Yield the guesses of each article."""
    for article in articles:
        found = quotes.find(article["text"])
        words, readings = encoder.read(article["text"], marked=[q.span for q in found], heads=HEADS)
        yield tagged(article["text"], words, guesses(readings, encoder.figures), found)


def right(article: dict[str, Any], found: Sequence[Tagged]) -> list[bool]:
    """Tell of each guess whether it is paired with a gold attribution."""
    reader = Reader(article["text"])
    wanted = reader.all(({role: one.get(role) or [] for role in ROLES}, 1.0) for one in article["attributions"])
    spans = [{role: getattr(one, role) for role in ROLES} for one in found]
    read = {n: one for n, each in enumerate(spans) for one in reader.all([(each, 1.0)])}
    paired = {j for _, j in one_to_one(likely(wanted, list(read.values()), need_source=True))}
    rights = {n for place, n in enumerate(read) if place in paired}
    return [n in rights for n in range(len(found))]


def fit(found: Sequence[Sequence[Tagged]], labels: Sequence[Sequence[bool]], *, gold: int) -> dict[str, Any]:
    """Return terms, intercept, calibration and threshold of a linker; ``gold`` is how many attributions there are."""
    names = sorted({name for each in found for one in each for name in one.figures})
    matrix = np.array([[one.figures.get(name, 0.0) for name in names] for each in found for one in each])
    wanted = np.array([label for each in labels for label in each])
    groups = np.repeat(np.arange(len(found)), [len(each) for each in found])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=2000))
    scores = cross_val_predict(model, matrix, wanted, groups=groups, cv=GroupKFold(FOLDS), method="decision_function")
    model.fit(matrix, wanted)
    scaler, regression = model[0], model[1]
    calibration = calibrated(scores, wanted)
    probabilities = np.interp(scores, [p[0] for p in calibration], [p[1] for p in calibration])
    return {
        "terms": {
            name: [round(float(v), 4) for v in (scaler.mean_[i], scaler.scale_[i], regression.coef_[0][i])]
            for i, name in enumerate(names)
        },
        "intercept": round(float(regression.intercept_[0]), 4),
        "calibration": calibration,
        "threshold": best_threshold(probabilities, wanted, gold=gold),
    }


def calibrated(scores: np.ndarray[Any, Any], wanted: np.ndarray[Any, Any]) -> list[list[float]]:
    """Return points (score, probability) of an isotonic fit, the middle of each of its steps."""
    steps = IsotonicRegression(y_min=0.005, y_max=0.995).fit(scores, wanted)
    values = steps.predict(scores)
    middles = [(float(scores[values == v].mean()), float(v)) for v in np.unique(values)]
    kept = np.unique(np.linspace(0, len(middles) - 1, min(POINTS, len(middles))).round().astype(int))
    return [[round(middles[i][0], 4), round(middles[i][1], 4)] for i in kept]


def best_threshold(probabilities: np.ndarray[Any, Any], wanted: np.ndarray[Any, Any], *, gold: int) -> float:
    """Return the least threshold whose F1 is the best but for `SLACK`: recall is taken where it costs nothing.

    Some of the ``gold`` attributions may have no guess at all.
    """

    def f1(threshold: float) -> float:
        kept = probabilities >= threshold
        return float(2 * (wanted & kept).sum() / (kept.sum() + gold))

    thresholds = [round(t, 2) for t in np.arange(0.1, 0.7, 0.01)]
    best = max(map(f1, thresholds))
    return next(t for t in thresholds if f1(t) >= best - SLACK)


def main(corpus_path: Path, encoder_folder: Path, out: Path) -> None:
    """Fit on ``corpus_path`` with the encoder in ``encoder_folder`` and write the linker to ``out``."""
    articles = corpus(corpus_path)
    found = list(guessed(articles, Encoder(encoder_folder)))
    labels = [right(article, each) for article, each in zip(articles, found, strict=True)]
    gold = sum(len(article["attributions"]) for article in articles)
    out.write_text(json.dumps(fit(found, labels, gold=gold), indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
