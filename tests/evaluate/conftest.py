"""Rows and tables for the tests of `evaluate`."""

import dataclasses
import typing

import pytest

from pipeline import schema
from pipeline.params import provenance
from pipeline.records import RECORDS


def _default(hint):
    if type(None) in typing.get_args(hint):
        return None
    if typing.get_origin(hint) is typing.Literal:
        return typing.get_args(hint)[0]
    return {str: "x", int: 0, float: 0.5}.get(hint, ())


@pytest.fixture(scope="session")
def make():
    """Make a record; fields that are not given are null or the plainest value of their type."""

    def row(record, /, **values):
        hints = typing.get_type_hints(record)
        return record(**{f.name: values.get(f.name, _default(hints[f.name])) for f in dataclasses.fields(record)})

    return row


@pytest.fixture(scope="session")
def write():
    """Write a folder of all tables from rows of whatever record; the others are empty."""

    def tables(folder, rows):
        for record in RECORDS:
            schema.write(folder, record, [r for r in rows if type(r) is record], metadata=provenance())
        return folder

    return tables
