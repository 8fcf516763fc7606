"""The formats that `pipeline export NAME TABLES OUT` knows, by name."""

from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.exchange import csv

Export = Callable[[Path, Path], list[Path]]
"""Reads the folder of tables, writes where it is told, and returns the files written."""

FORMATS: Mapping[str, Export] = {"csv": csv.export}


class FormatError(UsageError):
    """A format is asked for that is not known."""


def export(name: str, tables: Path, out: Path) -> list[Path]:
    """Write the tables of a folder in the format called ``name`` and return the files written.

    Raises FormatError for an unknown name, TableError when the tables cannot be read.
    """
    if name not in FORMATS:
        raise FormatError(f"there is no format {name!r}; there are {', '.join(FORMATS)}")
    return FORMATS[name](tables, out)
