"""A teacher's labels of articles -> examples to learn from, mixed with a person's where there are some."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from pipeline.attribute import quotes
from pipeline.train.examples import Example, cut, labelled
from pipeline.windows import Tokenizer, windows


def name(article: Mapping[str, Any]) -> str:
    """Return the file name of an article's labels: ids are other people's, and may be anything."""
    return hashlib.sha256(str(article["id"]).encode()).hexdigest()[:16] + ".npz"


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
