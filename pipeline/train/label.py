"""What a trained network (the teacher) says of articles, kept for a smaller one to learn from (Hinton et al. 2015).

A file an article, ``ID.npz``: for each window the probabilities of tags, the words that may begin a cue, and what each
word is to each of them.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import typer
from torch.nn import functional

from pipeline.attribute import quotes
from pipeline.encoder import batches
from pipeline.train.checkpoint import averaged
from pipeline.train.corpora import corpus, tokenizer_of
from pipeline.train.examples import Example, cut, labelled
from pipeline.train.network import TAGS, WIDTH, Network, pair_scores
from pipeline.windows import Tokenizer, Window, windows

LIKELY = 0.04
"""Least probability of a word to begin a cue from which the teacher says what belongs to it."""


def name(article: Mapping[str, Any]) -> str:
    """Return the file name of an article's labels: ids are other people's, and may be anything."""
    return hashlib.sha256(str(article["id"]).encode()).hexdigest()[:16] + ".npz"


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
        with torch.autocast("cpu", dtype=torch.bfloat16):
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


def taught(
    article: Mapping[str, Any], text: str, tokenizer: Tokenizer, labels: Mapping[str, Any], *, trust: float
) -> Iterator[Example]:
    """Yield an article's windows with the teacher's labels, mixed with a person's where there are some.

    ``trust``, in [0, 1], is the teacher's share where a person has spoken too.
    """
    words, split = windows(text, tokenizer, marked=[q.span for q in quotes.find(text)])
    human = labelled(words, article["attributions"]) if "attributions" in article else None
    for n, window in enumerate(split):
        tags, anchors, parts = (labels[f"{key}{n}"] for key in ("tags", "anchors", "parts"))
        example = Example(window, tags.astype(np.float32), anchors.astype(np.int64), parts.astype(np.float32))
        yield example if human is None else mixed(cut(window, human), example, trust=trust)


def mixed(human: Example, teacher: Example, *, trust: float) -> Example:
    """Mix a person's labels with the teacher's; an anchor that only the teacher has is none to the person."""
    anchors = np.union1d(human.anchors, teacher.anchors)
    parts = np.zeros((len(anchors), len(human.window.words), human.parts.shape[2]), np.float32)
    own = np.searchsorted(anchors, human.anchors)
    theirs = np.searchsorted(anchors, teacher.anchors)
    parts[:, :, 0] = 1 - trust
    parts[own] = (1 - trust) * human.parts
    alone = np.setdiff1d(np.arange(len(anchors)), theirs)
    parts[theirs] += trust * teacher.parts
    parts[alone] += trust * parts[alone] / max(1 - trust, 1e-6)
    tags = (1 - trust) * human.tags + trust * teacher.tags
    return Example(human.window, tags, anchors, parts)


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
