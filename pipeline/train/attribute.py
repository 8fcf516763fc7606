"""Fit the judge of attribution candidates on PolNeAR: corpus path -> ``models/attribute/``.

A candidate is right when its content and its source each share at least half of their words with one gold attribution
(intersection over union); one that starts from a quotation is right when the gold content holds it.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import typer
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from pipeline.attribute.candidates import Candidate
from pipeline.attribute.find import candidates_of
from pipeline.attribute.quotes import find as find_quotes
from pipeline.tokenize.nlp import DEFAULT, load
from pipeline.train.corpora import corpus

HALF = 0.5
THRESHOLD = 0.33
"""Least probability that is kept: the best attribution F1 on PolNeAR dev."""


def labelled(doc: Doc, attributions: Sequence[dict[str, Any]]) -> Iterator[tuple[Candidate, bool]]:
    """Yield each candidate of a document and whether it is right."""
    starts = [m.start() for m in re.finditer(r"\w+", doc.text)]

    def words(spans: Iterable[Sequence[int]]) -> set[int]:
        return {w for s, e in spans for w in range(bisect_left(starts, s), bisect_left(starts, e))}

    wanted = [(words(a["content"]), words(a["source"])) for a in attributions]
    quotes = find_quotes(doc.text)
    marked = words([q.span for q in quotes])
    for candidate in candidates_of(doc, doc.text, quotes):
        content, source = words(candidate.content), words(candidate.source)
        yield candidate, any(_right(candidate, content, source, *pair, marked) for pair in wanted)


def _right(
    candidate: Candidate,
    content: set[int],
    source: set[int],
    gold_content: set[int],
    gold_source: set[int],
    marked: set[int],
) -> bool:
    shared = len(content & gold_content)
    whole = len(content | gold_content)
    if candidate.quote is not None and len(gold_content - marked) < HALF * len(gold_content):
        whole = len(content)  # the rest of a discontinuous quotation is joined when candidates are linked
    union = len(source | gold_source)
    return shared >= HALF * max(1, whole) and (union == 0 or len(source & gold_source) >= HALF * union)


def fit(
    docs: Iterable[Doc], articles: Sequence[dict[str, Any]], *, least: int = 3, strength: float = 0.5
) -> dict[str, Any]:
    """Return the weights, intercept and threshold of the judge.

    ``least`` is how many candidates must have a feature for it to count, ``strength`` the inverse of L2 regularisation.
    """
    rows: list[dict[str, int]] = []
    labels: list[bool] = []
    for doc, article in zip(docs, articles, strict=True):
        for candidate, right in labelled(doc, article["attributions"]):
            rows.append(dict.fromkeys(candidate.features, 1))
            labels.append(right)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    common = np.asarray(matrix.sum(axis=0)).ravel() >= least
    model = LogisticRegression(C=strength, max_iter=400).fit(matrix[:, common], labels)
    names = np.asarray(vectorizer.get_feature_names_out())[common]
    weights = {str(n): round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.005}
    return {
        "intercept": round(float(model.intercept_[0]), 3),
        "threshold": THRESHOLD,
        "weights": dict(sorted(weights.items())),
    }


def main(corpus_path: Path, model_folder: Path) -> None:
    """Fit on ``corpus_path`` (PolNeAR's train file) and write ``model_folder/weights.json``."""
    articles = corpus(corpus_path)
    nlp = load(DEFAULT)
    docs = nlp.pipe((a["text"] for a in articles), batch_size=32)
    model_folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(fit(docs, articles), indent=0, ensure_ascii=False)
    (model_folder / "weights.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
