import dataclasses
import os
import types
import typing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """Keep what the tests make out of the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIPELINE_CACHE", os.fspath(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def root():
    """Return the root of the checkout."""
    return ROOT


def _plainest(hint):
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return None
    if origin is typing.Literal:
        return args[0]
    return () if origin is tuple else hint()


@pytest.fixture(scope="session")
def make():
    """Return a maker of records: a field that is not given is null, or the plainest value of its type."""

    def record(kind, /, **values):
        hints = typing.get_type_hints(kind)
        return kind(**{**{f.name: _plainest(hints[f.name]) for f in dataclasses.fields(kind)}, **values})

    return record


@pytest.fixture(scope="session")
def keep():
    """Return a function that writes parses below a folder of tables."""
    from pipeline import docs

    def kept(tables, parses, *, shard_size=10):
        with docs.writing(tables, shard_size=shard_size) as shards:
            for doc in parses:
                shards.add(docs.packed(doc))

    return kept


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """Run the whole chain once on the sample corpus and return the folder of tables."""
    from pipeline.chain import run

    out = tmp_path_factory.mktemp("sample")
    run(ROOT / "data" / "raw", out)
    return out


@pytest.fixture
def in_root(monkeypatch):
    """Work in the root of the checkout, as a newcomer does."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PYTHONPATH", os.fspath(ROOT))
