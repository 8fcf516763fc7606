"""Linear models from files."""

import pytest

from pipeline import linear

WEIGHTS = {"yes": {"bias": 0.0, "warm": 2.0}, "no": {"bias": 1.0}}


@pytest.mark.parametrize(
    ("values", "share"), [({}, 0.5), ({"warm": 1.0}, 0.8808), ({"warm": 0.0, "odd": 5.0}, 0.5), ({"warm": -1e9}, 0.0)]
)
def test_probability(values, share):
    assert linear.probability(WEIGHTS["yes"], values) == pytest.approx(share, abs=1e-4)


@pytest.mark.parametrize(("values", "best"), [({}, "no"), ({"warm": 1.0}, "yes"), ({"warm": 1e4}, "yes")])
def test_shares_add_up_and_the_greatest_wins(values, best):
    found = linear.shares(WEIGHTS, values)
    assert sum(found.values()) == pytest.approx(1)
    assert max(found, key=lambda value: found[value]) == best


@pytest.mark.parametrize(("share", "odds"), [(0.5, 0.0), (0.0, -1.0), (1.0, 1.0), (0.995, 1.0)])
def test_log_odds_are_bounded(share, odds):
    assert linear.evened(share) == pytest.approx(odds)


def test_weights_without_a_bias_have_none():
    assert linear.probability({"warm": 2.0}, {"odd": 1.0}) == 0.5
