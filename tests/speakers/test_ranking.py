"""Whom "he" and "she" mean: the learned ranker, another one in its place, and people brought in without a name."""

import pytest

from pipeline.sentences import split
from pipeline.speakers.ranking import Ranker
from pipeline.speakers.resolve import resolve
from pipeline.tokenize.stage import sentences_of


@pytest.fixture
def named(nlp, make_article):
    """Return the names of whom each pronoun of a text means, in its order."""

    def run(text, scorer=None):
        article = make_article(text)
        sentences = list(sentences_of(article, split(text)))
        found = resolve(nlp(text), article=article, sentences=sentences, links=[], scorer=scorer)
        spots = ((s.first, e.name) for e in found.entities for s in e.spots if s.type == "pronoun")
        return [name for _, name in sorted(spots)]

    return run


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("John Berg met Paul Orvek. He left early.", ["John Berg"]),
        ("Mary Lindt met John Berg. She left, and he stayed.", ["Mary Lindt", "John Berg"]),
        ("Mary Lindt lost her brother. She wept.", ["Mary Lindt", "Mary Lindt"]),
        ("There was a woman, a nurse from the lake. She had seen it all.", ["a woman"]),
        ("Reporters spoke with a farmer. He had sold the land.", ["a farmer"]),
        ("Look at the coast. It is grey.", []),
    ],
)
def test_meant(named, text, names):
    assert named(text) == names


def test_another_scorer_takes_its_place(named):
    text = "John Berg met Paul Orvek. He left early."
    assert named(text, scorer=Ranker({"distance": -1.0}).score) == ["Paul Orvek"]


def test_unknown_figures_weigh_nothing():
    assert Ranker({"hand": 2.0}).score({"hand": 1.5, "new": 9.0}) == 3.0
