"""Scores of the encoder -> attributions: for each cue, the words of its source and its content.

Each word that may begin a cue is an anchor; what every other word of its window is to it (O, or B, I of source, cue and
content) is decoded by a constrained Viterbi search, so that nothing goes on that has not begun.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.encoder import Reading
from pipeline.windows import Window

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

HEADS = ("tags", "query", "key")
OUTSIDE, SOURCE, CUE, CONTENT = 0, 1, 3, 5
"""Numbers of O, and of B of each part; I is one more."""
PARTS = 7
"""O, and B, I of source, cue and content, as seen from an anchor."""
ROLE_OF = {SOURCE: 0, CUE: 1, CONTENT: 2}
"""Column of each part's role among the tags."""
LIKELY = 0.01
"""Least probability that a word begins a cue for it to be an anchor."""
BEGINS, INSIDES = slice(SOURCE, PARTS, 2), slice(SOURCE + 1, PARTS, 2)
FROM_BEGIN, FROM_INSIDE = np.arange(PARTS)[BEGINS], np.arange(PARTS)[INSIDES]
FLOOR = 1e-6
SURE = 0.9
SLIGHT = 1e-3
"""What nobody claims more strongly than this is nobody's."""


@dataclass(frozen=True)
class Guess:
    """What the encoder says of one anchor.

    ``anchor`` is a word of the article; ``words`` (words of the window,) are their numbers in the article, ``path``
    (words,) the part that each plays, ``tags`` (words, 3, 3) and ``scores`` (words, 7) the probabilities of tags and,
    as seen from the anchor, of parts.
    """

    anchor: int
    words: Ints
    path: Ints
    tags: Floats
    scores: Floats

    def fragments(self, part: int) -> list[tuple[int, int]]:
        """Return first and last position (in ``words``) of each fragment of a part."""
        begins = np.flatnonzero(self.path == part)
        return [(int(b), int(b + _run(self.path[b + 1 :], part + 1))) for b in begins]


def _run(path: Ints, inside: int) -> int:
    other = np.flatnonzero(path != inside)
    return int(other[0]) if len(other) else len(path)


def guesses(readings: Iterator[Reading], figures: Mapping[str, Any], *, least: float = LIKELY) -> list[Guess]:
    """Return what may be attributions in one article, by anchor."""
    far = np.asarray(figures["far"], np.float32).T
    found: list[Guess] = []
    for reading in readings:
        tags = softmax(reading.heads["tags"].reshape(-1, 3, 3))
        anchors = np.flatnonzero(tags[:, 1, 1] >= least)
        if reading.window.home[anchors].any():
            found += decoded(reading.window, tags, anchors, softmax(pair_scores(reading, anchors, far)))
    return sorted(found, key=lambda g: g.anchor)


def decoded(window: Window, tags: Floats, anchors: Ints, pairs: Floats) -> list[Guess]:
    """Return the likeliest reading of each anchor that the window answers for.

    ``tags`` has shape (words, 3, 3), ``pairs`` (anchors, words, 7); both are probabilities.
    """
    home = window.home[anchors]
    scores = claimed(tags, anchors, pairs)[home]
    paths = viterbi(np.log(np.maximum(scores, FLOOR)), anchors[home])
    bare = ~(paths == CONTENT).any(1)
    if bare.any():
        paths[bare] = viterbi(np.log(np.maximum(eager(scores[bare]), FLOOR)), anchors[home][bare])
    return [
        Guess(int(window.words[anchor]), window.words, path, tags, score)
        for anchor, path, score in zip(anchors[home], paths, scores, strict=True)
    ]


def eager(scores: Floats) -> Floats:
    """Raise the odds of content until the likeliest word of each anchor has `SURE`: an attribution has a content.

    Whether it is an attribution at all is for the linker to say, by the scores as they were.
    """
    content = np.clip(scores[:, :, CONTENT:].sum(2), FLOOR, 1 - FLOOR)
    odds = content / (1 - content)
    odds = odds * np.maximum(SURE / (1 - SURE) / odds.max(1, keepdims=True), 1)
    raised = odds / (1 + odds)
    found = scores * ((1 - raised) / (1 - content))[:, :, None]
    found[:, :, CONTENT:] = scores[:, :, CONTENT:] * (raised / content)[:, :, None]
    return np.asarray(found)


