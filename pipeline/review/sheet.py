"""Samples as a CSV sheet that people correct in place."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline import schema
from pipeline.cells import inert
from pipeline.corrections import LABELS
from pipeline.review.samples import ReviewError, Row

SHEET = "sheet.csv"
NAMES = ("statement_id", "done", "passage", "holder", *LABELS, "item", "text", "paragraph")
YES, NO = "yes", "no"


def write(drawn: Sequence[Row], folder: Path) -> list[Path]:
    """Write the sheet and return the file: one line a row, `done` to be filled in, the labels to be corrected."""
    with schema.replacing(folder / SHEET) as path, path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(NAMES)
        for row in drawn:
            texts = (row.item or "", row.text, " ".join(row.paragraph.split()))
            labels = [getattr(row, name) for name in LABELS]
            writer.writerow([row.statement_id, "", YES, inert(row.holder or ""), *labels, *map(inert, texts)])
    return [folder / SHEET]


def answers(file: Path, drawn: Mapping[str, Row]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (statement_id, answer) of each line whose `done` is not empty.

    Raises ReviewError when the file is no such sheet, or has a line that is not of the sample.
    """
    for line in lines(file, NAMES[:8]):
        name = line["statement_id"]
        if name not in drawn:
            raise ReviewError(f"{file}: {name!r} is not of this sample; give the folder it was exported to")
        if not (line["done"] or "").strip():
            continue
        passage = line["passage"].strip().lower()
        if passage not in (YES, NO):
            raise ReviewError(f"{file}: passage of {name} is {passage!r}; it is {YES} or {NO}")
        holder = line["holder"].strip()
        bare = holder[1:] if holder.startswith("'") and inert(holder[1:]) == holder else holder
        yield name, {"passage": passage == YES, "holder": bare, **{n: line[n].strip() for n in LABELS}}


def lines(file: Path, wanted: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield the lines of a sheet that has the columns ``wanted``, whether commas or semicolons part them.

    Raises ReviewError when it cannot be read, or lacks a column.
    """
    try:
        text = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as error:
        raise ReviewError(f"{file} cannot be read as UTF-8 text ({error}); save it as CSV, UTF-8") from error
    reader = csv.DictReader(text, delimiter=";" if text and ";" in text[0] else ",")
    lacking = [name for name in wanted if name not in (reader.fieldnames or ())]
    if lacking:
        raise ReviewError(f"{file} has no column {', '.join(lacking)}; keep the header of the sheet")
    yield from reader
