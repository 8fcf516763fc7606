"""A parser for the tests of `stance`."""

import pytest
from spacy.language import Language

from pipeline.tokenize.nlp import DEFAULT, load


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load(DEFAULT)
