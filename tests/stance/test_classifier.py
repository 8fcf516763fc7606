"""Scores become probabilities that add up."""

import pytest

from pipeline.stance.classifier import best, probabilities, rounded

WEIGHTS = {"a": {"support": 2.0}, "b": {"oppose": 5.0}}


@pytest.mark.parametrize(
    ("features", "label"),
    [({"a": 1.0}, "support"), ({"a": 1.0, "b": 1.0}, "oppose"), ({}, "support"), ({"unheard": 3.0}, "support")],
)
def test_best(features: dict[str, float], label: str) -> None:
    assert best(probabilities(features, WEIGHTS, temperature=1.0)) == label


def test_temperature_flattens() -> None:
    sharp = probabilities({"b": 1.0}, WEIGHTS, temperature=1.0)
    flat = probabilities({"b": 1.0}, WEIGHTS, temperature=5.0)
    assert 0.25 < flat["oppose"] < sharp["oppose"]


@pytest.mark.parametrize(
    "shares",
    [(0.3333, 0.3333, 0.3334, 0.0), (0.99949, 0.00017, 0.00017, 0.00017), (0.25, 0.25, 0.25, 0.25)],
)
def test_rounded_probabilities_add_up_to_one(shares: tuple[float, float, float, float]) -> None:
    result = rounded(dict(zip(("support", "oppose", "conditional", "none"), shares, strict=True)))  # type: ignore[arg-type]
    assert round(sum(result.values()), 9) == 1.0
    assert all(round(p, 3) == p for p in result.values())
