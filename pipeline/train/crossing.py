"""How `arguments` does on speeches it has not learnt from: judges of each fold in the stage itself, on tables of a run.

A fold is a third of the meetings of the Council; its reader and its judges have seen none of its speeches. (The judges
learn from readings of the other folds, whose readers have seen them; they have a few hundred weights.)
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import typer
from sklearn.metrics import f1_score

from pipeline import docs, linear, schema, slices
from pipeline.arguments.model import Model
from pipeline.arguments.reading import ClauseReader
from pipeline.arguments.stage import argue
from pipeline.encoder import Encoder
from pipeline.evaluate import arguments as scoring
from pipeline.evaluate.figures import Counts, Figures
from pipeline.evaluate.predicted import Predicted
from pipeline.params import ArgumentsParams
from pipeline.records import Article, Attribution, Concession, Relation, Sentence, SentenceVoice, Speaker, Stance, Unit
from pipeline.tokenize.nlp import DEFAULT, load
from pipeline.train.arguments import Made, fit, joined, made_by, weighed, write
from pipeline.train.clauses import Text, folds_of, speeches, written
from pipeline.train.corpora import corpus
from pipeline.train.granting import explicit

Gold = Mapping[str, Any]
ABOUT = "Logistic regressions over named features and what the reader made; see card.md."
NEEDS = (Sentence, SentenceVoice, Attribution, Concession, Stance)


def crossed(
    gold: Sequence[Gold], tables: Path, models: Mapping[str, Model], *, params: ArgumentsParams
) -> Iterator[Counts]:
    """Yield the counts of each text of ``gold`` in ``tables``; ``models`` are by the text's `id`, of its fold."""
    by_id = {one["id"]: one for one in gold}
    names = {one.speaker_id: one.name for one in schema.read(tables, Speaker)}
    for (article, *rows), doc in zip(slices.by_article(tables, Article, *NEEDS), docs.read(tables), strict=True):
        name = PurePosixPath(article.path).stem
        if name in by_id:
            units, relations = argue(article, *rows, doc=doc, names=names, model=models[name], params=params)
            yield scoring.count(by_id[name], Predicted(article=article, rows={Unit: units, Relation: relations}))


def of_folds(
    texts: Sequence[Text], folds: Mapping[str, int], made: Mapping[str, Made], encoders: Path
) -> dict[int, Model]:
    """Return the model of each fold, none of whose texts it has seen; ``folds`` are by the texts' groups."""
    return {
        fold: Model(
            reader=ClauseReader(Encoder(encoders / f"fold{fold}")),
            **fit([t for t in texts if folds[t.group] != fold], made),
        )
        for fold in sorted(set(folds.values()))
    }


def with_gold_units(
    texts: Sequence[Text], models: Mapping[str, Model], made: Mapping[str, Made], *, params: ArgumentsParams
) -> Figures:
    """Return how well pairs of gold units are told: related or not, and support or attack; ``models`` are by name.

    `weighted` and `macro` are over all pairs of a premise and a claim within reach; `balanced` is weighted over as many
    unrelated pairs, drawn by a fixed seed, as there are related ones.
    """
    links: list[tuple[bool, float]] = []
    attacks: list[tuple[bool, float]] = []
    for text in texts:
        its = models[text.name]
        for row, kind in joined(text, made[text.name], its.claims, gold_roles=True):
            links.append((kind is not None, linear.probability(its.links, row)))
            if kind is not None:
                attacks.append((kind == "attack", linear.probability(its.attacks, row)))
    true, found = (np.array(column) for column in zip(*links, strict=True))
    unrelated = np.random.default_rng(0).choice(np.flatnonzero(~true), int(true.sum()), replace=False)
    drawn = np.concatenate([np.flatnonzero(true), unrelated])
    struck, sure = (np.array(column) for column in zip(*attacks, strict=True))
    return {
        "pairs": len(links),
        "related": int(true.sum()),
        "related_weighted_f1": _f1(true, found >= params.further_threshold, "weighted"),
        "related_macro_f1": _f1(true, found >= params.further_threshold, "macro"),
        "related_balanced_f1": _f1(true[drawn], found[drawn] >= params.link_threshold, "weighted"),
        "attack_macro_f1": _f1(struck, sure >= params.attack_threshold, "macro"),
        "attack_f1": _f1(struck, sure >= params.attack_threshold, "binary"),
    }


def of_concessions(
    texts: Sequence[Text], models: Mapping[str, Model], made: Mapping[str, Made], *, params: ArgumentsParams
) -> Figures:
    """Return how well rhetorical concessions are told, and which clause grants; ``models`` are by the text's name."""
    true, found = [], []
    for text in texts:
        for row, granted in weighed(text, made[text.name]):
            true.append(granted)
            found.append(linear.probability(models[text.name].grants, row) >= params.concession_threshold)
    return {"pairs": len(true), "concessions": sum(true), "f1": _f1(true, found, "binary")}


def _f1(true: Any, found: Any, average: str) -> float:
    return round(100 * float(f1_score(true, found, average=average)), 1)


def main(
    corpora: Path,
    encoders: Path,
    tables: Path,
    folder: Path,
    own: Path = Path("data/training/arguments"),
) -> None:
    """Fit the judges on what the readers of ENCODERS made, write them to FOLDER with how they do on TABLES.

    TABLES are of a run on the speeches of CORPORA, each a file named by its `id`. ``metrics.json`` has the figures.
    """
    nlp = load(DEFAULT)
    gold = corpus(corpora / "argunsc" / "train.jsonl.gz")
    talk = list(speeches(corpora / "argunsc" / "train.jsonl.gz", nlp))
    ours = list(written(own, nlp))
    marked = list(explicit(corpora / "gum_discourse" / "train_dev.jsonl.gz"))
    folds = folds_of(talk, by_size=True) | folds_of(ours, by_size=False) | folds_of(marked, by_size=False)
    texts = [*talk, *ours, *marked]
    made = made_by(encoders, texts, folds)
    write(fit(texts, made), folder / "judges.json", about=ABOUT)
    by_fold = of_folds(texts, folds, made, encoders)
    models = {text.name: by_fold[folds[text.group]] for text in texts}
    params = ArgumentsParams()
    whole = scoring.figures(list(crossed(gold, tables, models, params=params)))
    found = {
        "about": f"{len(talk)} speeches of ArgUNSC, {len(ours)} texts of ours, GUM; by meeting, text and document",
        "end_to_end": whole,
        "gold_units": with_gold_units(talk, models, made, params=params),
        "concessions_gum_explicit": of_concessions(marked, models, made, params=params),
        "concessions_ours": of_concessions(ours, models, made, params=params),
    }
    (folder / "metrics.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    typer.echo(json.dumps(found, indent=1))


if __name__ == "__main__":
    typer.run(main)
