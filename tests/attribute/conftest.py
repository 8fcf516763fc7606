import pytest

from pipeline.attribute.attributor import Attributor
from pipeline.attribute.link import links
from pipeline.tokenize.nlp import DEFAULT, load


@pytest.fixture(scope="session")
def nlp():
    return load(DEFAULT)


@pytest.fixture(scope="session")
def attributions(nlp):
    """Return a function from a text to its links."""
    attributor = Attributor("fast")

    def run(text):
        return links("article", text, attributor(nlp(text)))

    return run
