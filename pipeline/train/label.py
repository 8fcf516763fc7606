"""What a trained network (the teacher) says of articles, kept for a smaller one to learn from (Hinton et al. 2015).

A file an article, ``ID.npz``: for each window the probabilities of tags, the words that may begin a cue, and what each
word is to each of them.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import typer
from torch.nn import functional

from pipeline.attribute import quotes
from pipeline.train.checkpoint import averaged
from pipeline.train.corpora import corpus, tokenizer_of
from pipeline.train.network import TAGS, WIDTH, Network, half, pair_scores
from pipeline.train.taught import name
from pipeline.windows import Window, windows

LIKELY = 0.04
"""Least probability of a word to begin a cue from which the teacher says what belongs to it."""


@torch.no_grad()
def label(network: Network, split: Sequence[Window]) -> dict[str, np.ndarray[Any, Any]]:
    """Return what the network says of an article's windows, by the number of the window."""
    found: dict[str, np.ndarray[Any, Any]] = {}
    number = {id(w): n for n, w in enumerate(split)}
    for batch in batches(split, pieces=4096):
        longest = max(len(w.ids) for w in batch)
        ids, features, mask = (torch.full((len(batch), longest), fill) for fill in (1, 3, 0))
        for row, window in enumerate(batch):
            ids[row, : len(window.ids)] = torch.from_numpy(window.ids)
            features[row, : len(window.ids)] = torch.from_numpy(window.features)
            mask[row, : len(window.ids)] = 1
        with half():
            hidden = network.encode(ids, features, mask)
        for row, window in enumerate(batch):
            found |= _window(network, hidden[row, torch.from_numpy(window.firsts)].float(), number[id(window)])
    return found


def _window(network: Network, hidden: torch.Tensor, n: int) -> dict[str, np.ndarray[Any, Any]]:
    tags = network.tags(hidden).view(-1, 3, TAGS // 3).softmax(-1)
    anchors = torch.nonzero(tags[:, 1, 1] >= LIKELY)[:, 0]
    query = network.query(functional.gelu(network.anchor(hidden))) * WIDTH**-0.5
    key = network.key(functional.gelu(network.other(hidden)))
    parts = pair_scores(network, query, key, anchors).softmax(-1)
    return {
        f"tags{n}": tags.numpy().astype(np.float16),
        f"anchors{n}": anchors.numpy().astype(np.int16),
        f"parts{n}": parts.numpy().astype(np.float16),
    }


def batches(split: Sequence[Window], *, pieces: int) -> Iterator[list[Window]]:
    """Deal windows into batches of about ``pieces`` word pieces, filled up, windows of like length together."""
    batch: list[Window] = []
    for window in sorted(split, key=lambda w: len(w.ids)):
        if batch and (len(batch) + 1) * len(window.ids) > pieces:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def main(
    checkpoint: Path, tokenizer_path: Path, corpus_path: Path, out: Path, *, limit: int = 0, chars: int = 6000
) -> None:
    """Label the first ``limit`` articles of ``corpus_path``, cut at ``chars`` where no person has labelled them."""
    torch.set_num_threads(2)
    network, tokenizer = averaged(checkpoint), tokenizer_of(tokenizer_path)
    out.mkdir(parents=True, exist_ok=True)
    for article in corpus(corpus_path, limit=limit, chars=chars):
        path = out / name(article)
        if path.exists():
            continue
        marked = [q.span for q in quotes.find(article["text"])]
        found = label(network, windows(article["text"], tokenizer, marked=marked)[1])
        with path.with_suffix(".part").open("wb") as file:
            np.savez_compressed(file, **found)
        path.with_suffix(".part").replace(path)


if __name__ == "__main__":
    typer.run(main)
