"""Record class -> Arrow schema; read and write a table.

A table is written to a temporary file beside its place and renamed, so nobody ever sees half of one. Its rows come
in the order of its key, and its Parquet metadata says which version, models and params made it.
"""

import dataclasses
import itertools
import shutil
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import scratch
from pipeline.errors import PipelineError
from pipeline.spans import Span

R = TypeVar("R")

ROW_GROUP = 20_000
"""Rows that are held in memory at once on reading and writing."""
JOINED = 200
"""Batches that are held before they are made one."""

SPAN = pa.struct([pa.field("start", pa.int32(), nullable=False), pa.field("end", pa.int32(), nullable=False)])
SIMPLE: Mapping[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
}


class TableError(PipelineError):
    """A table is missing, has another schema than its record, or is not sorted by its key."""


@cache
def schema_of(record: type) -> pa.Schema:
    """Return the Arrow schema of a record class, one field an attribute, in order."""
    hints = typing.get_type_hints(record)
    fields = []
    for field in dataclasses.fields(record):
        arrow, nullable = _arrow_type(hints[field.name])
        fields.append(pa.field(field.name, arrow, nullable=nullable))
    return pa.schema(fields)


def _arrow_type(hint: Any) -> tuple[pa.DataType, bool]:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        (inner,) = [a for a in args if a is not type(None)]
        return _arrow_type(inner)[0], True
    if origin is Literal:
        return pa.string(), False
    if origin is tuple:
        return pa.list_(SPAN if args[0] is Span else SIMPLE[args[0]]), False
    return SIMPLE[hint], False


def table_path(tables: Path, record: type) -> Path:
    """Return where the table of a record class lies in a folder of tables."""
    return tables / f"{record.TABLE}.parquet"  # type: ignore[attr-defined]


def parts(tables: Path, record: type) -> list[Path]:
    """Return the files that hold a table, in the order of its rows; none when it is missing.

    A run on many machines writes `NAME/part-*.parquet` in place of `NAME.parquet`.
    """
    whole = table_path(tables, record)
    return [whole] if whole.exists() else sorted(whole.with_suffix("").glob("part-*.parquet"))


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path``; on success it takes the place of ``path``, on failure it is removed.

    Raises WriteError when the disk is full or may not be written; what was at ``path`` is then still there.
    """
    temporary = scratch.part(path)
    with scratch.telling(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            yield temporary
            temporary.replace(path)
        finally:
            scratch.remove(temporary)


@contextmanager
def gathering(tables: Path, record: type) -> Iterator[Path]:
    """Give an empty folder for the parts of a table; on success it takes the place of the table."""
    whole = table_path(tables, record)
    temporary = scratch.part(whole.with_suffix(""))
    with scratch.telling(whole):
        try:
            temporary.mkdir(parents=True)
            yield temporary
            shutil.rmtree(whole.with_suffix(""), ignore_errors=True)
            temporary.rename(whole.with_suffix(""))
            whole.unlink(missing_ok=True)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


class TableWriter:
    """Write one table a batch at a time; use it as given by :func:`writing`."""

    def __init__(self, parquet: pq.ParquetWriter, record: type, path: Path) -> None:
        self._parquet, self._record, self._path = parquet, record, path
        self._pending: list[pa.RecordBatch] = []
        self._held = 0
        self._last: tuple[Any, ...] | None = None

    def add(self, records: Iterable[Any]) -> None:
        """Add records, in the order of the table's key."""
        for rows in _batches(records, ROW_GROUP):
            self.add_batch(as_batch(self._record, rows))

    def add_batch(self, batch: pa.RecordBatch) -> None:
        """Add rows as :func:`as_batch` makes them, in the order of the table's key.

        Raises TableError when a key is not greater than the one before it.
        """
        self._check_order(batch)
        self._pending.append(batch)
        self._held += batch.num_rows
        if self._held >= ROW_GROUP:
            self.flush()
        elif len(self._pending) >= JOINED:  # a batch takes some kB, however few its rows
            self._pending = [pa.concat_batches(self._pending)]

    def flush(self) -> None:
        """Write what is held as one row group."""
        if self._held:
            self._parquet.write_table(pa.Table.from_batches(self._pending), row_group_size=self._held)
        self._pending, self._held = [], 0

    def _check_order(self, batch: pa.RecordBatch) -> None:
        keys = zip(*(batch.column(k).to_pylist() for k in self._record.KEY), strict=True)  # type: ignore[attr-defined]
        for key in keys:
            if self._last is not None and key <= self._last:
                raise TableError(f"{self._path}: key {key} comes after {self._last}; rows must be sorted and unique")
            self._last = key


