"""The encoder that ships: what it says of an article depends on nothing but the article."""

import numpy as np
import pytest

from pipeline import weights
from pipeline.attribute.tagger import HEADS, PARTS
from pipeline.encoder import Encoder
from pipeline.spans import Span

TEXT = "“The locks stay shut,” Ada Orne said on Monday.\n\nThe envoy left early, saying that the talks had failed."


@pytest.fixture(scope="module")
def encoder():
    return Encoder(weights.folder("encoder/fast"))


def read(encoder, text, **options):
    words, readings = encoder.read(text, heads=HEADS, **options)
    return words, list(readings)


def test_heads_speak_of_every_word(encoder):
    words, (reading,) = read(encoder, TEXT)
    assert len(words) == 25
    assert reading.heads["tags"].shape == (25, 9)
    assert reading.heads["query"].shape == reading.heads["key"].shape
    assert reading.heads["key"].shape[1] % PARTS == 0
    assert all(np.isfinite(scores).all() for scores in reading.heads.values())


def test_scores_do_not_depend_on_what_was_read_before(encoder):
    _, (alone,) = read(encoder, TEXT)
    read(encoder, "Another article altogether. " * 300)
    _, (again,) = read(encoder, TEXT)
    for head in HEADS:
        assert (alone.heads[head] == again.heads[head]).all()


def test_marked_words_are_read_otherwise(encoder):
    _, (plain,) = read(encoder, TEXT)
    _, (marked,) = read(encoder, TEXT, marked=[Span(0, 22)])
    assert not np.allclose(plain.heads["tags"][:7], marked.heads["tags"][:7], atol=1e-3)


@pytest.mark.parametrize("text", ["", " \n", "?", "\ufeff", "a" * 3000, "“" * 700])
def test_odd_texts_are_read(encoder, text):
    words, readings = read(encoder, text)
    assert sum(int(r.window.home.sum()) for r in readings) == len(words)
