"""Days gathered into weeks, months, years or decades, so that a timeline of any length can be read."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

MOST = 60
"""Columns a timeline has at most, where the coarsest unit allows."""


def week(day: date) -> str:
    """Return the ISO 8601 week of a day, as 2031-W05."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def month(day: date) -> str:
    """Return the month of a day, as 2031-01."""
    return f"{day.year:04d}-{day.month:02d}"


def year(day: date) -> str:
    """Return the year of a day, as 2031."""
    return f"{day.year:04d}"


def decade(day: date) -> str:
    """Return the decade of a day, as 2030s."""
    return f"{day.year // 10 * 10:04d}s"


UNITS: Mapping[str, tuple[Callable[[date], str], int]] = {
    "week": (week, 7),
    "month": (month, 28),
    "year": (year, 365),
    "decade": (decade, 3652),
}
"""Name of a unit, how a day is put into it, and the days of the shortest."""


def unit_for(first: date, last: date) -> str:
    """Return the finest unit that parts the days from ``first`` to ``last`` into at most MOST periods."""
    days = (last - first).days
    return next((name for name, (_, length) in UNITS.items() if days // length < MOST), "decade")


def through(first: date, last: date, *, unit: str) -> list[str]:
    """Return every period from ``first`` to ``last`` in order, the empty ones too."""
    period, length = UNITS[unit]
    found, day = [period(first)], first
    while day < last:
        day = min(last, day + timedelta(days=min(length, (last - day).days)))
        if period(day) != found[-1]:
            found.append(period(day))
    return found
