"""Contents as far as they go: words that are somebody's by their tags, right beside a content that is kept.

What a word is to a cue is harder to say than whether it is content at all, so decoding by cues ends contents early.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from spacy.tokens import Doc

from pipeline.attribute.link import Found
from pipeline.attribute.tagged import whole
from pipeline.attribute.tagger import CONTENT, OUTSIDE, ROLE_OF, Floats, Guess
from pipeline.spans import Span, hull, merge
from pipeline.windows import Words

LEAST = 0.3
"""Least probability of being content with which a word is taken in: the best of .3, .5, .7 on held-out articles."""


def content_words(words: Words, guesses: Sequence[Guess]) -> Floats:
    """Return the probability of each word of an article, shape (words,), that it is content; 0 where nobody asked."""
    likely = np.zeros(len(words.starts), np.float32)
    for guess in {id(g.tags): g for g in guesses}.values():
        here = 1 - guess.tags[:, ROLE_OF[CONTENT], OUTSIDE]
        likely[guess.words] = np.maximum(likely[guess.words], here)
    return likely


def stretched(doc: Doc, found: Sequence[Found], words: Words, likely: Floats) -> list[Found]:
    """Return the attributions with their contents stretched over ``likely`` words beside them that are nobody's."""
    free = likely > LEAST
    for one in found:
        for span in (*one.candidate.source, *one.candidate.cue, *one.content):
            first, behind = _words(span, words)
            free[first:behind] = False
    results = []
    for one in found:
        content = one.content
        if one.candidate.rule != "turn":  # these are as long as the page says
            content = merge(_stretched(span, words, free) for span in content)
        if content != one.content:
            content = whole(doc, content)
        results.append(replace(one, candidate=replace(one.candidate, content=content)))
    return results


def _stretched(span: Span, words: Words, free: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Span:
    first, behind = _words(span, words)
    start, end = first, behind
    while end < len(free) and free[end]:
        end += 1
    while start > 0 and free[start - 1]:
        start -= 1
    free[start:first] = free[behind:end] = False
    if (start, end) == (first, behind):
        return span
    return hull([span, Span(int(words.starts[start]), int(words.ends[end - 1]))])


def _words(span: Span, words: Words) -> tuple[int, int]:
    """Return the first word that a span touches and the one behind its last."""
    return bisect_left(words.ends, span.start + 1), bisect_left(words.starts, span.end)
