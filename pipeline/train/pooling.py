"""A network that reads spans of text: a weight for each word, scores, and vectors, pooled over the words of a span.

Scores are the weighted mean of one row and the plain mean of another (attention as in Lin et al., "A structured
self-attentive sentence embedding", 2017); :mod:`pipeline.reader` does the same with what is exported.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from pipeline.train.network import Network, half
from pipeline.windows import Window

Batch = TypeVar("Batch")

DROPPED = 0.1
NEVER = 1e4
WARMUP = 0.1
"""Share of the steps in which the rates rise."""


class SpanNetwork(nn.Module):
    """An encoder, and for each piece a weight, two rows of scores and a vector."""

    def __init__(self, network: Network, *, labels: int, vector: int = 0) -> None:
        super().__init__()
        self.network, self.labels = network, labels
        self.attention = nn.Linear(network.shape.hidden, 1)
        self.picked = nn.Linear(network.shape.hidden, labels)
        self.mean = nn.Linear(network.shape.hidden, labels)
        self.vector = nn.Linear(network.shape.hidden, vector) if vector else None
        self.dropped = nn.Dropout(DROPPED)
        for layer in network.layers:  # some hundred articles are soon known by heart
            layer.get_submodule("dropped").p = DROPPED

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return what is made of each piece, shape (windows, pieces, 1 + 2 * labels + vector)."""
        states = self.dropped(self.network.encode(ids, features, mask))
        rows = [self.attention(states), self.picked(states), self.mean(states)]
        return torch.cat(rows + ([self.vector(states)] if self.vector is not None else []), -1)

    def words(self, windows: Sequence[Window]) -> list[Tensor]:
        """Return what is made of the words of each window, shape (words, width), read as one batch."""
        longest = max(len(w.ids) for w in windows)

        def filled(values: list[NDArray[np.int64]], fill: int) -> Tensor:
            return torch.from_numpy(np.stack([np.pad(v, (0, longest - len(v)), constant_values=fill) for v in values]))

        mask = filled([np.ones_like(w.ids) for w in windows], 0)
        ids, features = filled([w.ids for w in windows], 1), filled([w.features for w in windows], 3)
        with half():
            found = self(ids, features, mask).float()
        return [here[torch.from_numpy(w.firsts)] for w, here in zip(windows, found, strict=True)]

    def pooled(self, words: Tensor, inside: Tensor) -> tuple[Tensor, Tensor]:
        """Return scores, shape (spans, labels), and vectors of spans; ``inside`` has shape (spans, words), 0 or 1."""
        n = self.labels
        attention = (words[:, 0] + (inside - 1) * NEVER).softmax(-1)
        mean = (inside @ words[:, 1 + n : 1 + 2 * n]) / inside.sum(1, keepdim=True)
        return attention @ words[:, 1 : 1 + n] + mean, attention @ words[:, 1 + 2 * n :]


def descend(
    network: SpanNetwork,
    passes: Sequence[Sequence[Batch]],
    loss: Callable[[Batch], Tensor],
    *,
    rates: tuple[float, float],
) -> Iterator[int]:
    """Tune a network on the batches of each pass, and yield the number of each pass that is done.

    ``rates`` are the highest of the encoder and of what stands on it; they rise, and then fall to nothing.
    """
    slow = list(network.network.parameters())
    fast = [p for n, p in network.named_parameters() if not n.startswith("network.")]
    optimizer = torch.optim.AdamW([{"params": slow, "lr": rates[0]}, {"params": fast, "lr": rates[1]}])
    steps = sum(map(len, passes))
    fall = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min((n + 1) / (WARMUP * steps), 1 - n / (steps + 1)))
    for number, batches in enumerate(passes):
        network.train()
        for batch in batches:
            optimizer.zero_grad(set_to_none=True)
            loss(batch).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            fall.step()
        network.eval()
        yield number
