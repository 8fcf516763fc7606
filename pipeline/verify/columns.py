"""Faults that one column shows by itself: empty strings, labels off the closed list, impossible probabilities."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.columns import labels_of
from pipeline.schema import read_batches, schema_of
from pipeline.verify.fault import fault


@dataclass(frozen=True, slots=True)
class ColumnCheck:
    """What a column's values must be; ``bad`` returns a mask that is true where they are not."""

    column: str
    wanted: str
    bad: Callable[[Any], Any]


def column_faults(tables: Path, record: type) -> Iterator[str]:
    """Yield the faults of single cells of a table, read a batch of rows at a time."""
    checks = checks_of(record)
    key: tuple[str, ...] = record.KEY  # type: ignore[attr-defined]
    columns = sorted({*key, *(check.column for check in checks)})
    for batch in read_batches(tables, record, columns=columns):
        for check in checks:
            column = batch.column(check.column)
            mask = pc.fill_null(check.bad(column), False)
            for row in pc.indices_nonzero(mask).to_pylist():
                at = [batch.column(name)[row].as_py() for name in key]
                yield fault(record, at, check.column, found=column[row].as_py(), wanted=check.wanted)


def checks_of(record: type) -> list[ColumnCheck]:
    """Return the checks of a record class, made from its schema and its closed lists of labels."""
    checks, labels = [], labels_of(record)
    for field in schema_of(record):
        if pa.types.is_string(field.type):
            checks.append(ColumnCheck(field.name, "null or words, never an empty string", _is_empty))
        elif pa.types.is_list(field.type) and pa.types.is_string(field.type.value_type):
            checks.append(ColumnCheck(field.name, "no empty string among them", _holds_empty))
        elif pa.types.is_floating(field.type):
            checks.append(ColumnCheck(field.name, "a probability in [0, 1]", _is_no_probability))
        if field.name in labels:
            closed = labels[field.name]
            checks.append(ColumnCheck(field.name, f"one of {', '.join(closed)}", _is_none_of(closed)))
    return checks


def _is_empty(column: Any) -> Any:
    return pc.equal(pc.utf8_length(pc.utf8_trim_whitespace(column)), pa.scalar(0))


def _holds_empty(column: Any) -> Any:
    rows = pc.list_parent_indices(column)
    bad = pc.filter(rows, pc.fill_null(_is_empty(pc.list_flatten(column)), True))
    return pc.is_in(pa.array(range(len(column)), type=rows.type), value_set=pc.unique(bad))


def _is_no_probability(column: Any) -> Any:
    return pc.invert(pc.and_(pc.greater_equal(column, pa.scalar(0.0)), pc.less_equal(column, pa.scalar(1.0))))


def _is_none_of(closed: tuple[str, ...]) -> Callable[[Any], Any]:
    def bad(column: Any) -> Any:
        return pc.and_(pc.is_valid(column), pc.invert(pc.is_in(column, value_set=pa.array(closed))))

    return bad