def claimed(tags: Floats, anchors: Ints, pairs: Floats) -> Floats:
    """Return what each word is to each anchor, tags and pairs together: probabilities, shape (anchors, words, 7).

    Tags say best whether a word is content (or source) of anybody; pairs say of which anchor. So the tag's probability
    is shared out: a content goes to one anchor, a source may serve several.
    """
    begins = tags[anchors, ROLE_OF[CUE], 1][:, None]
    found = np.zeros_like(pairs)
    for part, role in ROLE_OF.items():
        pair, tag = pairs[:, :, part : part + 2], tags[None, :, role, 1:]
        either = np.sqrt(pair * tag) + FLOOR
        if part == CUE:
            found[:, :, part : part + 2] = either
            continue
        own = pair.sum(2)
        claims = begins * own
        rival = claims.sum(0) - claims if part == CONTENT else np.maximum(claims.max(0) - own, 0)
        share = own / (own + rival + SLIGHT)
        found[:, :, part : part + 2] = either / either.sum(2, keepdims=True) * (tag.sum(2) * share)[:, :, None]
    total = found[:, :, 1:].sum(2)
    found *= np.minimum(1, (1 - FLOOR) / np.maximum(total, FLOOR))[:, :, None]
    found[:, :, OUTSIDE] = 1 - found[:, :, 1:].sum(2)
    return found


def pair_scores(reading: Reading, anchors: Ints, far: Floats) -> Floats:
    """Score what each word of a window is to each anchor, shape (anchors, words, parts), before the softmax."""
    parts, reach = far.shape[1], len(far) // 2
    query, key = reading.heads["query"], reading.heads["key"]
    words = len(key)
    q = query[anchors].reshape(len(anchors), parts, -1).transpose(1, 0, 2)
    k = key.reshape(words, parts, -1).transpose(1, 2, 0)
    distance = np.clip(np.arange(words)[None, :] - anchors[:, None], -reach, reach) + reach
    return np.asarray((q @ k).transpose(1, 2, 0) + far[distance])


def softmax(scores: Floats) -> Floats:
    """Return probabilities over the last axis."""
    return np.asarray(np.exp(log_softmax(scores)))


def log_softmax(scores: Floats) -> Floats:
    """Return log probabilities over the last axis."""
    scores = scores - scores.max(-1, keepdims=True)
    return np.asarray(scores - np.log(np.exp(scores).sum(-1, keepdims=True)))


def viterbi(scores: Floats, anchors: Ints) -> Ints:
    """Return the likeliest parts of the words as seen from each anchor, shape (anchors, words).

    An anchor always begins a cue, and no other word does; I follows only B or I of its own.
    """
    rows, words, parts = scores.shape
    scores = scores.copy()
    scores[:, :, CUE] = -1e4
    scores[np.arange(rows), anchors] = -1e4
    scores[np.arange(rows), anchors, CUE] = 0
    best = scores[:, 0].copy()
    best[:, [SOURCE + 1, CUE + 1, CONTENT + 1]] = -1e4
    back = np.zeros((words, rows, parts), np.int8)
    for at in range(1, words):
        top = best.argmax(1)
        begun = best[:, BEGINS] >= best[:, INSIDES]
        back[at] = top[:, None]
        back[at][:, INSIDES] = np.where(begun, FROM_BEGIN, FROM_INSIDE)
        step = np.repeat(best.max(1)[:, None], parts, 1)
        step[:, INSIDES] = np.where(begun, best[:, BEGINS], best[:, INSIDES])
        best = step + scores[:, at]
    paths = np.zeros((rows, words), np.int64)
    paths[:, -1] = best.argmax(1)
    for at in range(words - 1, 0, -1):
        paths[:, at - 1] = back[at, np.arange(rows), paths[:, at]]
    return paths


def spans_of(guess: Guess, starts: Sequence[int], ends: Sequence[int], part: int) -> list[tuple[int, int]]:
    """Return the character spans of a part."""
    return [(int(starts[guess.words[first]]), int(ends[guess.words[last]])) for first, last in guess.fragments(part)]
