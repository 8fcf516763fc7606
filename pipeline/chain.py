"""Run the chain of stages on any folder or file, without DVC or git."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from pipeline import places, scratch
from pipeline.engine import HERE, Engine
from pipeline.errors import UsageError
from pipeline.params import Params
from pipeline.places import Place
from pipeline.progress import Track, silent
from pipeline.records import Article, Reject
from pipeline.schema import count

STAGES = (
    "ingest",
    "tokenize",
    "attribute",
    "speakers",
    "concessions",
    "stance",
    "arguments",
    "statements",
    "report",
)
"""The stages in the way of the data; each is a folder of `pipeline`."""
EACH = ("ingest", "tokenize", "attribute", "speakers", "concessions", "stance", "arguments")
"""Those that go through the articles one by one."""


class InputError(UsageError):
    """What is to be read is not there."""


@dataclass(frozen=True)
class Outcome:
    """What a run has read and where its tables are."""

    tables: Place
    n_articles: int
    n_rejects: int


def stage(name: str) -> Callable[..., None]:
    """Return the ``run`` function of a stage; its code is imported only now."""
    function: Callable[..., None] = import_module(f"pipeline.{name}.stage").run
    return function


def run(
    raw: str | Place,
    out: str | Place,
    *,
    params: Params | None = None,
    engine: Engine = HERE,
    track: Track = silent,
    begin: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Read the articles of ``raw`` (a folder or a file) and write every table and the report below ``out``.

    Both may be addresses that fsspec knows, as "s3://bucket/folder"; tables are copied to one when all are written.
    ``engine`` says in how many processes, and what is known from before; ``begin`` is told the name of each stage
    before it starts.
    Returns how many articles were read and rejected. Raises InputError when ``raw`` does not exist.
    """
    raw, out, params = places.place(raw), places.place(out), params or Params()
    if not places.exists(raw):
        raise InputError(f"{raw} does not exist; give a folder of articles or one file")
    with places.folder(out, fetch=False, back=True) as tables:
        for name in STAGES:
            begin(name)
            run_stage(name, tables, params=params, raw=raw, engine=engine, track=track)
        return replace(outcome(tables), tables=out)


def run_stage(
    name: str, tables: Path, *, params: Params, raw: Place | None = None, engine: Engine = HERE, track: Track = silent
) -> None:
    """Run one stage on a folder of tables; `ingest` reads ``raw``, the stages of `EACH` use the ``engine``."""
    scratch.clear(tables)
    options: Mapping[str, Any] = {"params": getattr(params, name), "track": track}
    if name == "ingest":
        stage(name)(raw, tables, engine=engine, **options)
    elif name in EACH:
        stage(name)(tables, engine=engine, **options)
    else:
        stage(name)(tables, **options)


def outcome(tables: Path) -> Outcome:
    """Count what the tables of ``tables`` hold."""
    return Outcome(tables, count(tables, Article), count(tables, Reject))
