"""What the encoder tuned on concessions makes of each sentence: how probable a concession is, and its labels.

The encoder gives each word a weight and two rows of scores; a sentence's scores are the weighted mean of the one and
the plain mean of the other (attention as in Lin et al., "A structured self-attentive sentence embedding", 2017).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline import weights
from pipeline.encoder import Encoder
from pipeline.spans import Span

Floats = NDArray[np.float32]
HEAD = "sentence"


@dataclass(frozen=True)
class Reading:
    """What is made of one sentence.

    ``labels`` has a probability in [0, 1] by name ("passage", "move=demand"; the moves add up to 1);
    ``words`` are the starts of its words, shape (words,), and ``attention`` how much each counted; it adds up to 1.
    """

    labels: Mapping[str, float]
    words: NDArray[np.int64]
    attention: Floats

    def at(self, start: int, end: int) -> float:
        """Return how much the words that begin in ``[start, end)`` counted."""
        return float(self.attention[(self.words >= start) & (self.words < end)].sum())


def groups(labels: Sequence[str]) -> dict[str, list[int]]:
    """Return the places of the values of each label: of "move=demand" and "move=urge" those of "move"."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(labels):
        label, _, value = name.partition("=")
        if value:
            found.setdefault(label, []).append(place)
    return found


def probabilities(scores: NDArray[Any], labels: Sequence[str]) -> NDArray[Any]:
    """Return probabilities of log odds, shape (sentences, labels): the values of one label add up to 1."""
    shares: NDArray[Any] = 1 / (1 + np.exp(-np.clip(scores, -60, 60)))
    for part in groups(labels).values():
        powers = np.exp(scores[:, part] - scores[:, part].max(1, keepdims=True))
        shares[:, part] = powers / powers.sum(1, keepdims=True)
    return shares


class Reader:
    """A reader in its folder below `models`, as ``concessions/fast``."""

    def __init__(self, name: str) -> None:
        self.encoder = Encoder(weights.folder(name))
        self.labels: list[str] = self.encoder.figures["labels"]

    def read(self, text: str, sentences: Sequence[Span]) -> list[Reading | None]:
        """Return the readings of an article's sentences; null for one without a word."""
        words, readings = self.encoder.read(text, heads=[HEAD])
        scores = np.zeros((len(words), 1 + 2 * len(self.labels)), np.float32)
        for reading in readings:
            home = reading.window.home
            scores[reading.window.words[home]] = reading.heads[HEAD][home]
        return [self._one(scores, words.starts, span) for span in sentences]

    def _one(self, scores: Floats, starts: NDArray[np.int64], span: Span) -> Reading | None:
        first, behind = np.searchsorted(starts, [span.start, span.end])
        here = scores[first:behind]
        if not len(here):
            return None
        powers = np.exp(here[:, 0] - here[:, 0].max())
        attention = powers / powers.sum()
        width = len(self.labels)
        logits = attention @ here[:, 1 : 1 + width] + here[:, 1 + width :].mean(0)
        shares = probabilities(logits[None].astype(np.float64), self.labels)[0]
        return Reading(dict(zip(self.labels, shares.tolist(), strict=True)), starts[first:behind], attention)
