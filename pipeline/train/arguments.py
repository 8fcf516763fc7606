"""The judges of `arguments`: annotated texts and what readers made of them -> `judges.json`.

Readings are those of :mod:`pipeline.train.arguing`, by readers that had not learnt from the text. Only named features
with their weights are written, never text.
"""

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline import linear
from pipeline.arguments.features import Features, with_reading
from pipeline.arguments.grants import Side, grant_features, neighbours
from pipeline.arguments.model import JUDGES
from pipeline.arguments.pairs import DOUBT, candidate_pairs, describe
from pipeline.arguments.reading import ClauseReader, ClauseReading, Pairing
from pipeline.arguments.units import Judged, alone
from pipeline.encoder import Encoder
from pipeline.linear import Weights
from pipeline.spans import Span
from pipeline.train.clauses import Text

LEAST = 5
"""Rows that must have a feature for it to count."""
STRENGTH = 0.3
"""Inverse of the L2 regularisation."""
ARGUES = 0.9
"""Stands in for the probability that a gold unit argues."""
WINDOW = 3
"""Paragraphs between a premise and its claim."""

WORD = re.compile(r"n't|'(?:s|re|ve|ll|d|m)\b|\w+(?=n't)|\w+|[^\w\s]")
ENDS = re.compile(r"[.!?][\"”’)]*$")
"""A clause that ends a sentence, where two stand in one paragraph of GUM."""


@dataclass(slots=True)
class Rows:
    """Features and labels of one judge."""

    features: list[Features] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)

    def fit(self) -> Weights:
        """Return the logistic regression over the features that are frequent enough."""
        frequent = Counter(name for row in self.features for name in row)
        rows = [{n: v for n, v in row.items() if frequent[n] >= LEAST} for row in self.features]
        vectorizer = DictVectorizer()
        model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(vectorizer.fit_transform(rows), self.labels)
        pairs = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
        weights = {str(n): round(float(w), 3) for n, w in pairs if abs(w) >= 0.005}
        return {"bias": round(float(model.intercept_[0]), 3), **weights}


@dataclass(frozen=True, slots=True)
class Made:
    """What a reader that had not seen a text made of its clauses, and how it compares two."""

    clauses: Sequence[ClauseReading | None]
    pairing: Pairing


def made_by(encoders: Path, texts: Iterable[Text], folds: Mapping[str, int]) -> dict[str, Made]:
    """Return what is made of texts by the readers of their groups' ``folds``; ``encoders`` holds fold0 and so on."""
    readers = {fold: ClauseReader(Encoder(encoders / f"fold{fold}")) for fold in sorted(set(folds.values()))}
    return {
        text.name: Made((reader := readers[folds[text.group]]).read(text.text, _spans(text)), reader.pairing)
        for text in texts
    }


def _spans(text: Text) -> list[Span]:
    return [one.span for one in text.found]


def fit(texts: Sequence[Text], made: Mapping[str, Made]) -> dict[str, Weights]:
    """Return the judges by name, fitted on annotated texts; relations count where a text has any."""
    rows = {name: Rows() for name in JUDGES}
    for text in texts:
        labelled = zip(text.features, made[text.name].clauses, text.labels, strict=True) if text.labels else ()
        for described, clause, label in labelled:
            row = with_reading(described, clause)
            rows["argues"].features.append(alone(row))
            rows["argues"].labels.append(label != "none")
            if label != "none":
                rows["claims"].features.append(row)
                rows["claims"].labels.append(label == "claim")
    judge = rows["claims"].fit()
    for text in texts:
        for row, kind in joined(text, made[text.name], judge) if text.relations and text.labels else ():
            rows["links"].features.append(row)
            rows["links"].labels.append(kind is not None)
            if kind is not None:
                rows["attacks"].features.append(row)
                rows["attacks"].labels.append(kind == "attack")
        for row, granted in weighed(text, made[text.name]):
            rows["grants"].features.append(row)
            rows["grants"].labels.append(granted)
    return {"claims": judge, **{n: rows[n].fit() for n in JUDGES if n != "claims"}}


def weighed(text: Text, made: Made) -> Iterator[tuple[Features, bool]]:
    """Yield neighbouring clauses, both ways, and whether the one grants a point that the other outweighs."""
    for i, (first, second) in enumerate(itertools.pairwise(text.found)):
        if not neighbours(first, second) or not any({i, i + 1} <= known for known in text.weighed):
            continue
        words = word_list(text.text[slice(*first.span)]), word_list(text.text[slice(*second.span)])
        together = first.sentence_id == second.sentence_id and not ENDS.search(text.text[: first.span.end])
        read_as = made.clauses[i], made.clauses[i + 1]
        pairs: dict[Side, tuple[int, int]] = {"first": (i, i + 1), "second": (i + 1, i)}
        for side, pair in pairs.items():
            row = grant_features(words, read_as, together=together, granted=side, pairing=made.pairing)
            yield row, text.relations.get(pair) == "concession"


def word_list(words: str) -> list[str]:
    """Return the words and marks of a clause in lower case, as the parser would cut them, but for rare ones."""
    return WORD.findall(words.lower().replace("’", "'"))


def joined(
    text: Text, made: Made, claims: Weights, *, gold_roles: bool = False
) -> Iterator[tuple[Features, str | None]]:
    """Yield every pair of gold units within reach, as the roles allow, and its relation's kind, null without one.

    Roles are as in use, by the judge of claims; with ``gold_roles`` they are as sure, but on the right side.
    """
    judged, places = [], []
    for place, (candidate, described, label) in enumerate(zip(text.found, text.features, text.labels, strict=True)):
        if label != "none":
            row = with_reading(described, made.clauses[place])
            p_claim = linear.probability(claims, row)
            if gold_roles:
                sure = 0.5 + DOUBT + (0.5 - DOUBT) * abs(2 * p_claim - 1)
                p_claim = sure if label == "claim" else 1.0 - sure
            judged.append(
                Judged(candidate=candidate, features=row, p_argues=ARGUES, p_claim=p_claim, clause=made.clauses[place])
            )
            places.append(place)
    words = [text.words[place] for place in places]
    for i, j in candidate_pairs(judged, window=WINDOW):
        if any({places[i], places[j]} <= known for known in text.surveyed):
            kind = text.relations.get((places[i], places[j]))
            yield describe(judged, words, i, j, pairing=made.pairing), kind if kind in ("support", "attack") else None


def write(judges: Mapping[str, Weights], path: Path, *, about: str) -> None:
    """Write judges as JSON."""
    raw: dict[str, Any] = {"about": about}
    for name, its in judges.items():
        raw[name] = {"bias": its["bias"], "weights": {n: w for n, w in its.items() if n != "bias"}}
    path.write_text(json.dumps(raw, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
