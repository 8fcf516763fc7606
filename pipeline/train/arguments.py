"""Fit the judges of `arguments` on annotated speeches and debates: corpora's folder -> a file of weights.

ArgUNSC (`argunsc/train.jsonl.gz`, Poiaganova and Stede 2025) gives units, roles and relations, ElecDeb60to20
(`elecdeb/train.jsonl.gz`, IJCAI 2022) units and roles. Only named features with their weights are written, never text.
A corpus that is not there is left out and said so.
"""

import bisect
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline import sentences
from pipeline.arguments.candidates import Candidate, candidates
from pipeline.arguments.features import Features, features
from pipeline.arguments.model import Logistic, Setting, placed
from pipeline.arguments.pairs import candidate_pairs, content_words, describe
from pipeline.arguments.parse import Parse
from pipeline.arguments.units import Judged, alone
from pipeline.records import Sentence, SentenceVoice
from pipeline.spans import Span, overlap
from pipeline.tokenize.nlp import DEFAULT, load

CORPORA: Mapping[str, Setting] = {"argunsc": "speech", "elecdeb": "debate"}
DEBATES = 14
"""Debates used of ElecDeb: as many clauses as the speeches have, three times over."""
LEAST = 5
"""Rows that must have a feature for it to count."""
STRENGTH = 0.3
"""Inverse of the L2 regularisation."""
HALF = 0.5
ARGUES = 0.9
"""Stands in for the probability that a gold unit argues."""

