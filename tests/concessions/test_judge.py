"""The judge's sums."""

import pytest

from pipeline.concessions import judge
from pipeline.concessions.cast import NARRATION, Party
from pipeline.concessions.contenders import Contender
from pipeline.reader import Reading

JUDGE = judge.parse(
    {
        "threshold": 0.4,
        "trusted": 0.1,
        "overruled": 0.05,
        "remote": 0.02,
        "quiet": 0.15,
        "row": {"bias": -1.0, "said": 2.0},
        "labels": {"move": {"demand": {"bias": 0.0, "read move=demand": 1.0}, "yield": {"bias": 0.0}}},
    }
)


@pytest.mark.parametrize(
    ("values", "probability"), [({}, 0.269), ({"said": 1.0}, 0.731), ({"said": 0.5, "unknown": 9.0}, 0.5)]
)
def test_probability(values, probability):
    assert JUDGE.probability(values) == pytest.approx(probability, abs=0.001)


@pytest.mark.parametrize(("said", "best"), [(1.0, "demand"), (-1.0, "yield")])
def test_shares_add_up(said, best):
    shares = JUDGE.shares("move", {"read move=demand": said})
    assert sum(shares.values()) == pytest.approx(1)
    assert max(shares, key=lambda value: shares[value]) == best


@pytest.mark.parametrize(
    ("party", "author", "label"),
    [(None, 0.0, "holder=narrator"), (Party("Lena Hast"), 1.0, "holder=author"), (Party("Oru"), 0.0, "holder=other")],
)
def test_features_tell_what_the_reader_made_of_the_sentence(party, author, label):
    labels = dict.fromkeys(("passage", "holder=narrator", "holder=author", "holder=other"), 0.01) | {label: 0.99}
    one = Contender(party, NARRATION, speaks=True)
    one.note(author=author, said=1)
    values = judge.features(one, Reading(labels, None, None))
    assert values["read holder"] == values["read " + label] > 0 > values["read passage"]
    assert values["said & passage"] == values["read passage"]
    assert "does & passage" not in values
