import pytest

from pipeline import weights
from pipeline.attribute import judge
from pipeline.attribute.find import candidates_of
from pipeline.attribute.link import decode, links
from pipeline.attribute.quotes import find
from pipeline.tokenize.nlp import DEFAULT, load


@pytest.fixture(scope="session")
def nlp():
    return load(DEFAULT)


@pytest.fixture(scope="session")
def attributions(nlp):
    """Return a function from a text to its links."""
    judging = judge.parse(weights.read("attribute"))

    def run(text):
        quotes = find(text)
        scored = judging.scored(candidates_of(nlp(text), text, quotes))
        return links("article", text, decode(text, scored, quotes, threshold=judging.threshold))

    return run
