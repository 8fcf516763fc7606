"""Fitting the linker: what is right, and weights, calibration and threshold from it."""

import numpy as np
import pytest

from pipeline.attribute.linker import parse
from pipeline.attribute.tagged import Tagged
from pipeline.spans import Span
from pipeline.train.link import fit, right

TEXT = "The locks stay shut, Orne said. They open soon, Lise wrote."
ARTICLE = {
    "text": TEXT,
    "attributions": [
        {"source": [[21, 25]], "cue": [[26, 30]], "content": [[0, 19]]},
        {"source": [[48, 52]], "cue": [[53, 58]], "content": [[32, 46]]},
    ],
}


def guess(source, content, **figures):
    return Tagged(source=source, cue=(), content=content, figures=figures)


@pytest.mark.parametrize(
    ("source", "content", "is_right"),
    [
        (Span(21, 25), Span(0, 19), True),
        (Span(21, 25), Span(4, 19), True),
        (Span(48, 52), Span(0, 19), False),
        (Span(21, 25), Span(0, 3), False),
        (Span(21, 25), Span(19, 20), False),
    ],
)
def test_right(source, content, is_right):
    assert right(ARTICLE, [guess((source,), (content,))]) == [is_right]


def test_of_two_alike_one_is_right():
    both = [guess((Span(21, 25),), (Span(4, 19),)), guess((Span(21, 25),), (Span(0, 19),))]
    assert right(ARTICLE, both) == [False, True]


def test_fit_learns_the_figure_that_tells():
    rng = np.random.default_rng(0)
    found, labels = [], []
    for _ in range(20):
        values = rng.normal(size=(10, 2))
        found.append([guess((), (), tells=float(a), idle=float(b)) for a, b in values])
        labels.append([bool(a + 0.5 * rng.normal() > 0.3) for a, _ in values])
    raw = fit(found, labels, gold=sum(map(sum, labels)) + 5)
    linker = parse(raw)
    assert abs(raw["terms"]["tells"][2]) > 5 * abs(raw["terms"]["idle"][2])
    low, high = (linker.probability({"tells": v, "idle": 0.0}) for v in (-2.0, 2.0))
    assert low < 0.1 < 0.9 < high
    scores = [point[0] for point in raw["calibration"]]
    assert scores == sorted(scores)
    assert 0.1 <= raw["threshold"] < 0.7
