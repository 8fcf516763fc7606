"""Rows and tables for the tests of `evaluate`."""

import pytest

from pipeline import schema
from pipeline.params import provenance
from pipeline.records import RECORDS


@pytest.fixture(scope="session")
def write():
    """Write a folder of all tables from rows of whatever record; the others are empty."""

    def tables(folder, rows):
        for record in RECORDS:
            schema.write(folder, record, [r for r in rows if type(r) is record], metadata=provenance())
        return folder

    return tables
