"""Record class -> Arrow schema; read and write a table.

A table is written to a temporary file beside its place and renamed, so nobody ever sees half of one. Its rows come
in the order of its key, and its Parquet metadata says which version, models and params made it.
"""

import ast
import dataclasses
import inspect
import itertools
import os
import textwrap
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import PipelineError
from pipeline.spans import Span

R = TypeVar("R")

ROW_GROUP = 20_000
"""Rows that are held in memory at once on reading and writing."""

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


@cache
def labels_of(record: type) -> Mapping[str, tuple[str, ...]]:
    """Return the closed list of labels of each field that has one."""
    closed: dict[str, tuple[str, ...]] = {}
    for name, hint in typing.get_type_hints(record).items():
        for part in (hint, *typing.get_args(hint)):
            if typing.get_origin(part) is Literal:
                closed[name] = typing.get_args(part)
    return closed


@cache
def descriptions_of(record: type) -> Mapping[str, str]:
    """Return the docstring of each field: its entry in the data dictionary."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(record))).body
    found: dict[str, str] = {}
    body = typing.cast(ast.ClassDef, tree).body
    for line, following in itertools.pairwise(body):
        is_doc = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and is_doc:
            found[line.target.id] = str(following.value.value)  # type: ignore[attr-defined]
    return found


def table_path(tables: Path, record: type) -> Path:
    """Return where the table of a record class lies in a folder of tables."""
    return tables / f"{record.TABLE}.parquet"  # type: ignore[attr-defined]


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path``; on success it takes the place of ``path``, on failure it is removed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


class TableWriter:
    """Write one table a batch at a time; use it as given by :func:`writing`."""

    def __init__(self, parquet: pq.ParquetWriter, record: type, path: Path) -> None:
        self._parquet, self._record, self._path = parquet, record, path
        self._schema = schema_of(record)
        self._floats = [f.name for f in self._schema if pa.types.is_floating(f.type)]
        self._pending: list[pa.RecordBatch] = []
        self._held = 0
        self._last: tuple[Any, ...] | None = None

    def add(self, records: Iterable[Any]) -> None:
        """Add records, in the order of the table's key."""
        for batch in _batches(records, ROW_GROUP):
            names = self._schema.names
            self.add_columns({n: [getattr(r, n) for r in batch] for n in names})

    def add_columns(self, columns: Mapping[str, Any]) -> None:
        """Add rows given as one sequence a column, in the order of the table's key.

        Raises TableError when a key is not greater than the one before it.
        """
        rounded = {n: [None if x is None else round(float(x), 3) for x in columns[n]] for n in self._floats}
        data = [_array({**columns, **rounded}[f.name], f.type) for f in self._schema]
        batch = pa.RecordBatch.from_arrays(data, schema=self._schema)
        self._check_order(batch)
        self._pending.append(batch)
        self._held += batch.num_rows
        if self._held >= ROW_GROUP:
            self.flush()

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


def _array(values: Any, arrow: pa.DataType) -> Any:
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


def write(tables: Path, record: type, records: Iterable[Any], *, metadata: Mapping[str, str]) -> None:
    """Write a whole table at once; rows are sorted by their key first."""
    with writing(tables, record, metadata=metadata) as table:
        table.add(sorted(records, key=lambda r: tuple(getattr(r, k) for k in record.KEY)))  # type: ignore[attr-defined]


def read(tables: Path, record: type[R]) -> Iterator[R]:
    """Yield the rows of a table as records, in order, a row group at a time.

    Raises TableError when the table is missing or its columns are not the record's.
    """
    path = table_path(tables, record)
    if not path.exists():
        raise TableError(f"{path} is missing; run the stage that writes it first (pipeline info lists them)")
    with pq.ParquetFile(path) as parquet:
        wanted = schema_of(record)  # type: ignore[arg-type]
        if not parquet.schema_arrow.equals(wanted):
            raise TableError(f"{path} was written by another version of the pipeline; run its stage again")
        for batch in parquet.iter_batches(batch_size=ROW_GROUP):
            yield from _records(batch, record)


def _records(batch: pa.RecordBatch, record: type[R]) -> Iterator[R]:
    schema, columns = batch.schema, list[list[Any]]()
    for field, column in zip(schema, batch.columns, strict=True):
        values: list[Any] = column.to_pylist()
        if pa.types.is_list(field.type):
            spans = pa.types.is_struct(field.type.value_type)
            values = [tuple(Span(x["start"], x["end"]) for x in v) if spans else tuple(v) for v in values]
        columns.append(values)
    for row in zip(*columns, strict=True):
        yield record(**dict(zip(schema.names, row, strict=True)))


def by_article(tables: Path, article: type, *others: type) -> Iterator[tuple[Any, ...]]:
    """Yield each article with its rows of other tables: ``(article, rows_of_first, rows_of_second, ...)``.

    The tables are read side by side in the order of article_id, so memory does not grow with their length. Rows of
    an article that is not in ``articles`` raise TableError.
    """
    groups = [itertools.groupby(_rows(tables, r), key=lambda row: row.article_id) for r in others]
    ahead = [next(g, None) for g in groups]
    for one in _rows(tables, article):
        rows: list[list[Any]] = []
        for i, group in enumerate(groups):
            here = ahead[i]
            if here is not None and here[0] == one.article_id:
                rows.append(list(here[1]))
                ahead[i] = next(group, None)
            else:
                rows.append([])
        yield one, *rows
    for record, rest in zip(others, ahead, strict=True):
        if rest is not None:
            raise TableError(f"{table_path(tables, record)}: article_id {rest[0]} is not in articles.parquet")


def _rows(tables: Path, record: type) -> Iterator[Any]:
    return read(tables, record)
