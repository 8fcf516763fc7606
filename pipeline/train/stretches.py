"""Annotated texts in stretches that a reader of clauses learns from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from pipeline.train.clauses import Text
from pipeline.windows import Window, windows

NEAR = 8
"""Clauses between which a relation is looked for."""
BESIDE = 2
"""The same for a rhetorical concession."""
ROOM = 6
"""Windows that are learned from together."""


@dataclass(frozen=True)
class Stretch:
    """Successive windows of a text, the clauses that they answer for, and what is known of these.

    ``inside`` has shape (clauses, words), ``argues`` and ``claim`` shape (clauses,), ``pairs`` shape (pairs, 2),
    ``linked`` and ``attacks`` shape (pairs,); ``places`` are the numbers of the clauses in their text.
    """

    text: Text
    windows: Sequence[Window]
    places: NDArray[np.int64]
    inside: Tensor
    argues: Tensor
    claim: Tensor
    pairs: Tensor
    linked: Tensor
    attacks: Tensor
    weighed: Tensor
    granted: Tensor


def stretches(text: Text, tokenizer: Tokenizer) -> Iterator[Stretch]:
    """Yield the stretches of a text, in order."""
    words, split = windows(text.text, tokenizer)
    bounds = np.array([[*np.searchsorted(words.starts, [c.span.start, c.span.end])] for c in text.found])
    for at in range(0, len(split), ROOM):
        held = split[at : at + ROOM]
        read = np.concatenate([w.words[w.home] for w in held])
        within = (bounds[:, 0] >= read[0]) & (bounds[:, 1] <= read[-1] + 1) & (bounds[:, 1] > bounds[:, 0])
        places = np.flatnonzero(within)
        if not len(places):
            continue
        inside = np.zeros((len(places), len(read)), np.float32)
        for row, (first, behind) in enumerate(bounds[places] - read[0]):
            inside[row, first:behind] = 1
        yield _stretch(text, held, places, inside)


def _stretch(text: Text, held: Sequence[Window], places: NDArray[np.int64], inside: NDArray[np.float32]) -> Stretch:
    row_of = {int(place): row for row, place in enumerate(places)}
    pairs, linked, attacks = [], [], []
    for known in text.surveyed:
        here = sorted(known & row_of.keys())
        for i in here:
            for j in here:
                if i != j and abs(row_of[i] - row_of[j]) <= NEAR:
                    kind = text.relations.get((i, j))
                    pairs.append((row_of[i], row_of[j]))
                    linked.append(kind in ("support", "attack"))
                    attacks.append(kind == "attack")
    weighed, granted = [], []
    for known in text.weighed:
        here = sorted(known & row_of.keys())
        for i in here:
            for j in here:
                if i != j and abs(row_of[i] - row_of[j]) <= BESIDE:
                    weighed.append((row_of[i], row_of[j]))
                    granted.append(text.relations.get((i, j)) == "concession")
    labels = [text.labels[p] for p in places] if text.labels else []
    return Stretch(
        text,
        held,
        places,
        torch.from_numpy(inside),
        torch.tensor([one != "none" for one in labels]).float(),
        torch.tensor([one == "claim" for one in labels]).float(),
        torch.tensor(pairs, dtype=torch.long).reshape(-1, 2),
        torch.tensor(linked).float(),
        torch.tensor(attacks).float(),
        torch.tensor(weighed, dtype=torch.long).reshape(-1, 2),
        torch.tensor(granted).float(),
    )
