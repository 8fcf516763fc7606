"""Annotated articles -> windows with the labels of their words, for training the encoder."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.attribute import quotes
from pipeline.spans import Span
from pipeline.windows import Tokenizer, Window, Words, windows

ROLES = ("source", "cue", "content")
OUTSIDE, BEGIN, INSIDE = 0, 1, 2
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Labels:
    """What is true of an article's words.

    ``tags`` has shape (words, 3 roles, 3 tags), ``anchors`` (anchors,) are words and ``parts`` (anchors, words, 7)
    say what part each word plays for each anchor; probabilities, from a person 0 or 1.
    """

    tags: Floats
    anchors: NDArray[np.int64]
    parts: Floats


@dataclass(frozen=True)
class Example:
    """A window and what is true of its words; ``anchors`` are positions in the window's words."""

    window: Window
    tags: Floats
    anchors: NDArray[np.int64]
    parts: Floats


def read(article: Mapping[str, Any], tokenizer: Tokenizer, rng: np.random.Generator | None) -> Iterator[Example]:
    """Yield the windows of an annotated article; with ``rng`` its quotation marks are set in another style at times."""
    text = article["text"] if rng is None else restyled(article["text"], rng)
    words, read_in = windows(text, tokenizer, marked=[q.span for q in quotes.find(text)])
    labels = labelled(words, article["attributions"])
    for window in read_in:
        yield cut(window, labels)


def labelled(words: Words, attributions: Sequence[Mapping[str, Any]]) -> Labels:
    """Return what a person's annotations say of each word."""
    count = len(words)
    tags = np.zeros((count, 3, 3), np.float32)
    tags[:, :, OUTSIDE] = 1
    anchors, parts = [], []
    for attribution in sorted(attributions, key=lambda a: min(a["cue"] or a["source"] or a["content"])):
        part = np.zeros((count, 7), np.float32)
        part[:, OUTSIDE] = 1
        anchor = None
        for number, role in enumerate(ROLES):
            for start, end in attribution[role]:
                at = _words_in(words, Span(start, end))
                if not len(at):
                    continue
                tags[at, number] = np.eye(3)[INSIDE]
                tags[at[0], number] = np.eye(3)[BEGIN]
                part[at] = np.eye(7)[2 * number + INSIDE]
                part[at[0]] = np.eye(7)[2 * number + BEGIN]
                if role == "cue" and anchor is None:
                    anchor = int(at[0])
        if anchor is not None:
            anchors.append(anchor)
            parts.append(part)
    return Labels(tags, np.array(anchors, np.int64), np.array(parts, np.float32).reshape(-1, count, 7))


def _words_in(words: Words, span: Span) -> NDArray[np.int64]:
    first, last = np.searchsorted(words.ends, span.start, side="right"), np.searchsorted(words.starts, span.end)
    return np.arange(first, last)


def cut(window: Window, labels: Labels) -> Example:
    """Return the labels of one window's words."""
    at = window.words
    inside = np.isin(labels.anchors, at)
    return Example(
        window,
        labels.tags[at],
        np.searchsorted(at, labels.anchors[inside]),
        labels.parts[inside][:, at],
    )


def restyled(text: str, rng: np.random.Generator) -> str:
    """Set straight quotation marks curly, or curly ones straight, in some articles; no character moves."""
    draw = rng.random()
    if draw < 0.25:
        return text.translate(str.maketrans("“”‘’", "\"\"''"))
    if draw < 0.5:
        letters = list(text)
        for quote in quotes.find(text):
            if text[quote.span.start] == '"':
                letters[quote.span.start] = "“"
            if text[quote.span.end - 1] == '"':
                letters[quote.span.end - 1] = "”"
        return "".join(letters).replace("'", "’")
    return text
