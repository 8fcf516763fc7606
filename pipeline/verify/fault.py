"""How a fault is told: table, key, column, what was found, what was wanted."""

from collections.abc import Sequence
from typing import Any

LONGEST = 80
"""Characters of a value that a message shows."""


def fault(record: type, key: Sequence[Any], column: str, *, found: Any, wanted: str) -> str:
    """Return the message of one fault; ``key`` holds the values of the row's key, none for a whole table."""
    table = str(record.TABLE)  # type: ignore[attr-defined]
    row = f" {'/'.join(map(str, key))}" if key else ""
    return f"{table}{row}: {column} is {shown(found)}, wanted {wanted}"


def key_of(row: Any) -> tuple[Any, ...]:
    """Return the key of a record."""
    return tuple(getattr(row, name) for name in row.KEY)


def row_fault(row: Any, column: str, *, wanted: str) -> str:
    """Return the message of a fault in a column of a record."""
    return fault(type(row), key_of(row), column, found=getattr(row, column), wanted=wanted)


def shown(value: Any) -> str:
    """Return a value as Python writes it, cut to a readable length; null for None."""
    text = "null" if value is None else repr(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
