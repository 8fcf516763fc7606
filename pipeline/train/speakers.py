"""Fit the ranker of "he" and "she" on GUM's coreference: corpus path -> ``models/speakers/``.

Each decision is one of a pronoun's candidates against another (Joachims 2002): a logistic regression over differences
of their figures. The hand-set score is hardly held back, all else is, so that what is learned corrects it. Accuracy is
end to end and by ten folds of documents: a pronoun is right when its speaker has a name or noun of the gold chain.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import typer
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from pipeline.attribute.attributor import Attributor
from pipeline.attribute.link import links
from pipeline.records import Link
from pipeline.speakers.component import as_article, as_sentences
from pipeline.speakers.coreference import candidates
from pipeline.speakers.entities import Entity
from pipeline.speakers.pronouns import FEMALE, MALE, PLURAL
from pipeline.speakers.ranking import Ranker
from pipeline.speakers.resolve import Resolution, resolve
from pipeline.speakers.scene import Scorer
from pipeline.tokenize.nlp import DEFAULT, load
from pipeline.train.corpora import corpus
from pipeline.train.gum import Chains, read

FOLDS = 10
STRENGTH = 3e-5
"""Inverse of the L2 regularisation: the best end to end over ten folds among 1e-5, 3e-5, 1e-4, 3e-4, 3e-3."""
PRIOR = 30.0
"""How much further than the others the weight of the hand-set score may go for the same price."""
NOUNS = frozenset(("NOUN", "PROPN"))
PERSONS = {**dict.fromkeys(MALE | FEMALE, "he, she"), **dict.fromkeys(PLURAL, "they")}


@dataclass(frozen=True)
class Example:
    """A document, its attributions and the chains of its mentions."""

    name: str
    genre: str
    doc: Doc
    links: Sequence[Link]
    chains: Chains


@dataclass(frozen=True)
class Decision:
    """The figures of a pronoun's candidates, and which of them are right."""

    document: str
    figures: Sequence[Mapping[str, float]]
    right: Sequence[bool]


def examples(path: Path) -> Iterator[Example]:
    """Yield the documents of the corpus, parsed and with the attributions that the pipeline finds."""
    nlp, attributor = load(DEFAULT), Attributor("fast")
    for one in corpus(path):
        text, chains = read(one["conll"])
        doc = nlp(text)
        yield Example(one["id"], one["genre"], doc, links(one["id"], text, attributor(doc)), chains)


def resolved(example: Example, scorer: Scorer | None = None) -> Resolution:
    """Resolve the speakers of a document."""
    article, sentences = as_article(example.doc.text), as_sentences(example.doc.text)
    return resolve(example.doc, article=article, sentences=sentences, links=example.links, scorer=scorer)


def pronouns(example: Example) -> Iterator[tuple[int, str, frozenset[int]]]:
    """Yield each third-person pronoun of a chain that has a noun: its token, its sort, the nouns' head tokens."""
    for mentions in example.chains.values():
        spans = [example.doc.char_span(s, e, alignment_mode="expand") for s, e in mentions]
        heads = frozenset(span.root.i for span in spans if span is not None and span.root.pos_ in NOUNS)
        for span in spans:
            if heads and span is not None and len(span) == 1 and span[0].lower_ in PERSONS:
                yield span.start, PERSONS[span[0].lower_], heads


def means(entity: Entity, heads: frozenset[int]) -> bool:
    """Tell whether an entity has a name or noun that is one of the heads."""
    spots = (s for e in (entity, *entity.members) for s in e.spots if s.type != "pronoun")
    return any(s.first <= head < s.last for s in spots for head in heads)


def decisions(example: Example) -> Iterator[Decision]:
    """Yield what "he" and "she" may mean in a document, where some of it is right and some wrong."""
    scene = resolved(example).scene
    for at, sort, heads in pronouns(example):
        if sort != "he, she" or at not in scene.asked:
            continue
        holder, speaker = scene.asked[at]
        found = candidates(scene, example.doc[at], holder=holder, spoken_by=speaker)
        right = [means(entity, heads) for entity, _ in found]
        if any(right) and not all(right):
            yield Decision(example.name, [figures for _, figures in found], right)


