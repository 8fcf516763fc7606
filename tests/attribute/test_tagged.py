"""From a guess about words to spans and figures."""

import math

import numpy as np
import pytest
import spacy

from pipeline.attribute.quotes import find
from pipeline.attribute.tagged import Tagged, candidate, tagged
from pipeline.attribute.tagger import Guess
from pipeline.spans import Span
from pipeline.windows import Words

TEXT = "“We try,” said Orne. “We don't stop.”"
WORDS = ["“", "We", "try", ",", "”", "said", "Orne", ".", "“", "We", "don", "'", "t", "stop", ".", "”"]
PATH = [5, 6, 6, 6, 6, 3, 1, 0, 5, 6, 6, 6, 6, 6, 6, 6]


@pytest.fixture
def words():
    starts, at = [], 0
    for word in WORDS:
        starts.append(TEXT.index(word, at))
        at = starts[-1] + len(word)
    ends = [s + len(w) for s, w in zip(starts, WORDS, strict=True)]
    return Words(np.array(starts), np.array(ends), np.zeros(len(WORDS), np.int64))


def guess(path, anchor=5, sure=0.9):
    """A guess whose every word plays its part with probability ``sure``."""
    path = np.array(path)
    scores = np.full((len(path), 7), (1 - sure) / 6, np.float32)
    scores[np.arange(len(path)), path] = sure
    tags = np.full((len(path), 3, 3), 1 / 3, np.float32)
    tags[anchor, 1] = [0.2, 0.8, 0.0]
    return Guess(anchor, np.arange(len(path)), path, tags, scores)


def test_spans_and_figures(words):
    (one,) = tagged(TEXT, words, [guess(PATH)], find(TEXT))
    assert [TEXT[s.start : s.end] for s in one.source] == ["Orne"]
    assert [TEXT[s.start : s.end] for s in one.cue] == ["said"]
    assert [TEXT[s.start : s.end] for s in one.content] == ["“We try,”", "“We don't stop.”"]
    assert one.figures["begins"] == pytest.approx(math.log(4), rel=1e-3)
    assert one.figures["content"] == pytest.approx(math.log(0.9), rel=1e-3)
    assert one.figures["content_parts"] == 1
    assert one.figures["content_marked"] == 1
    assert one.figures["content_opens"] == 1
    assert one.figures["source_none"] == 0
    assert one.figures["rival_share"] == 0
    assert all(math.isfinite(v) for v in one.figures.values())


def test_a_guess_without_content_is_left_out(words):
    assert tagged(TEXT, words, [guess([0] * 5 + [3, 1] + [0] * 9)], find(TEXT)) == []


def test_of_two_sources_the_likelier_is_kept(words):
    path = [1, 0, 0, 0, 0, 3, 1, 0, 5, 6, 6, 6, 6, 6, 6, 6]
    one = guess(path)
    one.scores[0, 1] = 0.5
    (found,) = tagged(TEXT, words, [one], find(TEXT))
    assert [TEXT[s.start : s.end] for s in found.source] == ["Orne"]


def test_rivals_know_of_each_other(words):
    weak = guess([0, 0, 0, 0, 0, 0, 1, 0, 0, 3, 5, 6, 6, 6, 6, 6], anchor=9, sure=0.6)
    strong, other = tagged(TEXT, words, [guess(PATH), weak], find(TEXT))
    assert strong.figures["rival_holds"] == pytest.approx(0.8)
    assert strong.figures["rival_holder"] == 0
    assert other.figures["rival_holder"] == pytest.approx(0.8)
    assert 0 < other.figures["rival_share"] < 0.8


def test_no_token_is_broken():
    doc = spacy.blank("en")(TEXT)
    broken = TEXT.index("n't") - 2
    one = Tagged(source=(), cue=(Span(10, 14),), content=(Span(broken + 3, len(TEXT)),), figures={})
    (span,) = candidate(doc, doc.text, one).content
    assert TEXT[span.start : span.end].startswith("n't stop")


@pytest.mark.parametrize(
    ("text", "source", "cue", "kept"),
    [
        ("Tarnow is said to have given way.", "Tarnow", "is said", False),
        ("The envoys were reported to be tired.", "The envoys", "were reported", False),
        ("Tarnow said it had given way.", "Tarnow", "said", True),
        ("Orne was convinced that they would yield.", "Orne", "was convinced", True),
    ],
)
def test_what_is_said_of_somebody_is_not_said_by_them(nlp, text, source, cue, kept):
    spans = [(Span(text.index(part), text.index(part) + len(part)),) for part in (source, cue)]
    content = (Span(text.index(cue) + len(cue) + 1, len(text) - 1),)
    one = Tagged(source=spans[0], cue=spans[1], content=content, figures={})
    assert bool(candidate(nlp(text), text, one).source) is kept
