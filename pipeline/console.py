"""What the command line shows: a progress bar on a terminal, plain lines in a log, nothing when quiet."""

import sys
import time
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import typer

from pipeline import info
from pipeline.chain import Outcome
from pipeline.evaluate.stage import evaluate
from pipeline.exchange.formats import export
from pipeline.params import Params
from pipeline.progress import Track, silent
from pipeline.verify import faults

T = TypeVar("T")
FAULTS_SHOWN = 10
SECONDS_BETWEEN_LINES = 30


def track(*, quiet: bool) -> Track:
    """Return how progress is shown: a bar on a terminal, a line now and then in a log, nothing when quiet."""
    if quiet:
        return silent
    return _bar if sys.stderr.isatty() else _lines


def _bar(items: Iterable[T], *, what: str, total: int | None = None) -> Iterable[T]:
    from rich.console import Console
    from rich.progress import track as rich_track

    return rich_track(items, description=what, total=total, console=Console(stderr=True), transient=True)


def _lines(items: Iterable[T], *, what: str, total: int | None = None) -> Iterable[T]:
    last = time.monotonic()
    for number, item in enumerate(items, 1):
        yield item
        if time.monotonic() - last > SECONDS_BETWEEN_LINES:
            typer.echo(f"  {number}{f' of {total}' if total else ''} {what}", err=True)
            last = time.monotonic()


def begin(*, quiet: bool) -> Callable[[str], None]:
    """Return what tells that a stage begins."""
    return (lambda _: None) if quiet else (lambda name: typer.echo(f"{name} …", err=True))


def finish(outcome: Outcome, *, quiet: bool) -> None:
    """Say how many articles were read and rejected, and where the tables and the report are."""
    if quiet:
        return
    typer.echo(f"{outcome.n_articles} articles read, {outcome.n_rejects} rejected")
    if outcome.n_rejects:
        typer.echo(f"why: {outcome.tables / 'rejects.parquet'}")
    typer.echo(f"tables: {outcome.tables}")
    typer.echo(f"report: {outcome.tables / 'report' / 'index.html'}")


def show_info(tables: Path, params: Params) -> None:
    """Print versions, models and the tables of a folder as three lists."""
    for title, rows in (
        ("versions", info.versions()),
        ("models", info.models(params)),
        (f"tables in {tables}", info.tables(tables)),
    ):
        typer.echo(title)
        for name, value in rows:
            typer.echo(f"  {name:24s} {value}")


def show_faults(tables: Path) -> int:
    """Print the first faults of a folder of tables; return the exit code, 0 for none."""
    found = list(islice(faults(tables), FAULTS_SHOWN))
    for fault in found:
        typer.echo(fault)
    if not found:
        typer.echo(f"{tables}: every quoted cell equals its span, every id resolves, schemas hold")
    return 1 if found else 0


def show_figures(task: str, gold: Path, tables: Path, *, curve: Path | None = None) -> None:
    """Print the figures of one task, nested names joined by a dot; write the curve by confidence where asked."""
    for name, value in _flat(evaluate(task, gold, tables, curve=curve)):
        typer.echo(f"{name:48s} {value}")


def _flat(figures: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def show_exported(name: str, tables: Path, out: Path) -> None:
    """Export tables and print the files written."""
    for path in export(name, tables, out):
        typer.echo(str(path))
