"""A maker of records that fills in what a test does not name."""

import dataclasses
import types
import typing

import pytest


def _default(hint):
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return None
    if origin is typing.Literal:
        return args[0]
    if origin is tuple:
        return ()
    return hint()


@pytest.fixture
def make():
    def record(kind, /, **values):
        hints = typing.get_type_hints(kind)
        blank = {f.name: _default(hints[f.name]) for f in dataclasses.fields(kind)}
        return kind(**{**blank, **values})

    return record
