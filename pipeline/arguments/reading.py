"""What the encoder tuned on arguments makes of clauses, and of two of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.encoder import Encoder
from pipeline.reader import SpanReader
from pipeline.spans import Span

Floats = NDArray[np.float32]
JOINTS = 3
"""What two clauses are asked: bears the one on the other, speaks it against it, grants it what the other outweighs?"""


@dataclass(frozen=True, slots=True)
class ClauseReading:
    """What is made of one clause: log odds that it argues and that it is a claim, its place, and its vectors.

    ``vectors`` has shape (joints, 2, width): of link, attack and rhetorical concession, as source and as target.
    """

    argues: float
    claim: float
    place: int
    vectors: Floats


class Pairing:
    """How two clauses are compared: bilinear (Dozat and Manning 2017), with what their distance adds."""

    def __init__(self, far: Sequence[Sequence[float]]) -> None:
        self.far = np.array(far, np.float32)
        self.near = self.far.shape[1] // 2

    def log_odds(self, source: ClauseReading, target: ClauseReading) -> tuple[float, float, float]:
        """Return the log odds that ``source`` bears on ``target``, then speaks against it, grants what it outweighs."""
        apart = min(self.near, max(-self.near, target.place - source.place)) + self.near
        fit = (source.vectors[:, 0] * target.vectors[:, 1]).sum(-1) / np.sqrt(source.vectors.shape[-1])
        link, attack, grant = (fit + self.far[:, apart]).tolist()
        return link, attack, grant


class ClauseReader:
    """The reader of clauses."""

    def __init__(self, encoder: Encoder) -> None:
        self.reader = SpanReader(encoder)
        self.pairing = Pairing(self.reader.figures["far"])

    def read(self, text: str, spans: Sequence[Span | None]) -> list[ClauseReading | None]:
        """Return what is made of the clauses of an article, in order; null for one without a word or without a span."""
        found = self.reader.pooled(text, spans)
        places = {name: number for number, name in enumerate(self.reader.labels)}
        return [
            None
            if one is None
            else ClauseReading(
                argues=float(one.scores[places["argues"]]),
                claim=float(one.scores[places["claim"]]),
                place=number,
                vectors=one.vector.reshape(JOINTS, 2, -1),
            )
            for number, one in enumerate(found)
        ]