def fit(decided: Sequence[Decision]) -> Ranker:
    """Return the ranker that tells right candidates from wrong ones best."""
    names = sorted({name for d in decided for figures in d.figures for name in figures})
    rows = [np.array([[float(f[name]) for name in names] for f in d.figures]) for d in decided]
    scale = np.concatenate(rows).std(0) + 1e-6
    scale[names.index("hand")] /= PRIOR
    differences = [
        (row[right] - row[wrong]) / scale
        for row, d in zip(rows, decided, strict=True)
        for right in np.flatnonzero(d.right)
        for wrong in np.flatnonzero(~np.array(d.right))
    ]
    matrix = np.array([*differences, *(-d for d in differences)])
    wanted = np.repeat([1, 0], len(differences))
    model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=2000).fit(matrix, wanted)
    return Ranker(dict(zip(names, np.round(model.coef_[0] / scale, 4).tolist(), strict=True)))


def right(example: Example, scorer: Scorer) -> Counter[tuple[str, str, str]]:
    """Count a document's pronouns and those that are resolved rightly, by genre and sort."""
    at: dict[int, list[Entity]] = defaultdict(list)
    for entity in resolved(example, scorer).entities:
        for spot in entity.spots:
            if spot.type == "pronoun":
                at[spot.first].append(entity)
    counts: Counter[tuple[str, str, str]] = Counter()
    for token, sort, heads in pronouns(example):
        counts[example.genre, sort, "all"] += 1
        counts[example.genre, sort, "right"] += any(means(entity, heads) for entity in at[token])
    return counts


def accuracy(counts: Counter[tuple[str, str, str]], genres: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return the share of each sort of pronouns that is right, of so many."""
    found = {}
    for sort in sorted(set(PERSONS.values())):
        whole = sum(counts[genre, sort, "all"] for genre in genres)
        correct = sum(counts[genre, sort, "right"] for genre in genres)
        found[sort] = {"accuracy": round(correct / max(1, whole), 4), "n": whole}
    return found


def cross_validated(read_in: Sequence[Example], decided: Sequence[Decision]) -> Counter[tuple[str, str, str]]:
    """Count what is right when each document is resolved by a ranker that has not seen it."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for fold in range(FOLDS):
        held = read_in[fold::FOLDS]
        names = {example.name for example in held}
        ranker = fit([d for d in decided if d.document not in names])
        for example in held:
            counts += right(example, ranker.score)
    return counts


def main(corpus_path: Path, out: Path) -> None:
    """Fit on CORPUS_PATH and write ranker.json and metrics.json to the folder OUT; print the metrics."""
    read_in = list(examples(corpus_path))
    decided = [d for example in read_in for d in decisions(example)]
    by_hand = sum((right(example, lambda f: f["hand"]) for example in read_in), Counter[tuple[str, str, str]]())
    counts = cross_validated(read_in, decided)
    genres = sorted({example.genre for example in read_in})
    shown: dict[str, Any] = {"decisions": len(decided)}
    for label, tally in (("by hand", by_hand), ("learned, ten folds", counts)):
        shown[label] = {"news and interview": accuracy(tally, ("news", "interview"))}
        shown[label] |= {genre: accuracy(tally, [genre]) for genre in genres}
    out.mkdir(parents=True, exist_ok=True)
    (out / "ranker.json").write_text(json.dumps(dict(fit(decided).weights), indent=0) + "\n", encoding="utf-8")
    (out / "metrics.json").write_text(json.dumps(shown, indent=2) + "\n", encoding="utf-8")
    typer.echo(json.dumps(shown, indent=2))


if __name__ == "__main__":
    typer.run(main)
