"""The formats that `pipeline export NAME TABLES OUT` and `pipeline import NAME FILE OUT` know, by name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast, get_args

from pipeline.errors import UsageError
from pipeline.exchange import aif, csv, dna, dna_events, dna_gold, graphml, stata
from pipeline.networks import Actors, Choice, Network

Export = Callable[[Path, Path], list[Path]]
"""Reads the folder of tables, writes where it is told, and returns the files written."""

FORMATS: Mapping[str, Export] = {
    "aif": aif.export,
    "csv": csv.export,
    "dna": dna.export,
    "dna-events": dna_events.export,
    "stata": stata.export,
}
SOURCES: Mapping[str, Export] = {"dna": dna_gold.read}


class FormatError(UsageError):
    """A format is asked for that is not known."""


def export(name: str, tables: Path, out: Path) -> list[Path]:
    """Write the tables of a folder in the format called ``name`` and return the files written.

    Raises FormatError for an unknown name, TableError when the tables cannot be read.
    """
    if name not in FORMATS:
        raise FormatError(f"there is no format {name!r}; there are {', '.join(FORMATS)}")
    return FORMATS[name](tables, out)


def draw(tables: Path, out: Path, *, network: str, dialect: str, actors: str, **choice: Any) -> list[Path]:
    """Write a discourse network as GraphML and return the files written; ``choice`` is as in `networks.Choice`.

    Raises FormatError for an unknown network, dialect or kind of actor, TableError when `statements` is missing.
    """
    for value, known in ((network, Network), (dialect, graphml.Dialect), (actors, Actors)):
        if value not in get_args(known):
            raise FormatError(f"there is no {value!r}; there are {', '.join(get_args(known))}")
    chosen = Choice(actors=cast(Actors, actors), **choice)
    kind, form = cast(Network, network), cast(graphml.Dialect, dialect)
    return graphml.export(tables, out, kind=kind, dialect=form, choice=chosen)


def gold(name: str, source: Path, out: Path) -> list[Path]:
    """Write what people coded in the format called ``name`` as gold and return the files written.

    Raises FormatError for an unknown name, and what the format's reader raises.
    """
    if name not in SOURCES:
        raise FormatError(f"there is no format {name!r} to import; there are {', '.join(SOURCES)}")
    return SOURCES[name](source, out)
