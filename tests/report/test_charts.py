from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from pipeline.report import charts


def parsed(svg):
    return ElementTree.fromstring(svg)


def rects(svg):
    return [(r.get("class"), float(r.get("x")), float(r.get("width"))) for r in parsed(svg).iter("rect")]


def test_bar_is_as_long_as_its_share_of_the_widest():
    drawn = rects(charts.bar({"support": 3, "oppose": 1, "none": 0}, widest=8, name="Vell"))
    assert drawn == [("c-support", 0.0, 373.0), ("c-oppose", 375.0, 123.0)]


def test_bar_tells_its_numbers_in_words():
    svg = charts.bar({"support": 3, "oppose": 1, "none": 0}, widest=4, name="Vell")
    assert parsed(svg).find("title").text == "Vell: support 3, oppose 1"
    assert parsed(svg).get("role") == "img"


def test_hostile_name_is_text():
    svg = charts.bar({"support": 1}, widest=1, name='</title><script>alert("x")</script>')
    assert isinstance(svg, Markup)
    assert parsed(svg).find("title").text == '</title><script>alert("x")</script>: support 1'


def test_columns_stack_over_every_period_and_stay_inside():
    rows = {"2031-W01": {"support": 2, "oppose": 1}, "2031-W02": {}, "2031-W03": {"support": 1, "oppose": 0}}
    svg = charts.columns(rows, title="Over time", unit="week")
    drawn = list(parsed(svg).iter("rect"))
    assert [r.get("class") for r in drawn] == ["c-support", "c-oppose", "c-support"]
    tops = [float(r.get("y")) for r in drawn]
    assert tops[1] < tops[0]
    assert min(tops) >= charts.TOP
    assert parsed(svg).find("desc").text.startswith("Stacked columns, one a week, 3 in all; the highest has 3.")


def test_columns_of_nothing_are_still_a_picture():
    assert parsed(charts.columns({}, title="Over time", unit="week")).find("title").text == "Over time"


@pytest.mark.parametrize(
    ("most", "step"), [(0, 1), (5, 1), (6, 2), (10, 2), (11, 5), (25, 5), (26, 10), (900, 200), (5001, 2000)]
)
def test_tick_is_round(most, step):
    assert charts.tick(most) == step


@pytest.mark.parametrize(("n", "most", "depth"), [(0, 9, 0), (1, 9, 1), (5, 9, 3), (8, 9, 4), (9, 9, 5), (1, 1, 5)])
def test_shade_deepens_with_the_number(n, most, depth):
    assert charts.shade(n, most=most) == depth