def as_batch(record: type, rows: Iterable[Any]) -> pa.RecordBatch:
    """Return records as Arrow rows; floats keep three decimals."""
    every, schema = list(rows), schema_of(record)
    return as_columns(record, {name: [getattr(row, name) for row in every] for name in schema.names})


def as_columns(record: type, columns: Mapping[str, Any]) -> pa.RecordBatch:
    """Return rows given as one sequence a column as Arrow rows; floats keep three decimals."""
    schema = schema_of(record)
    return pa.RecordBatch.from_arrays([_array(columns[f.name], f.type) for f in schema], schema=schema)


def _array(values: Any, arrow: pa.DataType) -> Any:
    if pa.types.is_floating(arrow):
        values = [None if x is None else round(float(x), 3) for x in values]
    if pa.types.is_list(arrow) and pa.types.is_struct(arrow.value_type):
        values = [[{"start": s, "end": e} for s, e in spans] for spans in values]
    return pa.array(values, type=arrow)


def _batches(records: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rows = iter(records)
    while batch := list(itertools.islice(rows, size)):
        yield batch


@contextmanager
def writing(tables: Path, record: type, *, metadata: Mapping[str, str]) -> Iterator[TableWriter]:
    """Open the table of ``record`` below ``tables`` for writing; it appears, whole, when the block ends.

    ``metadata`` goes into the Parquet file's own (see :func:`pipeline.params.provenance`).
    """
    schema = schema_of(record).with_metadata(dict(metadata))
    path = table_path(tables, record)
    with replacing(path) as temporary, pq.ParquetWriter(temporary, schema, compression="zstd") as parquet:
        writer = TableWriter(parquet, record, path)
        yield writer
        writer.flush()
    if path.with_suffix("").is_dir():  # parts of an earlier run on many machines
        shutil.rmtree(path.with_suffix(""))


def write(tables: Path, record: type, records: Iterable[Any], *, metadata: Mapping[str, str]) -> None:
    """Write a whole table at once; rows are sorted by their key first."""
    with writing(tables, record, metadata=metadata) as table:
        table.add(sorted(records, key=lambda r: tuple(getattr(r, k) for k in record.KEY)))  # type: ignore[attr-defined]


def read(tables: Path, record: type[R]) -> Iterator[R]:
    """Yield the rows of a table as records, in order, a row group at a time.

    Raises TableError when the table is missing or its columns are not the record's.
    """
    for batch in read_batches(tables, record):
        yield from as_records(record, batch)


def count(tables: Path, record: type) -> int:
    """Return the number of rows of a table; raises TableError when it is missing."""
    return sum(int(pq.read_metadata(path).num_rows) for path in _existing(tables, record))


def _existing(tables: Path, record: type) -> list[Path]:
    found = parts(tables, record)
    if not found:
        path = table_path(tables, record)
        raise TableError(f"{path} is missing; run the stage that writes it first (pipeline info lists them)")
    return found


def read_batches(tables: Path, record: type, *, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a table, or some ``columns`` of them, as Arrow batches; raises TableError as :func:`read`."""
    wanted = schema_of(record)
    for path in _existing(tables, record):
        with pq.ParquetFile(path) as parquet:
            if not parquet.schema_arrow.equals(wanted):
                raise TableError(f"{path} was written by another version of the pipeline; run its stage again")
            batches = parquet.iter_batches(batch_size=ROW_GROUP, columns=columns)
            yield from (batch.replace_schema_metadata(None) for batch in batches)


def as_records(record: type[R], batch: pa.RecordBatch) -> Iterator[R]:
    """Yield Arrow rows as records."""
    schema, columns = batch.schema, list[list[Any]]()
    for field, column in zip(schema, batch.columns, strict=True):
        values: list[Any] = column.to_pylist()
        if pa.types.is_list(field.type):
            spans = pa.types.is_struct(field.type.value_type)
            values = [tuple(Span(x["start"], x["end"]) for x in v) if spans else tuple(v) for v in values]
        columns.append(values)
    for row in zip(*columns, strict=True):
        yield record(**dict(zip(schema.names, row, strict=True)))
