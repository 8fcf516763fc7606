from collections import Counter

import pytest

from pipeline.evaluate import figures
from pipeline.evaluate.figures import Counts


def counted(**sides) -> Counts:
    counts: Counts = Counter()
    figures.hits(counts, "m", **sides)
    return counts


@pytest.mark.parametrize(
    ("sides", "wanted"),
    [
        ({"right": 3, "wrong": 1, "missed": 3}, (0.75, 0.5, 0.6)),
        ({"right": 2}, (1.0, 1.0, 1.0)),
        ({"wrong": 2}, (0.0, 0.0, 0.0)),
        ({"missed": 2}, (0.0, 0.0, 0.0)),
        ({"right": 1, "wrong": 2}, (0.333, 1.0, 0.5)),
    ],
)
def test_scores(sides, wanted):
    found = figures.scores(counted(**sides), "m")
    assert (found["precision"], found["recall"], found["f1"]) == wanted


def test_labels_count_what_is_missing_as_wrong():
    pairs = [("support", "support"), ("support", "oppose"), ("oppose", "oppose"), ("none", "")]
    counts = Counter({("stance", "label", *pair): 1 for pair in pairs})
    assert figures.labels(counts, "stance") == {"accuracy": 0.5, "macro_f1": 0.444, "n": 4}


def test_the_interval_holds_the_figure_and_is_the_same_each_time():
    documents = [counted(right=n % 4, wrong=1, missed=n % 3) for n in range(30)]
    low, high = figures.interval(documents, "m")
    assert low < figures.f1(figures.total(documents), "m") < high
    assert [low, high] == figures.interval(documents, "m")


def test_the_interval_of_documents_all_alike_is_a_point():
    assert figures.interval([counted(right=1, wrong=1, missed=1)] * 5, "m") == [0.5, 0.5]
    assert figures.interval([], "m") == [0.0, 0.0]
