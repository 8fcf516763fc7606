"""The reader of sentences: from scores of words to probabilities of labels, and the one that ships."""

import numpy as np
import pytest

from pipeline import weights
from pipeline.encoder import Encoder
from pipeline.reader import Reader, groups, probabilities
from pipeline.spans import Span

LABELS = ["passage", "move=demand", "move=offer", "holder=author", "holder=narrator", "holder=other"]
TEXT = "Lumeria must lift the tariffs at once, the envoy of Vardania said. It rained in Selle on Monday.\n\n***\n\nNets dried."


def test_values_of_a_label_stand_together():
    assert groups(LABELS) == {"move": [1, 2], "holder": [3, 4, 5]}


@pytest.mark.parametrize("scores", [[0, 0, 0, 0, 0, 0], [3, -2, 5, 0, 1, 900], [-900, 1, 1, 2, 2, 2]])
def test_probabilities_of_one_label_add_up(scores):
    (found,) = probabilities(np.array([scores], float), LABELS)
    assert found[1:3].sum() == pytest.approx(1)
    assert found[3:].sum() == pytest.approx(1)
    assert ((found >= 0) & (found <= 1)).all()


@pytest.fixture(scope="module")
def reader():
    return Reader(Encoder(weights.folder("concessions/fast")))


def spans(*sentences):
    return [Span(TEXT.index(s), TEXT.index(s) + len(s)) for s in sentences]


DEMAND, RAIN, MARKS = (
    "Lumeria must lift the tariffs at once, the envoy of Vardania said.",
    "It rained in Selle on Monday.",
    "***",
)


def test_it_tells_a_demand_from_the_weather(reader):
    demand, rain = reader.read(TEXT, spans(DEMAND, RAIN))
    assert demand.labels["passage"] > 0.5 > rain.labels["passage"]
    assert demand.labels["move=demand"] > demand.labels["move=yield"]


def test_attention_is_over_the_words_of_the_sentence(reader):
    (span,) = spans(DEMAND)
    (reading,) = reader.read(TEXT, [span])
    assert reading.attention.sum() == pytest.approx(1, abs=1e-5)
    assert reading.at(span.start, span.end) == pytest.approx(1, abs=1e-5)
    assert reading.at(TEXT.index("tariffs"), TEXT.index("tariffs") + 1) > 0


def test_a_sentences_reading_depends_on_nothing_but_its_article(reader):
    one, two = spans(DEMAND, RAIN)
    assert reader.read(TEXT, [one, two])[1].labels == reader.read(TEXT, [two])[0].labels


def test_a_span_without_a_word_has_no_reading(reader):
    assert reader.read(TEXT, [Span(len(TEXT), len(TEXT))]) == [None]
