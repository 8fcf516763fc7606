"""One step after another: batches, losses, an optimiser with a running mean of the weights, all of it resumable.

AdamW with a linear warm-up and fall, bfloat16 for the layers, and a running mean of the weights, which is what ships
(Polyak averaging). Labels are probabilities, a person's or a teacher's (Hinton et al. 2015).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from pipeline.train.examples import Example
from pipeline.train.network import WIDTH, Network, half, pair_scores

USUAL = 30.0
"""Words of an average attribution: what the pair head's loss is divided by."""


@dataclass(frozen=True)
class Recipe:
    """How a network is trained."""

    passes: int = 3
    rate: float = 5e-5
    head_rate: float = 5e-4
    pieces: int = 2048
    decay: float = 0.01
    warmup: float = 0.06
    average: float = 0.99
    seed: int = 0


@dataclass(frozen=True)
class Batch:
    """Windows filled up to one length; words and anchors are listed flat, by their window."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    firsts: list[Tensor]
    examples: Sequence[Example]


def batches(examples: Sequence[Example], *, pieces: int, rng: np.random.Generator) -> list[list[Example]]:
    """Deal examples into batches of about ``pieces`` word pieces, windows of like length together, in random order."""
    order = rng.permutation(len(examples))
    dealt: list[list[Example]] = []
    for start in range(0, len(order), 128):
        near = sorted((examples[i] for i in order[start : start + 128]), key=lambda e: len(e.window.ids))
        batch: list[Example] = []
        for example in near:
            if batch and (len(batch) + 1) * len(example.window.ids) > pieces:
                dealt.append(batch)
                batch = []
            batch.append(example)
        dealt.append(batch)
    return [dealt[i] for i in rng.permutation(len(dealt))]


def collate(examples: Sequence[Example]) -> Batch:
    """Fill windows up to the longest."""
    longest = max(len(e.window.ids) for e in examples)
    ids = np.ones((len(examples), longest), np.int64)
    features = np.full((len(examples), longest), 3, np.int64)
    mask = np.zeros((len(examples), longest), np.int64)
    for row, example in enumerate(examples):
        length = len(example.window.ids)
        ids[row, :length], features[row, :length], mask[row, :length] = (
            example.window.ids,
            example.window.features,
            1,
        )
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(features),
        torch.from_numpy(mask),
        [torch.from_numpy(e.window.firsts) for e in examples],
        examples,
    )


def loss(network: Network, batch: Batch, *, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Return the losses of tags and of parts, per word and per usual attribution."""
    with half():
        hidden = network.encode(batch.ids, batch.features, batch.mask)
    words = [hidden[row, firsts].float() for row, firsts in enumerate(batch.firsts)]
    flat = torch.cat(words)
    tags = network.tags(flat)
    query = network.query(functional.gelu(network.anchor(flat))) * WIDTH**-0.5
    key = network.key(functional.gelu(network.other(flat)))
    wanted = torch.from_numpy(np.concatenate([e.tags for e in batch.examples]))
    tag_loss = -(wanted * tags.view(-1, 3, 3).log_softmax(-1)).sum() / len(flat)
    cue = tags.detach().view(-1, 3, 3).softmax(-1)[:, 1, 1]
    pair_loss, count, at = torch.zeros(()), 0, 0
    for example, here in zip(batch.examples, words, strict=True):
        part = slice(at, at + len(here))
        anchors, parts = _with_wrong(example, cue[part].numpy(), rng)
        at += len(here)
        if len(anchors):
            scores = pair_scores(network, query[part], key[part], torch.from_numpy(anchors))
            pair_loss = pair_loss - (torch.from_numpy(parts) * scores.log_softmax(-1)).sum()
            count += len(anchors)
    return tag_loss, pair_loss / max(1, count) / USUAL


def _with_wrong(example: Example, cue: Any, rng: np.random.Generator) -> tuple[Any, Any]:
    """Add words that look like a cue and are none: to them no word is anything."""
    likely = np.flatnonzero(cue > 0.03)
    wrong = np.setdiff1d(likely, example.anchors)
    wrong = rng.permutation(wrong)[: len(example.anchors) // 2 + 1]
    nothing = np.zeros((len(wrong), *example.parts.shape[1:]), np.float32)
    nothing[:, :, 0] = 1
    return np.concatenate([example.anchors, wrong]), np.concatenate([example.parts, nothing])


class Training:
    """A network in training, with all that is needed to stop and go on."""

    def __init__(self, network: Network, recipe: Recipe, steps: int) -> None:
        self.network, self.recipe, self.steps, self.step = network, recipe, steps, 0
        heads = ("tags", "anchor", "other", "query", "key", "far", "evened")
        slow: list[Tensor] = []
        fast: list[Tensor] = []
        for name, parameter in network.named_parameters():
            (fast if name.split(".")[0] in heads else slow).append(parameter)
        self.optimizer = torch.optim.AdamW(
            [{"params": slow, "lr": recipe.rate}, {"params": fast, "lr": recipe.head_rate}],
            weight_decay=recipe.decay,
            fused=True,
        )
        self.rates = [recipe.rate, recipe.head_rate]
        self.mean = {k: v.clone() for k, v in network.state_dict().items()}

    def take(self, tag_loss: Tensor, pair_loss: Tensor) -> None:
        """Take one step against the losses."""
        warm = self.recipe.warmup * self.steps
        share = min((self.step + 1) / warm, (self.steps - self.step) / (self.steps - warm))
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * share
        self.optimizer.zero_grad(set_to_none=True)
        (tag_loss + pair_loss).backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        if self.step % 4 == 0:
            keep = min(self.recipe.average**4, 1 - 4 / (4 + self.step))
            for name, value in self.network.state_dict().items():
                self.mean[name].lerp_(value, 1 - keep)

    def save(self, path: Path) -> None:
        """Write everything to ``path``, whole or not at all."""
        state = {
            "step": self.step,
            "network": self.network.state_dict(),
            "mean": self.mean,
            "optimizer": self.optimizer.state_dict(),
            "shape": asdict(self.network.shape),
        }
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def load(self, path: Path) -> None:
        """Go on from what ``save`` wrote."""
        state = torch.load(path, weights_only=True)
        self.step, self.mean = state["step"], state["mean"]
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
