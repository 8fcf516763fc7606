"""Sentences with their concessions, as the reader learns from them: coded articles and our own passages -> samples."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from pipeline.records import Efficacy, Modality, Move, StanceLabel
from pipeline.train.corpora import corpus
from pipeline.train.passages import read
from pipeline.windows import Window, windows

VALUES: Mapping[str, tuple[str, ...]] = {
    "move": get_args(Move),
    "stance": get_args(StanceLabel),
    "modality": get_args(Modality),
    "efficacy": get_args(Efficacy),
    "holder": ("author", "narrator", "other"),
}
LABELS = ("passage", *(f"{name}={value}" for name, values in VALUES.items() for value in values))
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Sample:
    """A window, and of the sentences that it reads: the words of each and what is true of it.

    ``inside`` has shape (sentences, words of the window), ``wanted`` (sentences, labels), 0 or 1; ``places`` are the
    numbers of the sentences in their article, ``source`` its name.
    """

    window: Window
    inside: NDArray[np.float32]
    wanted: NDArray[np.float32]
    source: str
    places: tuple[int, ...]


def wanted(rows: Rows) -> NDArray[np.float32]:
    """Return which labels are true of a sentence with ``rows``, shape (labels,)."""
    true = {"passage"} if rows else set()
    for row in rows:
        true |= {f"{name}={row[name]}" for name in ("move", "stance", "modality", "efficacy")}
        true.add("holder=" + {"AUTHOR": "author", "NARRATOR": "narrator"}.get(row["holder"] or "NARRATOR", "other"))
    return np.array([label in true for label in LABELS], np.float32)


def samples(
    text: str, bounds: Sequence[Sequence[int]], rows: Sequence[Rows | None], tokenizer: Tokenizer, *, source: str
) -> Iterator[Sample]:
    """Yield the windows of a text with what is known of its sentences.

    ``bounds`` are start and end of each sentence, ``rows`` its rows, null where it was not coded; a sentence is learned
    from in the window that answers for most of its words.
    """
    words, split = windows(text, tokenizer)
    starts, ends = (np.array([b[i] for b in bounds], np.int64) for i in (0, 1))
    at = np.searchsorted(starts, words.starts, side="right") - 1
    at = np.where((at >= 0) & (words.starts < ends[np.maximum(at, 0)]), at, -1)
    homes = [np.bincount(at[w.words[w.home]] + 1, minlength=len(bounds) + 1)[1:] for w in split]
    best = np.argmax(homes, axis=0) if homes else np.zeros(len(bounds), np.int64)
    for number, (window, home) in enumerate(zip(split, homes, strict=True)):
        places = [s for s, r in enumerate(rows) if r is not None and best[s] == number and home[s]]
        if places:
            inside = np.stack([at[window.words] == s for s in places]).astype(np.float32)
            true = np.stack([wanted(rows[s] or ()) for s in places])
            yield Sample(window, inside, true, source, tuple(places))


def articles(path: Path, tokenizer: Tokenizer) -> dict[str, list[Sample]]:
    """Return the samples of each coded article of a gzipped file of JSON lines, by its id.

    Of an article that has ``checked``, numbers of sentences, only these are learned from.
    """
    found = {}
    for article in corpus(path):
        rows: list[list[Mapping[str, Any]]] = [[] for _ in article["sentences"]]
        for row in article["concessions"]:
            rows[row["sentence"]].append(row)
        known = set(article.get("checked", range(len(rows))))
        held = [of if number in known else None for number, of in enumerate(rows)]
        name = article["id"]
        found[name] = list(samples(article["text"], article["sentences"], held, tokenizer, source=name))
    return found


def passages(folder: Path, tokenizer: Tokenizer) -> dict[str, list[Sample]]:
    """Return the samples of our own passages, by dispute; of each passage only the coded sentence is learned from."""
    found: dict[str, list[Sample]] = {}
    for passage in read(folder):
        bounds, at = [], 0
        for sentence in passage["sentences"]:
            bounds.append((at, at + len(sentence)))
            at += len(sentence) + 1
        rows: list[Rows | None] = [None] * len(bounds)
        rows[passage["coded"]] = passage["settled"]
        text = " ".join(passage["sentences"])
        of_dispute = found.setdefault(passage["dispute"], [])
        of_dispute += samples(text, bounds, rows, tokenizer, source=passage["id"])
    return found
