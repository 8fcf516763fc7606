"""Faults of a table as a file: missing, of another schema, without provenance, out of the order of its key."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.schema import ROW_GROUP, schema_of, table_path
from pipeline.verify.fault import fault, shown

PROVENANCE = (b"pipeline_version", b"pipeline_models", b"pipeline_params")


def file_faults(tables: Path, record: type) -> Iterator[str]:
    """Yield what is wrong with the table of ``record`` as a whole; a table with such a fault is not looked into."""
    path = table_path(tables, record)
    name = record.TABLE  # type: ignore[attr-defined]
    if not path.is_file():
        yield f"{name}: {path} is missing, wanted a table; run the stage that writes it"
        return
    try:
        parquet = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        yield f"{name}: {path} cannot be read as Parquet ({error}), wanted a table; run the stage that writes it"
        return
    with parquet:
        found = list(_schema_faults(record, parquet.schema_arrow))
        yield from found
        if not found:
            yield from _order_faults(record, parquet)


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


def _order_faults(record: type, parquet: pq.ParquetFile) -> Iterator[str]:
    """Yield the first key that is not greater than the one before it."""
    names: tuple[str, ...] = record.KEY  # type: ignore[attr-defined]
    last: tuple[Any, ...] | None = None
    for batch in parquet.iter_batches(batch_size=ROW_GROUP, columns=list(names)):
        for key in zip(*(batch.column(name).to_pylist() for name in names), strict=True):
            if last is not None and key <= last:
                wanted = f"a key greater than {shown(last)} (rows are sorted and unique)"
                yield fault(record, key, ", ".join(names), found=key, wanted=wanted)
                return
            last = key
