"""The model of `stance`: coded articles, their tables and what a reader made of them -> `models/stance/NAME.json`.

Rows that the stages found, paired with the coders' by sentence and holder, are told apart by multinomial regression;
it is fitted on news that the reader has not seen, so that its probabilities are those of such news.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import typer
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from pipeline import docs, schema
from pipeline.evaluate.names import same_name
from pipeline.reader import Reading
from pipeline.records import Article, Attribution, Concession, Sentence, Speaker
from pipeline.spans import Span
from pipeline.stance import features, stage
from pipeline.stance.lexicon import default
from pipeline.train.corpora import corpus
from pipeline.train.judge import named, numbers
from pipeline.train.sentences import LABELS

FOLDS = 8
STRENGTH = 0.1
JUDGED = ("stance", "efficacy")


@dataclass(frozen=True)
class Case:
    """One row: what speaks for its labels, what they are by the coders, and by rules alone."""

    article: str
    values: Mapping[str, float]
    row: Mapping[str, Any]


def cases(tables: Path, coded: Path, readings: Path) -> Iterator[Case]:
    """Yield the rows of ``tables`` that coders have too, in articles that the reader has not seen."""
    gold = {article["id"]: article for article in corpus(coded)}
    shares = json.loads(readings.read_text(encoding="utf-8"))
    authors = frozenset(one.speaker_id for one in schema.read(tables, Speaker) if one.kind == "author")
    rows = schema.by_article(tables, Article, Sentence, Concession, Attribution)
    nothing = np.zeros(0, np.float32)
    for (article, _, concessions, attributions), doc in zip(rows, docs.read(tables), strict=True):
        name = Path(article.path).stem
        if name not in gold or name not in shares:
            continue
        number_of = numbers(article.text, gold[name])
        free: defaultdict[int | None, list[Mapping[str, Any]]] = defaultdict(list)
        for row in gold[name]["concessions"]:
            free[row["sentence"]].append(row)
        seen = stage.held(concessions, attributions, doc, authors=authors, lexicon=default())
        for one, found in zip(concessions, seen, strict=True):
            number = number_of(Span(one.start, one.end))
            match = next((r for r in free.get(number, ()) if _holds(one, r["holder"], authors)), None)
            share = shares[name].get(str(number))
            if match is not None and share is not None:
                free[number].remove(match)
                reading = Reading(dict(zip(LABELS, share, strict=True)), nothing.astype(np.int64), nothing)
                yield Case(name, features.with_reading(found.values, found.efficacy, reading), match)


def _holds(one: Concession, holder: str, authors: frozenset[str]) -> bool:
    if holder == "AUTHOR":
        return one.holder_id in authors
    if holder == "NARRATOR":
        return one.holder is None
    return one.holder_id not in authors and same_name(holder, one.holder)


def fitted(found: list[Case], label: str) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """Return the weights of a label's values, and accuracy and macro F1 over folds of articles."""
    wanted = np.array([case.row[label] for case in found])
    guessed = np.empty(len(found), dtype=object)
    for into, out in GroupKFold(FOLDS).split(found, groups=[case.article for case in found]):
        vectorizer = DictVectorizer(sparse=False)
        model = LogisticRegression(C=STRENGTH, max_iter=3000)
        model.fit(vectorizer.fit_transform([found[i].values for i in into]), wanted[into])
        guessed[out] = model.predict(vectorizer.transform([found[i].values for i in out]))
    vectorizer = DictVectorizer(sparse=False)
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(vectorizer.fit_transform([case.values for case in found]), wanted)
    weights = {
        str(value): named(vectorizer, row, bias)
        for value, row, bias in zip(model.classes_, model.coef_, model.intercept_, strict=True)
    }
    shown = {
        "accuracy": round(float((guessed == wanted).mean()), 3),
        "macro": round(float(f1_score(wanted, guessed.astype(str), average="macro")), 3),
    }
    return weights, shown


def main(tables: Path, coded: Path, readings: Path, out: Path) -> None:
    """Fit on the TABLES of the CODED articles and the READINGS of them; write the weights to OUT, print figures."""
    found = list(cases(tables, coded, readings))
    models = {label: fitted(found, label) for label in JUDGED}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({label: weights for label, (weights, _) in models.items()}) + "\n", encoding="utf-8")
    typer.echo(json.dumps({"rows": len(found)} | {label: shown for label, (_, shown) in models.items()}))


if __name__ == "__main__":
    typer.run(main)
