from datetime import date

import pytest

from pipeline.report.periods import MOST, UNITS, through, unit_for


@pytest.mark.parametrize(
    ("unit", "day", "period"),
    [
        ("week", date(2031, 1, 1), "2031-W01"),
        ("week", date(2032, 12, 31), "2032-W53"),
        ("week", date(2033, 1, 1), "2032-W53"),
        ("month", date(2031, 2, 28), "2031-02"),
        ("year", date(2031, 2, 28), "2031"),
        ("decade", date(2039, 12, 31), "2030s"),
    ],
)
def test_day_falls_into_its_period(unit, day, period):
    assert UNITS[unit][0](day) == period


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        (date(2031, 3, 1), date(2031, 3, 1), "week"),
        (date(2031, 1, 1), date(2031, 12, 31), "week"),
        (date(2031, 1, 1), date(2033, 12, 31), "month"),
        (date(2001, 1, 1), date(2031, 12, 31), "year"),
        (date(1851, 1, 1), date(2031, 12, 31), "decade"),
        (date.min, date.max, "decade"),
    ],
)
def test_unit_suits_the_length(first, last, unit):
    assert unit_for(first, last) == unit
    assert unit == "decade" or len(through(first, last, unit=unit)) <= MOST + 2


def test_empty_periods_are_there():
    assert through(date(2031, 1, 31), date(2031, 4, 1), unit="month") == ["2031-01", "2031-02", "2031-03", "2031-04"]
    assert through(date(2032, 12, 20), date(2033, 1, 4), unit="week") == ["2032-W52", "2032-W53", "2033-W01"]
    assert through(date(2031, 1, 1), date(2031, 1, 1), unit="year") == ["2031"]
