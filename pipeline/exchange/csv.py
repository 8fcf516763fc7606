"""Every table as CSV (RFC 4180): UTF-8 without a byte-order mark, a header line, null as an empty cell.

Lists are JSON, days are ISO 8601, booleans true and false. A cell of free text that a spreadsheet would run as a
formula has an apostrophe before it (:func:`pipeline.cells.inert`); closed labels and numbers never have.
"""

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.cells import inert
from pipeline.columns import labels_of
from pipeline.records import RECORDS
from pipeline.schema import TableError, parts, read_batches, replacing, schema_of, table_path


def export(tables: Path, out_dir: Path) -> list[Path]:
    """Write each table found in ``tables`` as ``out_dir/NAME.csv`` and return the files written, in table order.

    Raises TableError when ``tables`` holds none, or one of another version of the pipeline.
    """
    present = [record for record in RECORDS if parts(tables, record)]
    if not present:
        raise TableError(f"{tables} holds no table; give the folder that pipeline run wrote")
    return [export_table(tables, record, out_dir) for record in present]


def export_table(tables: Path, record: type, out_dir: Path) -> Path:
    """Write the table of one record class as CSV, a row group at a time, and return the file."""
    target = out_dir / f"{table_path(tables, record).stem}.csv"
    schema = schema_of(record)
    cells = [cell_of(field.type, is_label=field.name in labels_of(record)) for field in schema]
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(schema.names)
        for batch in read_batches(tables, record):
            rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
            writer.writerows([cell(v) for cell, v in zip(cells, row, strict=True)] for row in rows)
    return target


def cell_of(arrow: pa.DataType, *, is_label: bool) -> Callable[[Any], str]:
    """Return how values of a column become cells; null becomes an empty one."""
    if pa.types.is_list(arrow):
        return _json
    if pa.types.is_string(arrow) and not is_label:
        return _text
    return _plain


def _json(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _text(value: str | None) -> str:
    return "" if value is None else inert(value)


def _plain(value: str | float | bool | date | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
