"""Check a folder of tables: every quoted cell equals its span, every id resolves, schemas and labels hold."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.records import RECORDS, Article
from pipeline.verify.articles import article_faults, duplicate_faults
from pipeline.verify.columns import column_faults
from pipeline.verify.datapackage import datapackage_faults
from pipeline.verify.files import file_faults


def verify(tables: Path) -> list[str]:
    """Return all faults of a folder of tables, in order; an empty list says that the contract holds.

    Each fault names table, key and column, what was found and what was wanted.
    """
    return list(faults(tables))


def faults(tables: Path) -> Iterator[str]:
    """Yield the faults of a folder of tables as they are found, so that a caller may stop early.

    Tables are read as streams. A table that is missing, of another schema or out of order is one fault; checks that
    need it are left out.
    """
    sound: set[type] = set()
    for record in RECORDS:
        found = list(file_faults(tables, record))
        yield from found
        if not found:
            sound.add(record)
            yield from column_faults(tables, record)
    if Article in sound:
        yield from duplicate_faults(tables)
        yield from article_faults(tables, sound)
    yield from datapackage_faults(tables)
