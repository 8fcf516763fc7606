import pytest

from pipeline.report.facts import Fact
from pipeline.report.tally import Cross, Surest, shares


def fact(name, confidence):
    return Fact(
        fact_id=name, article_id="a", title=None, url=None, publisher=None, published=None, genre="news", text="t",
        spans=(), speakers=(), confidence=confidence,
    )  # fmt: skip


def test_fact_of_two_speakers_counts_for_both_and_of_none_is_unplaced():
    cross = Cross()
    cross.add(("vell", "bram"), "support")
    cross.add(("vell",), "oppose")
    cross.add((), "none")
    assert cross.counts == {"vell": {"support": 1, "oppose": 1}, "bram": {"support": 1}}
    assert cross.unplaced == 1


@pytest.mark.parametrize(
    ("wanted", "total", "given"),
    [
        ({}, 9, {}),
        ({"a": 5}, 0, {"a": 0}),
        ({"a": 5, "b": 1}, 9, {"a": 5, "b": 1}),
        ({"a": 9, "b": 9, "c": 1}, 9, {"a": 4, "b": 4, "c": 1}),
        ({"a": 9, "b": 9}, 3, {"a": 2, "b": 1}),
        ({"a": 9, "b": 9, "c": 9}, 2, {"a": 1, "b": 1, "c": 0}),
    ],
)
def test_places_are_parted_evenly(wanted, total, given):
    assert shares(wanted, total=total) == given


def test_surest_facts_are_kept_in_any_order():
    facts = [fact(f"s{i:02d}", (i * 7 % 40) / 40) for i in range(40)] + [fact("s99", 39 / 40)]
    expected = ["s17", "s99", "s34"]
    for order in (facts, facts[::-1]):
        kept = Surest({"vell": 3})
        for one in order:
            kept.add("vell", one)
            kept.add("bram", one)
        assert [f.fact_id for f in kept.of("vell")] == expected
        assert kept.of("bram") == []
