"""The linker's arithmetic: a weighted sum of figures, calibrated."""

import pytest

from pipeline.attribute.linker import parse

RAW = {
    "terms": {"begins": [1.0, 2.0, 3.0], "source_none": [0.5, 0.5, -1.0]},
    "intercept": 0.25,
    "calibration": [[-2.0, 0.1], [0.0, 0.4], [4.0, 0.9]],
    "threshold": 0.4,
}


@pytest.mark.parametrize(
    ("figures", "score"),
    [
        ({"begins": 1.0, "source_none": 0.5}, 0.25),
        ({"begins": 3.0, "source_none": 0.5}, 3.25),
        ({"begins": 1.0, "source_none": 1.0}, -0.75),
        ({"begins": 1.0}, 1.25),  # a figure that a guess lacks is 0
        ({"begins": 1.0, "source_none": 0.5, "of no weight": 9.0}, 0.25),
    ],
)
def test_score(figures, score):
    linker = parse(RAW)
    assert linker.probability(figures) == linker.calibrated(score)


@pytest.mark.parametrize(
    ("score", "probability"), [(-9.0, 0.1), (-2.0, 0.1), (-1.0, 0.25), (0.0, 0.4), (2.0, 0.65), (4.0, 0.9), (9.0, 0.9)]
)
def test_calibration_is_straight_between_its_points(score, probability):
    assert parse(RAW).calibrated(score) == pytest.approx(probability)
