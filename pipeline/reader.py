"""What a tuned encoder makes of each sentence or clause: its labels, how probable each is, and a vector.

The encoder gives each word a weight, two rows of scores and a vector; a span's scores are the weighted mean of the one
and the plain mean of the other (attention as in Lin et al., "A structured self-attentive sentence embedding", 2017).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.encoder import Encoder
from pipeline.spans import Span

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Pooled:
    """What is made of the words of one span.

    ``scores`` are log odds, shape (labels,); ``vector`` has the width that the encoder was trained with, 0 for none.
    ``words`` are the starts of its words, shape (words,), and ``attention`` how much each counted; it adds up to 1.
    """

    scores: NDArray[np.float64]
    vector: Floats
    words: NDArray[np.int64]
    attention: Floats


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


class SpanReader:
    """An encoder that was tuned to read spans."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.figures: Mapping[str, Any] = self.encoder.figures
        self.labels: list[str] = self.figures["labels"]
        (self.head,) = self.encoder.heads

    def pooled(self, text: str, spans: Sequence[Span | None]) -> list[Pooled | None]:
        """Return what is made of an article's spans; null for null and for one without a word.

        Paragraphs without any of them are not read.
        """
        words, readings = self.encoder.read(text, within=[s for s in spans if s is not None], heads=[self.head])
        made: Floats | None = None
        for reading in readings:
            found = reading.heads[self.head]
            if made is None:
                made = np.zeros((len(words), found.shape[1]), np.float32)
            made[reading.window.words[reading.window.home]] = found[reading.window.home]
        return [None if made is None or span is None else self._one(made, words.starts, span) for span in spans]

    def _one(self, made: Floats, starts: NDArray[np.int64], span: Span) -> Pooled | None:
        first, behind = np.searchsorted(starts, [span.start, span.end])
        here = made[first:behind]
        if not len(here):
            return None
        powers = np.exp(here[:, 0] - here[:, 0].max())
        attention = powers / powers.sum()
        width = 1 + len(self.labels)
        scores = attention @ here[:, 1:width] + here[:, width : 2 * width - 1].mean(0)
        vector = attention @ here[:, 2 * width - 1 :]
        return Pooled(scores.astype(np.float64), vector, starts[first:behind], attention)


class Reader:
    """A reader of sentences: the labels of its encoder have one value each."""

    def __init__(self, encoder: Encoder) -> None:
        self.reader = SpanReader(encoder)

    def read(self, text: str, sentences: Sequence[Span | None]) -> list[Reading | None]:
        """Return the readings of an article's sentences; null for null, which need not be read, and without a word."""
        return [None if one is None else self._reading(one) for one in self.reader.pooled(text, sentences)]

    def _reading(self, one: Pooled) -> Reading:
        labels = self.reader.labels
        shares = probabilities(one.scores[None], labels)[0]
        return Reading(dict(zip(labels, shares.tolist(), strict=True)), one.words, one.attention)
