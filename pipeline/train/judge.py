"""The judge of `concessions`: coded articles, their tables and what readers made of them -> `judge.json`.

Contenders of the sentences of coded articles, each article read by a reader that has not seen it, are told right from
wrong by logistic regression; the values of labels by multinomial regression on the right ones.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from pipeline import docs, schema, slices
from pipeline.concessions import judge, lexicon, stage
from pipeline.concessions.cast import Cast
from pipeline.concessions.coding import Scene
from pipeline.concessions.contenders import Contender
from pipeline.evaluate.align import Aligner
from pipeline.evaluate.names import same_name
from pipeline.params import ConcessionsParams
from pipeline.reader import Reading
from pipeline.records import Article, Attribution, Mention, Sentence, SentenceVoice, Speaker
from pipeline.spans import Span, overlap
from pipeline.train.corpora import corpus
from pipeline.train.sentences import LABELS

FOLDS = 8
STRENGTH = 0.1
THRESHOLD = 0.5
"""From where on a row is kept: above the best F1, since a wrong row costs its reader more than a missing one."""
TRUSTED = 0.15
"""The same for a row that the rules would keep."""
OVERRULED = 0.08
"""Below which share of its move the rules' move gives way to the likeliest."""
REMOTE = 0.02
"""Below which probability of a passage, here and in the sentences beside it, nothing is weighed in a quiet article."""
QUIET = 0.15
"""Below which mean probability of a passage an article is quiet."""
JUDGED = ("move", "modality")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """One contender: what speaks for it, whether it holds a row, and which."""

    article: str
    values: Mapping[str, float]
    row: Row | None


def cases(tables: Path, coded: Path, readings: Path) -> tuple[list[Case], int]:
    """Return the contenders of coded articles, and how many rows the coders have."""
    gold = {article["id"]: article for article in corpus(coded)}
    shares = json.loads(readings.read_text(encoding="utf-8"))
    speakers = {one.speaker_id: one for one in schema.read(tables, Speaker)}
    words = lexicon.default()
    found: list[Case] = []
    of_tables = slices.by_article(tables, Article, Sentence, Attribution, SentenceVoice, Mention)
    for (article, sentences, attributions, voices, named), doc in zip(of_tables, docs.read(tables), strict=True):
        name = Path(article.path).stem
        if name not in gold or name not in shares:
            continue
        scene = Scene(article.text, Cast(attributions, named, voices, speakers), speakers, words)
        number_of = numbers(article.text, gold[name])
        rows = defaultdict(list)
        for row in gold[name]["concessions"]:
            rows[row["sentence"]].append(row)
        for sentence, seen in zip(
            sentences, stage.by_rules(sentences, doc, scene, params=ConcessionsParams()), strict=True
        ):
            number = number_of(Span(sentence.start, sentence.end))
            share = shares[name].get(str(number))
            if number is not None and share is not None:
                found += _of_sentence(name, seen.contenders(scene), share, rows[number])
    return found, sum(len(gold[name]["concessions"]) for name in shares if name in gold)


def numbers(text: str, gold: Mapping[str, Any]) -> Callable[[Span], int | None]:
    """Return what finds the coded sentence that a passage of the tables' text is, by its letters."""
    place = Aligner(text, gold=gold["text"])
    bounds = [Span(*b[:2]) for b in gold["sentences"]]

    def number(passage: Span) -> int | None:
        there = place(passage)
        best = max(range(len(bounds)), key=lambda n: overlap(bounds[n], there)) if there else 0
        return best if there and overlap(bounds[best], there) else None

    return number


def _of_sentence(
    name: str, contenders: Sequence[Contender], share: Sequence[float], rows: Sequence[Row]
) -> Iterator[Case]:
    """Yield the contenders of one sentence with the rows they hold, one to one."""
    nothing = np.zeros(0)
    reading = Reading(dict(zip(LABELS, share, strict=True)), nothing.astype(np.int64), nothing.astype(np.float32))
    held: dict[int, Row] = {}
    for row in rows:
        fits = [i for i, one in enumerate(contenders) if i not in held and _holds(one, row["holder"])]
        if fits:
            held[max(fits, key=lambda i: _claim(contenders[i]))] = row
    for i, one in enumerate(contenders):
        yield Case(name, judge.features(one, reading), held.get(i))


def _claim(one: Contender) -> tuple[float, float]:
    return one.features.get("rule_p", 0.0), one.features.get("said_share", 0.0)