Label = Literal["claim", "premise", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One annotated text: its clauses, what describes them, and what they are."""

    gold: Mapping[str, Any]
    parse: Parse
    found: Sequence[Candidate]
    features: Sequence[Features]
    labels: Sequence[Label]


@dataclass(slots=True)
class Rows:
    """Features and labels of one judge."""

    features: list[Features] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)

    def fit(self) -> Logistic:
        """Return the logistic regression over the features that are frequent enough."""
        frequent = Counter(name for row in self.features for name in row)
        rows = [{n: v for n, v in row.items() if frequent[n] >= LEAST} for row in self.features]
        vectorizer = DictVectorizer()
        model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(vectorizer.fit_transform(rows), self.labels)
        pairs = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
        weights = {str(n): round(float(w), 3) for n, w in pairs if abs(w) >= 0.005}
        return Logistic(bias=round(float(model.intercept_[0]), 3), weights=weights)


def main(corpora: Path, weights: Path, *, say: Callable[[str], None] = print) -> None:
    """Fit on the corpora below ``corpora`` and write ``weights`` (JSON); says so and stops when none is there."""
    texts: dict[str, list[Text]] = {}
    for name, setting in CORPORA.items():
        path = corpora / name / "train.jsonl.gz"
        if path.exists():
            texts[name] = list(annotated(path, setting=setting, limit=DEBATES if name == "elecdeb" else None))
        else:
            say(f"{path} is not there; {name} is left out")
    if "argunsc" not in texts:
        say("argunsc is needed for relations; the weights stay as they are")
        return
    judges = fit([t for group in texts.values() for t in group])
    about = (
        f"Logistic regressions (scikit-learn, L2, C={STRENGTH}) over named features, "
        f"fitted by pipeline/train/arguments.py "
        f"on {', '.join(f'{len(t)} texts of {n}' for n, t in texts.items())}."
    )
    raw = {"about": about, **{n: {"bias": j.bias, "weights": j.weights} for n, j in judges.items()}}
    weights.write_text(json.dumps(raw, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def fit(texts: Sequence[Text]) -> dict[str, Logistic]:
    """Return the judges by name, fitted on annotated texts; relations count where a text has any."""
    argues, claims, links, attacks = Rows(), Rows(), Rows(), Rows()
    for text in texts:
        for row, label in zip(text.features, text.labels, strict=True):
            argues.features.append(alone(row))
            argues.labels.append(label != "none")
            if label != "none":
                claims.features.append(row)
                claims.labels.append(label == "claim")
    judge = claims.fit()
    for text in texts:
        for row, kind in joined(text, judge) if text.gold["relations"] else ():
            links.features.append(row)
            links.labels.append(kind is not None)
            if kind is not None:
                attacks.features.append(row)
                attacks.labels.append("attack" in kind.lower())
    return {"argues": argues.fit(), "claims": judge, "links": links.fit(), "attacks": attacks.fit()}


def annotated(path: Path, *, setting: Setting, limit: int | None = None) -> Iterator[Text]:
    """Yield the first ``limit`` texts of a corpus (JSON lines, gzipped), parsed, described and labelled."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines][:limit]
    nlp = load(DEFAULT)
    nlp.max_length = 10_000_000
    for one in gold:
        parse = Parse(nlp(one["text"]))
        rows, voices = one_voice(one["text"])
        found = candidates(parse, rows, voices, [], names={})
        described = [placed(row, setting) for row in features(parse, found)]
        labels = label(one, found)
        yield Text(gold=one, parse=parse, found=found, features=described, labels=labels)


def one_voice(text: str) -> tuple[list[Sentence], list[SentenceVoice]]:
    """Return the sentences of a text that has one speaker only, and their voices."""
    opens = [paragraph.start for paragraph in sentences.paragraphs(text)]
    rows = []
    for number, span in enumerate(sentences.split(text)):
        rows.append(
            Sentence(
                article_id="",
                sentence_id=number,
                start=span.start,
                end=span.end,
                paragraph=bisect.bisect_right(opens, span.start) - 1,
                zone="body",
                text=text[span.start : span.end],
            )
        )
    voices = [
        SentenceVoice(article_id="", sentence_id=r.sentence_id, voice="author", speaker_id="sp-author") for r in rows
    ]
    return rows, voices


def label(gold: Mapping[str, Any], found: Sequence[Candidate]) -> list[Label]:
    """Return what each clause is: the role that most of its words have, none when half of them have none."""
    starts = [m.start() for m in re.finditer(r"\w+", gold["text"])]
    roles: dict[int, Label] = {}
    for one in gold["components"]:
        for word in range(bisect.bisect_left(starts, one["start"]), bisect.bisect_left(starts, one["end"])):
            roles[word] = "claim" if "claim" in one["type"].lower() else "premise"
    labels: list[Label] = []
    for candidate in found:
        words = range(bisect.bisect_left(starts, candidate.span.start), bisect.bisect_left(starts, candidate.span.end))
        counts = Counter(roles[w] for w in words if w in roles)
        if counts.total() < HALF * len(words) or not counts:
            labels.append("none")
        else:
            labels.append("claim" if counts["claim"] >= counts["premise"] else "premise")
    return labels


def joined(text: Text, claims: Logistic) -> Iterator[tuple[Features, str | None]]:
    """Yield every pair of gold premise and gold claim within reach, and its relation's type, null without one."""
    judged = []
    for candidate, row, its in zip(text.found, text.features, text.labels, strict=True):
        if its != "none":
            p_claim = claims.probability(row)  # as sure as in use, but on the right side
            p_claim = (p_claim + 1.0) / 2 if its == "claim" else p_claim / 2
            judged.append(Judged(candidate=candidate, features=row, p_argues=ARGUES, p_claim=p_claim))
    place = {c["id"]: _most(judged, c) for c in text.gold["components"]}
    kinds = {(place[r["from"]], place[r["to"]]): str(r["type"]) for r in text.gold["relations"]}
    words = content_words(text.parse, judged)
    for i, j in candidate_pairs(judged, window=len(text.found)):
        yield describe(judged, words, i, j), kinds.get((i, j))


def _most(judged: Sequence[Judged], component: Mapping[str, Any]) -> int | None:
    """Place of the unit that shares most characters with a component; null when none shares any."""

    def shared(one: Judged) -> int:
        return overlap(Span(component["start"], component["end"]), one.candidate.span)

    best = max(range(len(judged)), key=lambda k: shared(judged[k]), default=None)
    return best if best is not None and shared(judged[best]) > 0 else None
