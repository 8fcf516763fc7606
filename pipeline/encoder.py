"""Windows of an article -> ONNX Runtime -> scores of each word, one pass for all heads.

Windows of like length are read together, and a batch never mixes articles: the scale of a dynamic int8 model comes from
the whole batch, so only then do an article's scores depend on nothing else.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from pipeline import windows
from pipeline.spans import Span
from pipeline.windows import Window, Words

Floats = NDArray[np.float32]

BATCH = 2048
"""Word pieces that are read at once: bounds memory, however long the article."""


@dataclass(frozen=True)
class Reading:
    """A window and what each head says of its words: shape (words of the window, width) by name of the head."""

    window: Window
    heads: dict[str, Floats]


class Encoder:
    """A trained encoder in its folder: ``encoder.onnx``, ``tokenizer.json`` and ``encoder.json``."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.figures: dict[str, Any] = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # the same bytes on every machine; articles are spread over processes instead
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def read(self, text: str, *, marked: Sequence[Span] = (), heads: Sequence[str]) -> tuple[Words, Iterator[Reading]]:
        """Split an article into words and read them; ``marked`` spans (quotations) are in order and apart.

        Readings come in no particular order; together they answer for each word once.
        """
        words, split = windows.windows(text, self.tokenizer, marked=marked)
        return words, self._readings(split, list(heads))

    def _readings(self, split: Sequence[Window], heads: list[str]) -> Iterator[Reading]:
        for batch in batches(split):
            longest = max(len(w.ids) for w in batch)
            given = {
                name: np.full((len(batch), longest), fill, np.int64)
                for name, fill in (("ids", 1), ("features", 3), ("mask", 0))
            }
            for row, window in enumerate(batch):
                length = len(window.ids)
                given["ids"][row, :length] = window.ids
                given["features"][row, :length] = window.features
                given["mask"][row, :length] = 1
            found = self.session.run(heads, given)
            for row, window in enumerate(batch):
                yield Reading(window, {h: f[row, window.firsts] for h, f in zip(heads, found, strict=True)})


def batches(split: Sequence[Window], *, pieces: int = BATCH) -> Iterator[list[Window]]:
    """Deal windows into batches of about ``pieces`` word pieces, filled up, windows of like length together."""
    batch: list[Window] = []
    for window in sorted(split, key=lambda w: len(w.ids)):
        if batch and (len(batch) + 1) * len(window.ids) > pieces:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch
