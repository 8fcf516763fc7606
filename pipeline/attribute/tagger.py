"""Scores of the encoder -> attributions: for each cue, the words of its source and its content.

Each word that may begin a cue is an anchor; what every other word of its window is to it (O, or B, I of source, cue and
content) is decoded by a constrained Viterbi search, so that nothing goes on that has not begun.
"""

import itertools
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
    found: list[Asked] = []
    for reading in readings:
        tags = softmax(reading.heads["tags"].reshape(-1, 3, 3))
        anchors = np.flatnonzero(tags[:, 1, 1] >= least)
        home = reading.window.home[anchors]
        if home.any():
            scores = claimed(tags, anchors, softmax(pair_scores(reading, anchors, far)))
            found.append(Asked(reading.window, tags, anchors[home], scores[home]))
    return sorted(decoded(found), key=lambda g: g.anchor) if found else []


@dataclass(frozen=True)
class Asked:
    """A window and what its words are to those anchors (anchors,) that it answers for.

    ``tags`` has shape (words, 3, 3), ``scores`` (anchors, words, 7); both are probabilities.
    """

    window: Window
    tags: Floats
    anchors: Ints
    scores: Floats


def decoded(asked: Sequence[Asked]) -> Iterator[Guess]:
    """Yield the likeliest reading of each anchor; all windows are searched at once, one word of each at a time."""
    scores, anchors = filled([one.scores for one in asked]), np.concatenate([one.anchors for one in asked])
    paths = viterbi(np.log(np.maximum(scores, FLOOR)), anchors)
    bare = ~(paths == CONTENT).any(1)
    if bare.any():
        parted = np.split(bare, np.cumsum([len(one.anchors) for one in asked])[:-1])
        raised = filled([eager(one.scores[here]) for one, here in zip(asked, parted, strict=True)])
        paths[bare, : raised.shape[1]] = viterbi(np.log(np.maximum(raised, FLOOR)), anchors[bare])
    row = 0
    for one in asked:
        for anchor, score in zip(one.anchors, one.scores, strict=True):
            path = paths[row, : len(one.window.words)]
            yield Guess(int(one.window.words[anchor]), one.window.words, path, one.tags, score)
            row += 1


def filled(scores: Sequence[Floats]) -> Floats:
    """Return the probabilities of several windows as one array; words that a window has not are nobody's."""
    found = np.zeros((sum(map(len, scores)), max(s.shape[1] for s in scores), PARTS), np.float32)
    found[:, :, OUTSIDE] = 1
    row = 0
    for one in scores:
        found[row : row + len(one), : one.shape[1]] = one
        row += len(one)
    return found


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
    own = np.arange(rows)
    scores = scores.transpose(1, 0, 2).copy()
    scores[:, :, CUE] = -1e4
    scores[anchors, own] = -1e4
    scores[anchors, own, CUE] = 0
    best = scores  # what was the score of each part becomes, word by word, that of the best path to it
    best[0][:, INSIDES] = -1e4
    for before, here in itertools.pairwise(best):
        inside = np.maximum(before[:, BEGINS], before[:, INSIDES]) + here[:, INSIDES]
        here += before.max(1, keepdims=True)
        here[:, INSIDES] = inside
    back = np.repeat(best.argmax(2)[:, :, None], parts, 2)
    back[:, :, INSIDES] = np.where(best[:, :, BEGINS] >= best[:, :, INSIDES], FROM_BEGIN, FROM_INSIDE)
    paths = np.zeros((words, rows), np.int64)
    paths[-1] = best[-1].argmax(1)
    for at in range(words - 1, 0, -1):
        paths[at - 1] = back[at - 1, own, paths[at]]
    return np.ascontiguousarray(paths.T)


def spans_of(guess: Guess, starts: Sequence[int], ends: Sequence[int], part: int) -> list[tuple[int, int]]:
    """Return the character spans of a part."""
    return [(int(starts[guess.words[first]]), int(ends[guess.words[last]])) for first, last in guess.fragments(part)]
