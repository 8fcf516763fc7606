"""Text -> windows of word pieces, as the encoder reads them.

A window holds whole paragraphs while they fit; a paragraph that is too long is read in windows that overlap, and each
word is answered for by the window in which it stands furthest from an edge.
"""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.sentences import paragraphs
from pipeline.spans import Span

Ints = NDArray[np.int64]

SIZE = 256
"""Word pieces of a window, with the two that frame it."""
OVERLAP = 96
"""Word pieces that two windows of one long paragraph share."""
CASES = 5
FEATURES = CASES * 2 * 2
"""Numbers of the features of a piece: five casings, in marked text or not, first of its paragraph or not."""


class Tokenizer(Protocol):
    """What is needed of a `tokenizers.Tokenizer`."""

    def encode_batch(self, input: list[str], *, add_special_tokens: bool) -> Sequence[Any]:
        """Split each text into pieces."""
        ...

    def token_to_id(self, token: str) -> int | None:
        """Return the number of a piece."""
        ...


@dataclass(frozen=True)
class Words:
    """The words of one article: character offsets, shape (words,), and the number of the paragraph of each."""

    starts: Ints
    ends: Ints
    paragraphs: Ints

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True)
class Window:
    """Pieces that are read together.

    ``ids`` and ``features`` have shape (pieces,); ``words``, ``firsts`` and ``home`` have shape (words of the window,):
    number of each word in the article, position of its first piece, and whether this window answers for it.
    """

    ids: Ints
    features: Ints
    words: Ints
    firsts: Ints
    home: NDArray[np.bool_]


@dataclass(frozen=True)
class _Pieces:
    """Pieces of one paragraph: number, feature, and the number of its word in the article."""

    ids: Ints
    features: Ints
    words: Ints


def windows(
    text: str,
    tokenizer: Tokenizer,
    *,
    marked: Sequence[Span] = (),
    within: Sequence[Span] | None = None,
    size: int = SIZE,
) -> tuple[Words, list[Window]]:
    """Split an article into words and windows of at most ``size`` pieces.

    ``marked`` are spans whose pieces carry the second feature (quotations, say), in order and without overlap.
    Paragraphs that share nothing with ``within`` are not read; null reads all.
    """
    bounds = paragraphs(text)
    if within is not None:
        bounds = _holding(bounds, within)
    encoded = tokenizer.encode_batch([text[p.start : p.end] for p in bounds], add_special_tokens=False)
    starts: list[int] = []
    ends: list[int] = []
    homes: list[int] = []
    read: list[_Pieces] = []
    for number, (paragraph, encoding) in enumerate(zip(bounds, encoded, strict=True)):
        last, word_of = None, []
        for word, (start, end) in zip(encoding.word_ids, encoding.offsets, strict=True):
            if word != last:
                starts.append(start + paragraph.start)
                ends.append(end + paragraph.start)
                homes.append(number)
                last = word
            else:
                ends[-1] = end + paragraph.start
            word_of.append(len(starts) - 1)
        if word_of:
            read.append(_Pieces(np.array(encoding.ids), np.zeros(len(word_of), np.int64), np.array(word_of)))
    words = Words(np.array(starts, np.int64), np.array(ends, np.int64), np.array(homes, np.int64))
    features = _features(text, words, marked)
    read = [_Pieces(p.ids, features[p.words] + _firsts(p.words) * CASES * 2, p.words) for p in read]
    frame = [_special(tokenizer, "<s>", "[CLS]"), _special(tokenizer, "</s>", "[SEP]")]
    return words, [_window(pieces, home, frame) for pieces, home in _packed(read, size - 2)]


def _holding(bounds: Sequence[Span], within: Sequence[Span]) -> list[Span]:
    """The paragraphs that share a character with one of the spans."""
    starts = [p.start for p in bounds]
    ends = ((bisect.bisect_right(starts, at) - 1 for at in (span.start, span.end - 1)) for span in within)
    kept = {place for first, last in ends for place in range(max(0, first), last + 1)}
    return [p for place, p in enumerate(bounds) if place in kept]


def _special(tokenizer: Tokenizer, *names: str) -> int:
    return next(number for name in names if (number := tokenizer.token_to_id(name)) is not None)


def _firsts(words: Ints) -> Ints:
    """Mark the pieces of the first word of a paragraph."""
    return np.asarray(words == words[0], np.int64)


def _features(text: str, words: Words, marked: Sequence[Span]) -> Ints:
    """Return casing and mark of each word as one number."""
    cases = np.fromiter((_case(text[s:e]) for s, e in zip(words.starts, words.ends, strict=True)), np.int64, len(words))
    if not marked:
        return cases
    opens = np.array([s.start for s in marked], np.int64)
    closes = np.array([s.end for s in marked], np.int64)
    at = np.searchsorted(opens, words.starts, side="right") - 1
    inside = (at >= 0) & (words.starts < closes[np.maximum(at, 0)])
    return np.asarray(cases + CASES * inside)


def _case(word: str) -> int:
    if not word[:1].isalpha():
        return 4 if word[:1].isdigit() else 3
    if word[0].islower():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def _packed(read: Sequence[_Pieces], room: int) -> Iterator[tuple[list[_Pieces], list[NDArray[np.bool_]]]]:
    """Yield what each window holds, with the words of it that the window answers for."""
    held: list[_Pieces] = []
    for pieces in read:
        if held and sum(len(p.ids) for p in held) + len(pieces.ids) > room:
            yield held, [np.ones(len(p.ids), np.bool_) for p in held]
            held = []
        if len(pieces.ids) > room:
            yield from (([part], [home]) for part, home in _slid(pieces, room))
        else:
            held.append(pieces)
    if held:
        yield held, [np.ones(len(p.ids), np.bool_) for p in held]


def _slid(pieces: _Pieces, room: int) -> Iterator[tuple[_Pieces, NDArray[np.bool_]]]:
    """Cut a long paragraph into windows that overlap; each word is at home where it is furthest from a cut."""
    begins = np.flatnonzero(np.diff(pieces.words, prepend=-1))
    start, count, answered = 0, len(pieces.ids), int(pieces.words[0])
    overlap = min(OVERLAP, room // 2)
    while True:
        stop = min(start + room, count)
        if stop < count:
            whole = begins[(begins <= stop) & (begins > start)]
            stop = int(whole[-1]) if len(whole) else stop  # a word of more pieces than a window is cut
        part = _Pieces(*(a[start:stop] for a in (pieces.ids, pieces.features, pieces.words)))
        last = stop >= count
        until = int(pieces.words[-1]) + 1 if last else int(pieces.words[max(start, stop - overlap // 2)])
        until = max(until, answered)
        yield part, (part.words >= answered) & (part.words < until)
        if last:
            return
        answered = until
        following = begins[(begins <= stop - overlap) & (begins > start)]
        start = int(following[-1]) if len(following) else stop


def _window(held: Sequence[_Pieces], homes: Sequence[NDArray[np.bool_]], frame: Sequence[int]) -> Window:
    words = np.concatenate([p.words for p in held])
    firsts = np.flatnonzero(np.diff(words, prepend=-1))
    return Window(
        ids=np.concatenate([frame[:1], *(p.ids for p in held), frame[1:]]),
        features=np.concatenate([[3], *(p.features for p in held), [3]]),
        words=words[firsts],
        firsts=firsts + 1,
        home=np.concatenate(homes)[firsts],
    )
