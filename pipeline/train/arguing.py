"""The reader of `arguments`: annotated speeches and debates -> `models/arguments/NAME`.

A copy of an encoder that reads clauses: does one argue, is it a claim, and for two of them, does the one bear on the
other, and does it speak against it (bilinear, as in Dozat and Manning 2017). Debates come first, then speeches; each
fold of the speeches' meetings, of our own texts and of the relations' documents has a reader that has not seen it;
from what these read ``pipeline.train.arguments`` fits the judges. What is done is not done again.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
import typer
from torch import Tensor, nn
from torch.nn import functional

from pipeline.tokenize.nlp import DEFAULT, load
from pipeline.train.checkpoint import averaged
from pipeline.train.clauses import FOLDS, Text, debates, folds_of, speeches, written
from pipeline.train.corpora import tokenizer_of
from pipeline.train.export import Rounding, quantized
from pipeline.train.granting import relations
from pipeline.train.network import Network
from pipeline.train.pooling import SpanNetwork, descend
from pipeline.train.stretches import NEAR, Stretch, stretches

LABELS = ("argues", "claim")
JOINTS = ("link", "attack", "concession")
"""What is asked of two clauses: does the one bear on the other, speak against it, grant what it outweighs?"""
WIDTH = 48
"""Numbers in each vector of a clause; it has two a joint, as source and as target."""
FIRST, LATER = (8e-5, 1e-3), (5e-5, 5e-4)
"""Rates of the encoder and of its heads, on debates and then on the rest."""
WORTH = {"argues": 1.0, "claim": 1.0, "link": 1.0, "attack": 0.5, "concession": 1.0}


class ArguingNetwork(SpanNetwork):
    """A reader of clauses and of pairs of them."""

    def __init__(self, network: Network) -> None:
        super().__init__(network, labels=len(LABELS), vector=2 * len(JOINTS) * WIDTH)
        self.far = nn.Parameter(torch.zeros(len(JOINTS), 2 * NEAR + 1))

    def made(self, one: Stretch) -> tuple[Tensor, Tensor]:
        """Return scores, shape (clauses, labels), and vectors of a stretch's clauses."""
        found = self.words(one.windows)
        home = torch.cat([w[torch.from_numpy(s.home)] for w, s in zip(found, one.windows, strict=True)])
        return self.pooled(home, one.inside)

    def read(self, one: Stretch) -> tuple[Tensor, Tensor]:
        """Return scores, shape (clauses, labels), and log odds of joints, shape (joints, clauses, clauses)."""
        scores, vectors = self.made(one)
        v = vectors.view(-1, len(JOINTS), 2, WIDTH)
        steps = torch.arange(len(v))
        apart = (steps[None] - steps[:, None]).clamp(-NEAR, NEAR) + NEAR
        return scores, torch.einsum("ihw,jhw->hij", v[:, :, 0], v[:, :, 1]) * WIDTH**-0.5 + self.far[:, apart]


def loss(network: ArguingNetwork, one: Stretch) -> Tensor:
    """Return the loss of a stretch: of clauses, of the role of those that argue, of pairs, of linked pairs."""
    scores, pairs = network.read(one)
    binary = functional.binary_cross_entropy_with_logits
    total = scores.sum() * 0.0
    if len(one.weighed):
        grants = pairs[2, one.weighed[:, 0], one.weighed[:, 1]]
        total = total + WORTH["concession"] * binary(grants, one.granted)
    if not len(one.argues):
        return total
    total = total + WORTH["argues"] * binary(scores[:, 0], one.argues)
    held = one.argues > 0
    if held.any():
        total = total + WORTH["claim"] * binary(scores[held][:, 1], one.claim[held])
    if len(one.pairs):
        link, attack = pairs[:2, one.pairs[:, 0], one.pairs[:, 1]]
        total = total + WORTH["link"] * binary(link, one.linked, reduction="sum") / max(8.0, float(one.linked.sum()))
        on = one.linked > 0
        if on.any():
            total = total + WORTH["attack"] * binary(attack[on], one.attacks[on])
    return total


def tuned(
    network: ArguingNetwork, learned: Sequence[Stretch], *, passes: int, seed: int, rates: tuple[float, float] = FIRST
) -> ArguingNetwork:
    """Return the network tuned on stretches, so many times over; ``rates`` are of the encoder and of its heads."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    dealt = [[learned[place] for place in rng.permutation(len(learned))] for _ in range(passes)]
    for number in descend(network, dealt, lambda one: loss(network, one), rates=rates):
        typer.echo(json.dumps({"pass": number}))
    return network


def export(network: ArguingNetwork, folder: Path, tokenizer: Path) -> None:
    """Write ``encoder.onnx``, ``tokenizer.json`` and ``encoder.json`` to ``folder``."""
    network.eval()
    far = [[round(value, 4) for value in row] for row in network.far.tolist()]
    quantized(network, network.network, folder, tokenizer, heads=("clauses",), rounding=Rounding.WHOLE)
    (folder / "encoder.json").write_text(json.dumps({"labels": LABELS, "far": far}) + "\n", encoding="utf-8")


def main(
    checkpoint: Path,
    tokenizer_path: Path,
    corpora: Path,
    work: Path,
    folder: Path,
    own: Path = Path("data/training/arguments"),
    passes: int = 3,
) -> None:
    """Tune CHECKPOINT's encoder on the debates of CORPORA, then on speeches, OWN texts and discourse relations.

    Readers of each fold are written to WORK, as fold0 and so on, and that of all to FOLDER.
    """
    torch.set_num_threads(2)
    tokenizer, nlp = tokenizer_of(tokenizer_path), load(DEFAULT)
    nlp.max_length = 10_000_000

    def dealt(texts: Iterable[Text], *, by_size: bool = False) -> dict[int, list[Stretch]]:
        every = list(texts)
        folds = folds_of(every, by_size=by_size)
        return {f: [s for t in every if folds[t.group] == f for s in stretches(t, tokenizer)] for f in range(FOLDS)}

    begun = work / "debates.pt"
    if not begun.exists():
        network = ArguingNetwork(averaged(checkpoint))
        elecdeb = corpora / "elecdeb"
        talk = debates(elecdeb / "train.jsonl.gz", elecdeb / "train_relations.jsonl.gz", nlp)
        tuned(network, [s for t in talk for s in stretches(t, tokenizer)], passes=1, seed=0)
        torch.save(network.state_dict(), begun)
    parts = [
        dealt(speeches(corpora / "argunsc" / "train.jsonl.gz", nlp), by_size=True),
        dealt(written(own, nlp)),
        dealt(relations(corpora / "gum_discourse" / "train_dev.jsonl.gz")),
    ]
    for fold in (*range(FOLDS), None):
        target = folder if fold is None else work / f"fold{fold}"
        if not (target / "encoder.onnx").exists():
            network = ArguingNetwork(averaged(checkpoint))
            network.load_state_dict(torch.load(begun, weights_only=True))
            learned = [s for part in parts for f, of in part.items() if f != fold for s in of]
            export(tuned(network, learned, passes=passes, seed=1, rates=LATER), target, tokenizer_path)


if __name__ == "__main__":
    typer.run(main)
