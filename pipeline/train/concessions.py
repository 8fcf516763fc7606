"""What a linear model over the encoder's vectors makes of concessions: our passages -> figures on them and on news.

Trained on our own passages (``data/training/concessions``), told apart by dispute, and tried on coded articles: whether
a sentence holds a concession, and the labels of its first row. Nothing of it ships: see ``models/concessions``.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from pipeline.encoder import Encoder
from pipeline.spans import Span
from pipeline.train.corpora import corpus
from pipeline.train.passages import LABELS, read

FOLDS = 8
STRENGTH = 0.003
STEP = 5
"""Disputes by which the curve of learning grows."""
AROUND = 40
"""Words on each side of a sentence that its vector of context is the mean of."""
Floats = NDArray[np.float32]
Labels = Sequence[Mapping[str, str] | None]
"""The first row of each sentence, null for a sentence without a concession."""


def vectors(encoder: Encoder, text: str, spans: Sequence[Span]) -> Floats:
    """Return mean and greatest state of each span's words and the mean around them, shape (spans, 3 * hidden)."""
    words, readings = encoder.read(text, heads=("hidden",))
    states = np.zeros((len(words.starts), 0), np.float32)
    for reading in readings:
        found = reading.heads["hidden"]
        states = states if states.size else np.zeros((len(words.starts), found.shape[1]), np.float32)
        states[reading.window.words[reading.window.home]] = found[reading.window.home]
    rows = []
    for span in spans:
        first = int(np.searchsorted(words.ends, span.start + 1))
        behind = max(first + 1, int(np.searchsorted(words.starts, span.end)))
        here, around = states[first:behind], states[max(0, first - AROUND) : behind + AROUND]
        rows.append(np.concatenate([here.mean(0), here.max(0), around.mean(0)]))
    return np.array(rows)


def ours(encoder: Encoder, folder: Path) -> tuple[Floats, Labels, list[str]]:
    """Return vectors, first rows and disputes of our passages."""
    found, labels, disputes = [], [], []
    for passage in read(folder):
        before = " ".join(passage["sentences"][: passage["coded"]])
        start = len(before) + bool(before)
        span = Span(start, start + len(passage["sentences"][passage["coded"]]))
        found.append(vectors(encoder, " ".join(passage["sentences"]), [span])[0])
        rows = passage["settled"]
        labels.append(rows[0] if rows else None)
        disputes.append(passage["dispute"])
    return np.array(found), labels, disputes


def coded(encoder: Encoder, gold: Path) -> tuple[Floats, Labels]:
    """Return vectors and first rows of the sentences of coded articles."""
    found, labels = [], []
    for article in corpus(gold):
        first = {row["sentence"]: row for row in reversed(article["concessions"])}
        found.append(vectors(encoder, article["text"], [Span(*s[:2]) for s in article["sentences"]]))
        labels += [first.get(n) for n in range(len(article["sentences"]))]
    return np.concatenate(found), labels


def figures(own: tuple[Floats, Labels, list[str]], real: tuple[Floats, Labels]) -> dict[str, Any]:
    """Return, of our passages by folds of disputes and of real sentences, AUC of passages and macro F1 of labels."""
    x, rows, disputes = own
    xs, reals = real
    model = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=3000))
    folds = GroupKFold(FOLDS)
    y = np.array([row is not None for row in rows])
    scores = cross_val_predict(model, x, y, groups=disputes, cv=folds, method="decision_function")
    there = model.fit(x, y).decision_function(xs)
    found: dict[str, Any] = {
        "passage": {
            "ours": round(float(roc_auc_score(y, scores)), 3),
            "real": round(float(roc_auc_score([row is not None for row in reals], there)), 3),
        }
    }
    for label in LABELS:
        at = [i for i, row in enumerate(rows) if row]
        on = [i for i, row in enumerate(reals) if row and row[label]]
        wanted = np.array([rows[i][label] for i in at])  # type: ignore[index]
        guessed = cross_val_predict(model, x[at], wanted, groups=[disputes[i] for i in at], cv=folds)
        real_ones = model.fit(x[at], wanted).predict(xs[on])
        found[label] = {
            "ours": round(float(f1_score(wanted, guessed, average="macro")), 3),
            "real": round(float(f1_score([reals[i][label] for i in on], real_ones, average="macro")), 3),  # type: ignore[index]
        }
    return found


def curve(own: tuple[Floats, Labels, list[str]]) -> list[dict[str, float]]:
    """Return what more passages bring: their number, AUC of passages and macro F1 of moves and stances.

    A quarter of the disputes is held out; of the others more and more are learned from.
    """
    x, rows, disputes = own
    names = sorted(set(disputes))
    held, rest = names[::4], [n for n in names if n not in names[::4]]
    out = [i for i, d in enumerate(disputes) if d in held]
    points = []
    for count in range(STEP, len(rest) + 1, STEP):
        into = [i for i, d in enumerate(disputes) if d in rest[:count]]
        model = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=3000))
        model.fit(x[into], [rows[i] is not None for i in into])
        scores = model.decision_function(x[out])
        point = {
            "passages": len(into),
            "passage": float(roc_auc_score([rows[i] is not None for i in out], scores)),
        }
        for label in ("move", "stance"):
            learned, asked = ([i for i in part if rows[i]] for part in (into, out))
            model.fit(x[learned], [rows[i][label] for i in learned])  # type: ignore[index]
            wanted = [rows[i][label] for i in asked]  # type: ignore[index]
            point[label] = float(f1_score(wanted, model.predict(x[asked]), average="macro"))
        points.append({name: round(value, 3) for name, value in point.items()})
    return points


def main(
    gold: Path,
    encoder_folder: Path,
    folder: Path = Path("data/training/concessions"),
    learning: Path = Path("models/concessions/learning.csv"),
) -> None:
    """Print the figures of our passages in FOLDER and of the articles of GOLD; write the curve of learning."""
    encoder = Encoder(encoder_folder)
    own = ours(encoder, folder)
    pd.DataFrame(curve(own)).to_csv(learning, index=False)
    print(json.dumps(figures(own, coded(encoder, gold)), indent=2))


if __name__ == "__main__":
    typer.run(main)