def _holds(one: Contender, holder: str) -> bool:
    if holder == "AUTHOR":
        return bool(one.features.get("author"))
    if holder == "NARRATOR":
        return one.party is None
    return one.party is not None and not one.features.get("author") and same_name(holder, one.party.name)


def _model() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=3000)


def fitted(found: Sequence[Case]) -> tuple[DictVectorizer, LogisticRegression]:
    """Fit what tells contenders who hold a row."""
    vectorizer = DictVectorizer(sparse=False)
    x = vectorizer.fit_transform([case.values for case in found])
    return vectorizer, _model().fit(x, [case.row is not None for case in found])


def folded(found: Sequence[Case]) -> NDArray[np.float64]:
    """Return the probability of each case by a model that has not seen its article."""
    probabilities = np.zeros(len(found))
    groups = [case.article for case in found]
    for into, out in GroupKFold(FOLDS).split(found, groups=groups):
        vectorizer, model = fitted([found[i] for i in into])
        probabilities[out] = model.predict_proba(vectorizer.transform([found[i].values for i in out]))[:, 1]
    return probabilities


def figures(found: Sequence[Case], probabilities: NDArray[np.float64], wanted: int) -> dict[str, float]:
    """Return precision, recall and F1 of holders at the thresholds, of rules alone, and the best F1 there is."""
    right = np.array([case.row is not None for case in found])
    ruled = np.array([bool(case.values.get("rule_kept")) for case in found])

    def f1(kept: NDArray[np.bool_]) -> tuple[float, float, float]:
        hits = int((right & kept).sum())
        precision, recall = hits / max(1, int(kept.sum())), hits / wanted
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)

    precision, recall, own = f1(probabilities >= np.where(ruled, TRUSTED, THRESHOLD))
    top = max(f1(probabilities >= threshold)[2] for threshold in np.arange(0.05, 0.9, 0.01))
    shown = {"precision": precision, "recall": recall, "f1": own, "f1 of rules": f1(ruled)[2], "best f1": top}
    return {name: round(value, 3) for name, value in shown.items()}


def label_weights(found: Sequence[Case], label: str) -> tuple[dict[str, dict[str, float]], float]:
    """Return the weights of a label's values, and how often they are right over folds of articles."""
    held = [case for case in found if case.row is not None]
    wanted = np.array([str(case.row[label]) for case in held])  # type: ignore[index]
    right = np.zeros(len(held), bool)
    for into, out in GroupKFold(FOLDS).split(held, groups=[case.article for case in held]):
        vectorizer = DictVectorizer(sparse=False)
        model = _model().fit(vectorizer.fit_transform([held[i].values for i in into]), wanted[into])
        right[out] = model.predict(vectorizer.transform([held[i].values for i in out])) == wanted[out]
    vectorizer = DictVectorizer(sparse=False)
    model = _model().fit(vectorizer.fit_transform([case.values for case in held]), wanted)
    weights = {
        str(value): named(vectorizer, row, bias)
        for value, row, bias in zip(model.classes_, model.coef_, model.intercept_, strict=True)
    }
    return weights, float(right.mean())


def named(vectorizer: DictVectorizer, weights: NDArray[np.float64], bias: float) -> dict[str, float]:
    """Return a model's weights by the names of its features."""
    names = vectorizer.get_feature_names_out()
    return {"bias": round(float(bias), 4)} | {str(n): round(float(w), 4) for n, w in zip(names, weights, strict=True)}


def main(tables: Path, coded: Path, readings: Path, folder: Path) -> None:
    """Fit on the TABLES of the CODED articles and the READINGS of them; write judge.json to FOLDER, print figures."""
    found, wanted = cases(tables, coded, readings)
    shown = figures(found, folded(found), wanted)
    vectorizer, model = fitted(found)
    labels = {label: label_weights(found, label) for label in JUDGED}
    content = {
        "threshold": THRESHOLD,
        "trusted": TRUSTED,
        "overruled": OVERRULED,
        "remote": REMOTE,
        "quiet": QUIET,
        "row": named(vectorizer, model.coef_[0], float(model.intercept_[0])),
        "labels": {label: weights for label, (weights, _) in labels.items()},
    }
    (folder / "judge.json").write_text(json.dumps(content) + "\n", encoding="utf-8")
    shown |= {label: round(right, 3) for label, (_, right) in labels.items()}
    typer.echo(json.dumps({"articles": len({c.article for c in found}), "rows": wanted, **shown}))


if __name__ == "__main__":
    typer.run(main)
