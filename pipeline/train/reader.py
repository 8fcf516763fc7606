"""The reader of `concessions`: coded articles and our own passages -> `models/concessions/NAME`.

A copy of an encoder with two heads over the words of a sentence (see :mod:`pipeline.reader`), tuned with
binary cross-entropy. Each fold of the articles is read by a reader that has not seen it; from these readings
``pipeline.train.judge`` learns. Folds that are done are not done again.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import typer
from sklearn.metrics import average_precision_score, roc_auc_score
from torch import Tensor
from torch.nn import functional

from pipeline.encoder import Encoder
from pipeline.reader import Reader, groups, probabilities
from pipeline.spans import Span
from pipeline.train.checkpoint import averaged
from pipeline.train.corpora import corpus, tokenizer_of
from pipeline.train.export import Rounding, quantized
from pipeline.train.pooling import SpanNetwork, descend
from pipeline.train.sentences import LABELS, Sample, articles, passages

BATCH, RATES = 8, (8e-5, 1e-3)
WORTH = {"move": 1.0, "stance": 0.7, "modality": 0.5, "efficacy": 0.3, "holder": 0.5}
"""What a label's loss counts beside that of passages."""


def scores(network: SpanNetwork, batch: Sequence[Sample]) -> Tensor:
    """Return the log odds of the labels of a batch's sentences, shape (sentences, labels)."""
    found = network.words([s.window for s in batch])
    return torch.cat([network.pooled(w, torch.from_numpy(s.inside))[0] for w, s in zip(found, batch, strict=True)])


def loss(network: SpanNetwork, batch: Sequence[Sample]) -> Tensor:
    """Return the loss of passages, and of the labels of sentences that are one: of several values each has a share."""
    found, true = scores(network, batch), torch.from_numpy(np.concatenate([s.wanted for s in batch]))
    total = functional.binary_cross_entropy_with_logits(found[:, 0], true[:, 0])
    held = true[:, 0] > 0
    if held.any():
        for name, part in groups(LABELS).items():
            wanted = true[held][:, part]
            share = wanted / wanted.sum(1, keepdim=True).clamp(min=1)
            total = total - WORTH[name] * (share * found[held][:, part].log_softmax(1)).sum(1).mean()
    return total


@torch.no_grad()
def read(network: SpanNetwork, held: Sequence[Sample]) -> dict[str, dict[int, list[float]]]:
    """Return the probabilities of the labels of each sentence, by article and number."""
    found: dict[str, dict[int, list[float]]] = {}
    for at in range(0, len(held), BATCH):
        batch = held[at : at + BATCH]
        shares = probabilities(scores(network, batch).numpy(), LABELS).tolist()
        places = [(s.source, place) for s in batch for place in s.places]
        for (source, place), row in zip(places, shares, strict=True):
            found.setdefault(source, {})[place] = [round(x, 4) for x in row]
    return found


def shipped(reader: Reader, held: Iterable[Mapping[str, Any]]) -> dict[str, dict[int, list[float]]]:
    """Return what the files that ship make of coded articles, as :func:`read`; eight-bit weights differ a little."""
    found = {}
    for article in held:
        made = reader.read(article["text"], [Span(*bounds[:2]) for bounds in article["sentences"]])
        found[article["id"]] = {
            place: [round(one.labels[name], 4) for name in LABELS] for place, one in enumerate(made) if one is not None
        }
    return found


def figures(readings: Mapping[str, Mapping[int, Sequence[float]]], held: Sequence[Sample]) -> dict[str, float]:
    """Return AUC and average precision of passages, and how often each label of a sentence with one value is right."""
    true = np.concatenate([s.wanted for s in held])
    found = np.array([readings[s.source][place] for s in held for place in s.places])
    shown = {
        "auc": float(roc_auc_score(true[:, 0], found[:, 0])),
        "precision": float(average_precision_score(true[:, 0], found[:, 0])),
    }
    for name, part in groups(LABELS).items():
        one = true[:, part].sum(1) == 1
        shown[name] = float((true[one][:, part].argmax(1) == found[one][:, part].argmax(1)).mean())
    return {name: round(value, 3) for name, value in shown.items()}


def tuned(
    network: SpanNetwork, learned: Sequence[Sample], *, passes: int, seed: int, watched: Sequence[Sample] = ()
) -> SpanNetwork:
    """Return a network tuned on samples, so many times over; figures of those ``watched`` are printed as it goes."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    dealt = [_dealt(learned, rng) for _ in range(passes)]
    for number in descend(network, dealt, lambda batch: loss(network, batch), rates=RATES):
        shown = figures(read(network, watched), watched) if watched else {}
        typer.echo(json.dumps({"pass": number, **shown}))
    return network


def _dealt(learned: Sequence[Sample], rng: np.random.Generator) -> list[list[Sample]]:
    """Deal samples into batches, windows of like length together, in random order."""
    order = rng.permutation(len(learned))
    dealt = []
    for start in range(0, len(order), 20 * BATCH):
        near = sorted((learned[i] for i in order[start : start + 20 * BATCH]), key=lambda s: len(s.window.ids))
        dealt += [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
    return [dealt[i] for i in rng.permutation(len(dealt))]


def export(network: SpanNetwork, folder: Path, tokenizer: Path) -> None:
    """Write ``encoder.onnx``, ``tokenizer.json`` and ``encoder.json`` to ``folder``."""
    quantized(network, network.network, folder, tokenizer, heads=("sentence",), rounding=Rounding.WHOLE)
    (folder / "encoder.json").write_text(json.dumps({"labels": LABELS}) + "\n", encoding="utf-8")


def main(
    checkpoint: Path,
    tokenizer_path: Path,
    coded: Path,
    folder: Path,
    readings: Path,
    own: Path = Path("data/training/concessions"),
    first: int = 4,
    passes: int = 5,
    reviewed: Path | None = None,
) -> None:
    """Tune CHECKPOINT's encoder on OWN passages, then on CODED and REVIEWED articles; write it to FOLDER.

    Articles that are coded as ``left_out`` are; what is made of these, in READINGS, is for ``pipeline.train.judge`` to
    learn from.
    """
    torch.set_num_threads(2)
    torch.manual_seed(0)
    tokenizer = tokenizer_of(tokenizer_path)
    begun = readings.with_suffix(".pt")
    network = SpanNetwork(averaged(checkpoint), labels=len(LABELS))
    if begun.exists():
        network.load_state_dict(torch.load(begun, weights_only=True))
    else:
        by_dispute = passages(own, tokenizer)
        network = tuned(network, [s for of in by_dispute.values() for s in of], passes=first, seed=0)
        torch.save(network.state_dict(), begun)
    by_article = articles(coded, tokenizer)
    left_out = {article["id"] for article in corpus(coded) if article["left_out"]}
    held, rest = (
        [s for n in sorted(by_article) if (n in left_out) is out for s in by_article[n]] for out in (True, False)
    )
    rest += [s for of in (articles(reviewed, tokenizer) if reviewed else {}).values() for s in of]
    network = tuned(network, rest, passes=passes, seed=1, watched=held)
    export(network, folder, tokenizer_path)
    told = shipped(Reader(Encoder(folder)), (article for article in corpus(coded) if article["left_out"]))
    readings.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
