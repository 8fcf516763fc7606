"""The round trip: tables -> a folder for people -> corrections -> figures."""

from pathlib import Path
from typing import cast

from pipeline import schema
from pipeline.evaluate.figures import Figures
from pipeline.records import Statement
from pipeline.review import accuracy, brat, corrections, label_studio, samples, sheet
from pipeline.review.samples import Design, ReviewError

FORMATS = ("label-studio", "brat", "csv")
GROUPS = ("organization", "person", "country", "publisher", "genre", "concept", "move")


def export(form: str, tables: Path, folder: Path, *, rows: str, n: int, seed: int) -> list[Path]:
    """Write a sample of the statements for people to check and return the files.

    Raises ReviewError for an unknown format or sample, TableError when a table is missing.
    """
    _known(form)
    drawn = samples.draw(samples.rows(tables), cast(Design, rows), n=n, seed=seed)
    if form == "brat":
        made = brat.write(drawn, folder, tables=tables)
    else:
        made = (label_studio if form == "label-studio" else sheet).write(drawn, folder)
    return [*made, samples.write(drawn, folder)]


def take(form: str, source: Path, folder: Path, reviews: Path, *, reviewer: str) -> int:
    """Add a reviewer's corrections to the file ``reviews`` and return how many rows they checked.

    ``source`` is what came back: Label Studio's JSON export, the CSV sheet, or brat's folder; ``folder`` is what
    `export` wrote. Raises ReviewError when they do not fit each other.
    """
    _known(form)
    drawn = {row.statement_id: row for row in samples.read(folder)}
    read = {"label-studio": label_studio.answers, "brat": brat.answers, "csv": sheet.answers}[form]
    new = [corrections.corrected(drawn[name], answer, reviewer=reviewer) for name, answer in read(source, drawn)]
    corrections.write(corrections.merge(corrections.read(reviews), new), reviews)
    return len(new)


def report(tables: Path, reviews: Path, *, by: str | None, stance: str) -> Figures:
    """Return accuracy and agreement by corrections, and with ``by`` shares of a stance that allow for errors.

    Raises ReviewError when there are no corrections or the column is unknown, TableError when a table is missing.
    """
    found = corrections.read(reviews)
    if not found:
        raise ReviewError(f"{reviews} has no corrections; write it with pipeline review import")
    figures = accuracy.figures(found)
    if by is not None:
        if by not in GROUPS:
            raise ReviewError(f"statements are not grouped by {by!r}; there are {', '.join(GROUPS)}")
        counted = {s.statement_id: getattr(s, by) for s in schema.read(tables, Statement) if s.duplicate_of is None}
        figures["shares"] = accuracy.shares(samples.rows(tables), counted, found, stance=stance)
    return figures


def _known(form: str) -> None:
    if form not in FORMATS:
        raise ReviewError(f"there is no format {form!r}; there are {', '.join(FORMATS)}")
