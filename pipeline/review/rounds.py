"""The round trip: tables -> a folder for people -> corrections -> figures."""

from dataclasses import replace
from pathlib import Path
from typing import cast

from pipeline import schema
from pipeline.evaluate.figures import Figures
from pipeline.records import Statement
from pipeline.review import accuracy, brat, check_formats, checks, corrections, label_studio, samples, sheet
from pipeline.review.checks import Check
from pipeline.review.samples import Design, ReviewError

FORMATS = ("label-studio", "brat", "csv")
TABLES = ("statements", "attributions")
GROUPS = ("organization", "person", "country", "publisher", "genre", "concept", "move")


def export(
    form: str, tables: Path, folder: Path, *, rows: str, n: int, seed: int, table: str = "statements"
) -> list[Path]:
    """Write a sample of the statements, or of the attributions, for people to check and return the files.

    Raises ReviewError for an unknown format, table or sample, TableError when a table is missing.
    """
    _known(form, table)
    if table == "attributions":
        every = list(checks.rows(tables))
        places, weight = samples.choose([one.confidence for one in every], cast(Design, rows), n=n, seed=seed)
        asked = [replace(every[i], weight=weight) for i in places]
        return [*check_formats.write(form, asked, folder), samples.write(asked, folder)]
    drawn = samples.draw(samples.rows(tables), cast(Design, rows), n=n, seed=seed)
    if form == "brat":
        made = brat.write(drawn, folder, tables=tables)
    else:
        made = (label_studio if form == "label-studio" else sheet).write(drawn, folder)
    return [*made, samples.write(drawn, folder)]


def take(form: str, source: Path, folder: Path, reviews: Path, *, reviewer: str, table: str = "statements") -> int:
    """Add what a reviewer says to the file ``reviews`` and return how many rows they checked.

    ``source`` is what came back: Label Studio's JSON export, the CSV sheet, or brat's folder; ``folder`` is what
    `export` wrote. Raises ReviewError when they do not fit each other.
    """
    _known(form, table)
    if table == "attributions":
        asked = {one.attribution_id: one for one in samples.read(folder, Check)}
        found = check_formats.answers(form, source, asked)
        said = [checks.judged(asked[name], answer, reviewer=reviewer) for name, answer in found]
        checks.write(checks.merge(checks.parse(_lines(reviews), source=str(reviews)), said), reviews)
        return len(said)
    drawn = {row.statement_id: row for row in samples.read(folder, samples.Row)}
    read = {"label-studio": label_studio.answers, "brat": brat.answers, "csv": sheet.answers}[form]
    new = [corrections.corrected(drawn[name], answer, reviewer=reviewer) for name, answer in read(source, drawn)]
    corrections.write(corrections.merge(corrections.read(reviews), new), reviews)
    return len(new)


def report(tables: Path, reviews: Path, *, by: str | None, stance: str) -> Figures:
    """Return accuracy and agreement by corrections, and with ``by`` shares of a stance that allow for errors.

    Raises ReviewError when there are no corrections or the column is unknown, TableError when a table is missing.
    """
    lines = _lines(reviews)
    if not lines:
        raise ReviewError(f"{reviews} has no corrections; write it with pipeline review import")
    if '"attribution_id"' in lines[0]:
        if by is not None:
            raise ReviewError(f"{reviews} is about attributions; shares by group are of statements")
        return checks.figures(checks.parse(lines, source=str(reviews)))
    found = corrections.read(reviews)
    figures = accuracy.figures(found)
    if by is not None:
        if by not in GROUPS:
            raise ReviewError(f"statements are not grouped by {by!r}; there are {', '.join(GROUPS)}")
        counted = {s.statement_id: getattr(s, by) for s in schema.read(tables, Statement) if s.duplicate_of is None}
        figures["shares"] = accuracy.shares(samples.rows(tables), counted, found, stance=stance)
    return figures


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _known(form: str, table: str) -> None:
    if form not in FORMATS:
        raise ReviewError(f"there is no format {form!r}; there are {', '.join(FORMATS)}")
    if table not in TABLES:
        raise ReviewError(f"people do not check {table!r}; they check {' or '.join(TABLES)}")
    if table == "attributions" and form == "brat":
        raise ReviewError("attributions are checked in label-studio or csv")
