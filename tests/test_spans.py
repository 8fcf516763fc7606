import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import spans
from pipeline.spans import Span

STEADY = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

ANY = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: Span(min(pair), max(pair)))


@pytest.mark.parametrize(
    ("a", "b", "shared"),
    [((0, 5), (3, 9), 2), ((0, 5), (5, 9), 0), ((0, 9), (2, 4), 2), ((0, 2), (7, 9), 0), ((3, 3), (0, 9), 0)],
)
def test_overlap(a, b, shared):
    assert spans.overlap(Span(*a), Span(*b)) == shared
    assert spans.overlap(Span(*b), Span(*a)) == shared


@pytest.mark.parametrize(
    ("outer", "inner", "verdict"),
    [((0, 5), (0, 5), True), ((0, 5), (1, 4), True), ((0, 5), (4, 6), False), ((1, 5), (0, 3), False)],
)
def test_contains(outer, inner, verdict):
    assert spans.contains(Span(*outer), Span(*inner)) is verdict


def test_hull():
    assert spans.hull([Span(4, 6), Span(1, 2), Span(3, 9)]) == Span(1, 9)


@pytest.mark.parametrize(
    ("text", "span", "strip", "trimmed"),
    [
        ("  ab \n", (0, 6), None, (2, 4)),
        ("ab", (0, 2), None, (0, 2)),
        ("x   y", (1, 4), None, (1, 1)),
        ("“ab,”", (0, 5), "“”,", (1, 3)),
        ("", (0, 0), None, (0, 0)),
    ],
)
def test_trim(text, span, strip, trimmed):
    assert spans.trim(text, Span(*span), strip=strip) == Span(*trimmed)


@pytest.mark.parametrize(
    ("given_spans", "gap", "merged"),
    [
        ([], 0, ()),
        ([(5, 7), (0, 2)], 0, ((0, 2), (5, 7))),
        ([(0, 2), (2, 4)], 0, ((0, 4),)),
        ([(0, 2), (3, 4)], 0, ((0, 2), (3, 4))),
        ([(0, 2), (3, 4)], 1, ((0, 4),)),
        ([(0, 9), (2, 4)], 0, ((0, 9),)),
    ],
)
def test_merge(given_spans, gap, merged):
    assert spans.merge([Span(*s) for s in given_spans], gap=gap) == merged


@pytest.mark.parametrize(
    ("span", "holes", "left"),
    [
        ((0, 9), [], ((0, 9),)),
        ((0, 9), [(3, 5)], ((0, 3), (5, 9))),
        ((0, 9), [(0, 3), (7, 12)], ((3, 7),)),
        ((2, 4), [(0, 9)], ()),
        ((0, 9), [(6, 7), (1, 2)], ((0, 1), (2, 6), (7, 9))),
        ((4, 9), [(0, 3), (9, 12)], ((4, 9),)),
    ],
)
def test_subtract(span, holes, left):
    assert spans.subtract(Span(*span), [Span(*h) for h in holes]) == left


@STEADY
@given(ANY, st.lists(ANY, max_size=5))
def test_what_is_left_and_the_holes_make_up_the_span(span, holes):
    left = {i for part in spans.subtract(span, holes) for i in range(*part)}
    cut = {i for hole in holes for i in range(*hole)}
    assert left == set(range(*span)) - cut


@STEADY
@given(st.lists(ANY, max_size=6), st.integers(0, 3))
def test_merged_spans_are_in_order_and_further_apart_than_the_gap(many, gap):
    merged = spans.merge(many, gap=gap)
    assert all(a.end + gap < b.start for a, b in itertools.pairwise(merged))
    assert {i for s in many for i in range(*s)} <= {i for s in merged for i in range(*s)}


def test_quoted():
    text = '"We try," she said. "We do."'
    assert spans.quoted(text, [Span(0, 9), Span(20, 28)]) == '"We try," "We do."'
    assert spans.quoted(text, []) is None
