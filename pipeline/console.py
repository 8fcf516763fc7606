"""What the command line shows: a progress bar on a terminal, plain lines in a log, nothing when quiet."""

import sys
import time
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import typer

from pipeline import cache, info
from pipeline.cache import Cache
from pipeline.chain import Outcome
from pipeline.evaluate.stage import evaluate
from pipeline.explain import Explanation, explain
from pipeline.params import Params
from pipeline.progress import Track, silent
from pipeline.records import Attribution, Stance
from pipeline.spans import Span
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
    from pipeline.exchange import formats  # brings pandas and networkx, which no other command needs

    for path in formats.export(name, tables, out):
        typer.echo(str(path))


def show_network(tables: Path, out: Path, **choice: Any) -> None:
    """Export a discourse network and print the files written."""
    from pipeline.exchange import formats

    for path in formats.draw(tables, out, **choice):
        typer.echo(str(path))


def show_imported(name: str, source: Path, out: Path) -> None:
    """Import what people coded and print the files written."""
    from pipeline.exchange import formats

    for path in formats.gold(name, source, out):
        typer.echo(str(path))


def show_review_export(form: str, tables: Path, folder: Path, **choice: Any) -> None:
    """Export a sample for people to check and print the files written."""
    from pipeline.review import rounds

    for path in rounds.export(form, tables, folder, **choice):
        typer.echo(str(path))


def show_review_import(form: str, source: Path, folder: Path, reviews: Path, *, reviewer: str, table: str) -> None:
    """Take corrections back and print how many."""
    from pipeline.review import rounds

    count = rounds.take(form, source, folder, reviews, reviewer=reviewer, table=table)
    typer.echo(f"{count} rows checked by {reviewer}; corrections are in {reviews}")


def show_review(tables: Path, reviews: Path, *, by: str | None, stance: str) -> None:
    """Print what corrections say of the machine."""
    from pipeline.review import rounds

    for name, value in _flat(rounds.report(tables, reviews, by=by, stance=stance)):
        typer.echo(f"{name:48} {value}")


def show_explanation(concession_id: str, tables: Path, params: Params) -> None:
    """Print why a row of `concessions` is there."""
    found = explain(tables, concession_id, params=params.concessions)
    one, stance = found.concession, found.stance
    typer.echo(f"{one.concession_id}  {plain(found.article.title or found.article.path)}\n\n{_paragraph(found)}\n")
    described = [found.holder.kind, found.holder.role, found.holder.affiliation] if found.holder else []
    codes = [f"CAMEO {one.cameo}" if one.cameo else None, f"PLOVER {one.plover}" if one.plover else None]
    rows: dict[str, list[str | None]] = {
        "holder": [one.holder or "nobody: the newsroom tells it", *described],
        "move": [one.move, one.modality, *codes, f"probability {one.confidence:.2f}"],
        "who gives": [one.conceder],
        "to whom": [one.beneficiary],
        "what": [one.item],
        "condition": [one.condition],
        "stance": [stance.stance, *(f"{n} {p:.2f}" for n, p in _shares(stance)), stance.evidence],
        "efficacy": [stance.efficacy, f"probability {stance.efficacy_confidence:.2f}"],
        "said by": [
            " > ".join(f"{a.speaker or a.source} ({a.cue or 'no cue'}, {a.confidence:.2f})" for a in found.chain)
        ],
        "decided by": [
            *(f"“{_cut(found, w.span)}” {w.did}" for w in found.words),
            found.rule and f"rule “{found.rule}”",
        ],
    }
    if not found.words:
        rows["decided by"] = ["these settings no longer find it; run pipeline concessions again"]
    for name, values in rows.items():
        if any(values):
            typer.echo(f"{name:12s} {plain('; '.join(v for v in values if v))}")


def _link(one: Attribution) -> str:
    return f"{one.speaker or one.source or 'unnamed'} ({one.cue or 'no cue'}, probability {one.confidence:.2f})"


def _shares(stance: Stance) -> list[tuple[str, float]]:
    return [(n, getattr(stance, f"p_{n}")) for n in ("support", "oppose", "conditional", "none")]


def _cut(found: Explanation, span: Span) -> str:
    return found.article.text[span.start : span.end]


def _paragraph(found: Explanation) -> str:
    """Return the paragraph with its passage between brackets, its deciding words between asterisks."""
    passage = Span(found.concession.start, found.concession.end)
    inside = [w.span for w in found.words if passage.start <= w.span.start and w.span.end <= passage.end]
    text, at = _cut(found, Span(found.paragraph.start, passage.start)) + "[", passage.start
    for span in (s for i, s in enumerate(inside) if all(s.start >= t.end for t in inside[:i])):
        text += f"{_cut(found, Span(at, span.start))}*{_cut(found, span)}*"
        at = span.end
    return plain(text + _cut(found, Span(at, passage.end)) + "]" + _cut(found, Span(passage.end, found.paragraph.end)))


def plain(text: str) -> str:
    """Return text that a terminal only shows: control characters, which could steer it, become a sign."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)


def show_cache() -> None:
    """Print where the cache lies and what it holds, by stage."""
    with Cache(cache.folder(), limit=cache.limit()) as known:
        typer.echo(f"{known.path}, at most {cache.limit() // 1_000_000} MB")
        for stage, (articles, size) in known.held().items():
            typer.echo(f"  {stage:<12} {articles} articles, {size / 1_000_000:.1f} MB")


def clear_cache() -> None:
    """Drop what the cache holds and say so."""
    with Cache(cache.folder(), limit=cache.limit()) as known:
        known.clear()
        typer.echo(f"{known.path} is empty")
