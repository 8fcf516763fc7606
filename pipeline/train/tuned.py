"""What a copy of the encoder, tuned on our own passages, makes of concessions: a checkpoint -> figures.

It reads a passage or a stretch of an article with one sentence in view and says whether this holds a concession, and
the labels of its first row; a fifth of the disputes is held out. Nothing of it ships: see ``models/concessions``.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np
import torch
import typer
from sklearn.metrics import f1_score, roc_auc_score
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from pipeline.records import Efficacy, Modality, Move, StanceLabel
from pipeline.train.checkpoint import averaged
from pipeline.train.corpora import corpus, tokenizer_of
from pipeline.train.network import Network, half
from pipeline.train.passages import read
from pipeline.windows import windows

VALUES: Mapping[str, tuple[str, ...]] = {
    "move": get_args(Move),
    "stance": get_args(StanceLabel),
    "efficacy": get_args(Efficacy),
    "modality": get_args(Modality),
}
HELD = 5
"""Every fifth dispute is held out."""
AROUND = 350
"""Characters of an article on each side of a sentence that are read with it."""
BATCH, RATE, HEAD_RATE = 24, 5e-5, 1e-3


@dataclass(frozen=True)
class Sample:
    """One sentence in view: pieces, their features, which are in view, and its first row (null without one)."""

    ids: Tensor
    features: Tensor
    seen: Tensor
    row: Mapping[str, Any] | None


def sample(text: str, start: int, end: int, row: Mapping[str, Any] | None, tokenizer: Tokenizer) -> Sample:
    """Return a text's first window with the characters ``[start, end)`` in view."""
    words, split = windows(text, tokenizer)
    window = split[0]
    inside = (words.starts[window.words] < end) & (words.ends[window.words] > start)
    seen = np.zeros(len(window.ids), np.float32)
    seen[window.firsts] = inside
    return Sample(torch.from_numpy(window.ids), torch.from_numpy(window.features), torch.from_numpy(seen), row)


def ours(folder: Path, tokenizer: Tokenizer) -> Iterator[tuple[str, Sample]]:
    """Yield dispute and sample of our passages."""
    for passage in read(folder):
        before = " ".join(passage["sentences"][: passage["coded"]])
        start = len(before) + bool(before)
        rows = passage["codings"][0]
        end = start + len(passage["sentences"][passage["coded"]])
        text = " ".join(passage["sentences"])
        yield passage["dispute"], sample(text, start, end, rows[0] if rows else None, tokenizer)


def coded(gold: Path, tokenizer: Tokenizer) -> Iterator[Sample]:
    """Yield the sentences of coded articles, each with what stands around it."""
    for article in corpus(gold):
        first = {row["sentence"]: row for row in reversed(article["concessions"])}
        for number, (start, end, *_) in enumerate(article["sentences"]):
            left = max(0, start - AROUND)
            text = article["text"][left : end + AROUND].replace("\n", " ")
            yield sample(text, start - left, end - left, first.get(number), tokenizer)


class Reader(nn.Module):
    """The encoder and a head on the mean of the states in view."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.heads = nn.ModuleDict({k: nn.Linear(network.shape.hidden, len(v)) for k, v in VALUES.items()})
        self.passage = nn.Linear(network.shape.hidden, 1)

    def forward(self, batch: Sequence[Sample]) -> tuple[Tensor, dict[str, Tensor]]:
        """Return the scores of a passage, shape (batch,), and of each label's values."""
        longest = max(len(s.ids) for s in batch)

        def filled(values: list[Tensor], fill: int) -> Tensor:
            return torch.stack([functional.pad(v, (0, longest - len(v)), value=fill) for v in values])

        mask = filled([torch.ones_like(s.ids) for s in batch], 0)
        with half():
            states = self.network.encode(
                filled([s.ids for s in batch], 1), filled([s.features for s in batch], 3), mask
            )
        seen = filled([s.seen for s in batch], 0)[:, :, None]
        mean = (states.float() * seen).sum(1) / seen.sum(1).clamp(min=1)
        return self.passage(mean)[:, 0], {name: head(mean) for name, head in self.heads.items()}


def loss(reader: Reader, batch: Sequence[Sample]) -> Tensor:
    """Return the losses of passage and labels."""
    passage, labels = reader(batch)
    total = functional.binary_cross_entropy_with_logits(
        passage, torch.tensor([float(s.row is not None) for s in batch])
    )
    for name, values in VALUES.items():
        wanted = torch.tensor([values.index(s.row[name]) if s.row and s.row[name] else -100 for s in batch])
        if (wanted >= 0).any():
            total = total + 0.5 * functional.cross_entropy(labels[name], wanted)
    return total


@torch.no_grad()
def figures(reader: Reader, samples: Sequence[Sample]) -> dict[str, float]:
    """Return AUC of passages and macro F1 of each label over ``samples``."""
    passages: list[float] = []
    said: dict[str, list[str]] = {name: [] for name in VALUES}
    for at in range(0, len(samples), BATCH):
        passage, labels = reader(samples[at : at + BATCH])
        passages += passage.tolist()
        for name, values in VALUES.items():
            said[name] += [values[i] for i in labels[name].argmax(1).tolist()]
    found = {"passage": float(roc_auc_score([s.row is not None for s in samples], passages))}
    for name in VALUES:
        at_ = [i for i, s in enumerate(samples) if s.row and s.row[name]]
        wanted = [samples[i].row[name] for i in at_]  # type: ignore[index]
        found[name] = float(f1_score(wanted, [said[name][i] for i in at_], average="macro"))
    return {name: round(value, 3) for name, value in found.items()}


def main(
    checkpoint: Path,
    tokenizer_path: Path,
    gold: Path,
    folder: Path = Path("data/training/concessions"),
    passes: int = 3,
) -> None:
    """Tune CHECKPOINT's network on FOLDER and print the figures of held-out disputes and of GOLD after each pass."""
    torch.set_num_threads(2)
    torch.manual_seed(0)
    tokenizer = tokenizer_of(tokenizer_path)
    own = list(ours(folder, tokenizer))
    held = set(sorted({dispute for dispute, _ in own})[::HELD])
    train, rest = ([s for d, s in own if (d in held) is side] for side in (False, True))
    real = list(coded(gold, tokenizer))
    reader = Reader(averaged(checkpoint))
    slow = list(reader.network.parameters())
    fast = [p for n, p in reader.named_parameters() if not n.startswith("network.")]
    optimizer = torch.optim.AdamW([{"params": slow, "lr": RATE}, {"params": fast, "lr": HEAD_RATE}], weight_decay=0.01)
    rng = np.random.default_rng(0)
    steps = passes * (len(train) // BATCH)
    fall = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min((n + 1) / (0.1 * steps), 1 - n / (steps + 1)))
    for number in range(passes):
        reader.train()
        order = rng.permutation(len(train))
        for at in range(0, len(train) - BATCH + 1, BATCH):
            optimizer.zero_grad(set_to_none=True)
            loss(reader, [train[i] for i in order[at : at + BATCH]]).backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            fall.step()
        reader.eval()
        print(json.dumps({"pass": number, "ours": figures(reader, rest), "real": figures(reader, real)}), flush=True)


if __name__ == "__main__":
    typer.run(main)
