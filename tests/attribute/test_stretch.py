"""Contents are stretched over words beside them that are somebody's and nobody has."""

import numpy as np
import pytest
import spacy

from pipeline.attribute.candidates import Candidate
from pipeline.attribute.link import Found
from pipeline.attribute.stretch import LEAST, content_words, stretched
from pipeline.attribute.tagger import Guess
from pipeline.spans import Span
from pipeline.windows import Words

TEXT = "Orne said they would leave by dusk today , Tell said no"
DOC = spacy.blank("en")(TEXT)
WORDS = Words(np.array([t.idx for t in DOC]), np.array([t.idx + len(t) for t in DOC]), np.zeros(len(DOC), np.int64))


def said(content, cue, source):
    parts = [(Span(TEXT.index(p), TEXT.index(p) + len(p)),) for p in (content, cue, source)]
    return Found(Candidate(rule="tagger", content=parts[0], cue=parts[1], source=parts[2]), 0.5)


def tags_of(content):
    tags = np.zeros((len(content), 3, 3), np.float32)
    tags[:, 2, 0] = [1 - c for c in content]
    return tags


@pytest.mark.parametrize(
    ("likely", "wanted"),
    [
        ("dusk", ["would leave by dusk"]),
        ("they dusk today", ["they would leave by dusk today"]),
        ("today", ["would leave by"]),  # not past a word that is nobody's
        ("said Orne", ["would leave by"]),  # who speaks, and the cue, are not what is said
        ("", ["would leave by"]),
    ],
)
def test_words_beside_a_content(likely, wanted):
    chances = np.array([1.0 if t.text in likely.split() else 0.0 for t in DOC], np.float32)
    (one,) = stretched(DOC, [said("would leave by", "said", "Orne")], WORDS, chances)
    assert [TEXT[s.start : s.end] for s in one.content] == wanted


def test_between_two_contents_the_first_takes_the_words():
    chances = np.array([LEAST + 0.01] * 10 + [0], np.float32)
    one, two = stretched(DOC, [said("would leave", "said", "Orne"), said("no", "Tell", "said")], WORDS, chances)
    assert [TEXT[s.start : s.end] for s in one.content] == ["they would leave by dusk today ,"]
    assert two.content == said("no", "Tell", "said").content


def test_content_words_are_the_greatest_of_all_windows():
    paths = np.zeros(4, np.int64)
    scores = np.zeros((4, 7), np.float32)
    one, two = tags_of([0.1, 0.2, 0.3, 0.4]), tags_of([0.9, 0.1, 0.1, 0.1])
    guesses = [Guess(0, np.arange(4), paths, one, scores), Guess(4, np.arange(3, 7), paths, two, scores)]
    likely = content_words(WORDS, guesses)
    assert likely[:8].tolist() == pytest.approx([0.1, 0.2, 0.3, 0.9, 0.1, 0.1, 0.1, 0])
