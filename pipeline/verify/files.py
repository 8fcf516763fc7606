"""Faults of a table as a file: missing, of another schema, without provenance, out of the order of its key."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.schema import ROW_GROUP, parts, schema_of, table_path
from pipeline.verify.fault import fault, shown

Key = tuple[Any, ...]
PROVENANCE = (b"pipeline_version", b"pipeline_models", b"pipeline_params")


def file_faults(tables: Path, record: type) -> Iterator[str]:
    """Yield what is wrong with the table of ``record`` as a whole; a table with such a fault is not looked into."""
    name = record.TABLE  # type: ignore[attr-defined]
    paths = parts(tables, record)
    if not paths:
        yield f"{name}: {table_path(tables, record)} is missing, wanted a table; run the stage that writes it"
    last: Key | None = None
    for path in paths:
        try:
            parquet = pq.ParquetFile(path)
        except (pa.ArrowInvalid, OSError) as error:
            yield f"{name}: {path} cannot be read as Parquet ({error}), wanted a table; run the stage that writes it"
            return
        with parquet:
            found = list(_schema_faults(record, parquet.schema_arrow))
            yield from found
            if found:
                return
            last, faulty = _ordered(record, parquet, last)
            if faulty:
                yield faulty
                return


def _schema_faults(record: type, found: pa.Schema) -> Iterator[str]:
    wanted = schema_of(record)
    for field in wanted:
        at = found.get_field_index(field.name)
        if at < 0:
            yield fault(record, (), field.name, found="missing", wanted=f"a column of type {field.type}")
        elif not found.field(at).equals(field):
            yield fault(record, (), field.name, found=_told(found.field(at)), wanted=_told(field))
    for name in found.names:
        if name not in wanted.names:
            yield fault(record, (), name, found="a column", wanted="no column of this name")
    if found.names != wanted.names and sorted(found.names) == sorted(wanted.names):
        yield fault(record, (), "order of columns", found=found.names, wanted=", ".join(wanted.names))
    for key in PROVENANCE:
        if key not in (found.metadata or {}):
            yield fault(record, (), f"metadata {key.decode()}", found=None, wanted="what made the table")


def _told(field: Any) -> str:
    return f"{field.type}{'' if field.nullable else ' not null'}"


def _ordered(record: type, parquet: pq.ParquetFile, last: Key | None) -> tuple[Key | None, str | None]:
    """Return the last key of a file, and the fault of the first that is not greater than the one before it."""
    names: tuple[str, ...] = record.KEY  # type: ignore[attr-defined]
    for batch in parquet.iter_batches(batch_size=ROW_GROUP, columns=list(names)):
        for key in zip(*(batch.column(name).to_pylist() for name in names), strict=True):
            if last is not None and key <= last:
                wanted = f"a key greater than {shown(last)} (rows are sorted and unique)"
                return key, fault(record, key, ", ".join(names), found=key, wanted=wanted)
            last = key
    return last, None
