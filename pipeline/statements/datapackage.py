"""The tables described in words for people and machines, as a Frictionless Data Package.

Standard: Data Package 2.0 (https://datapackage.org), with a Table Schema a table.
"""

import inspect
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from pipeline.columns import descriptions_of, labels_of
from pipeline.schema import schema_of

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
MEDIATYPE = "application/vnd.apache.parquet"

REFERENCES: Mapping[str, tuple[str, str]] = {
    "article_id": ("articles", "article_id"),
    "duplicate_of": ("articles", "article_id"),
    "speaker_id": ("speakers", "speaker_id"),
    "holder_id": ("speakers", "speaker_id"),
    "attribution_id": ("attributions", "attribution_id"),
    "concession_id": ("concessions", "concession_id"),
    "source_id": ("units", "unit_id"),
    "target_id": ("units", "unit_id"),
}
"""Column, in whichever table, and the table and column it refers to."""
PARENTS = "parent_id"
"""Column that refers to the key of its own table."""
SENTENCE = ("article_id", "sentence_id")
"""Columns that together refer to a sentence."""


def descriptor(
    records: Iterable[type], *, version: str, parts: Mapping[type, Sequence[str]] | None = None
) -> dict[str, Any]:
    """Return the data package of the tables of ``records``, ready to be written as JSON.

    ``parts`` are the files of tables that lie in more than one.
    """
    return {
        "$schema": PROFILE,
        "name": "concession-miner-tables",
        "title": "Who says what, and where each speaker stands on concessions",
        "description": (
            "Tables made from news articles by the concession miner. Offsets are half-open character positions in the "
            "column text of articles; unknown is null; every confidence is a probability from 0 to 1."
        ),
        "version": version,
        "resources": [resource(record, (parts or {}).get(record)) for record in records],
    }


def resource(record: type, parts: Sequence[str] | None = None) -> dict[str, Any]:
    """Return the description of one table: where it lies, what a row is, and its Table Schema."""
    table: str = record.TABLE  # type: ignore[attr-defined]
    return {
        "name": table,
        "type": "table",
        "path": list(parts) if parts else f"{table}.parquet",
        "format": "parquet",
        "mediatype": MEDIATYPE,
        "description": inspect.cleandoc(record.__doc__ or ""),
        "schema": table_schema(record),
    }


def table_schema(record: type) -> dict[str, Any]:
    """Return the Table Schema of a record class: fields, primary key and foreign keys."""
    described, labels = descriptions_of(record), labels_of(record)
    fields = []
    for arrow in schema_of(record):
        constraints: dict[str, Any] = {} if arrow.nullable else {"required": True}
        if arrow.name in labels:
            constraints["enum"] = list(labels[arrow.name])
        if "confidence" in arrow.name or arrow.name.startswith("p_"):
            constraints |= {"minimum": 0, "maximum": 1}
        field = {"name": arrow.name, "type": field_type(arrow.type), "description": described[arrow.name]}
        fields.append({**field, "constraints": constraints} if constraints else field)
    keys = foreign_keys(record)
    schema: dict[str, Any] = {"fields": fields, "primaryKey": list(record.KEY)}  # type: ignore[attr-defined]
    return {**schema, "foreignKeys": keys} if keys else schema


def field_type(arrow: pa.DataType) -> str:
    """Return the Table Schema type of an Arrow type; a list is an array."""
    tests = (
        (pa.types.is_list, "array"),
        (pa.types.is_string, "string"),
        (pa.types.is_boolean, "boolean"),
        (pa.types.is_integer, "integer"),
        (pa.types.is_floating, "number"),
        (pa.types.is_date, "date"),
    )
    for test, name in tests:
        if test(arrow):
            return name
    raise TypeError(f"no Table Schema type is known for {arrow}; add it to statements/datapackage.py")


def foreign_keys(record: type) -> list[dict[str, Any]]:
    """Return the foreign keys of a record class, in the order of its columns; a table's own key is none."""
    table: str = record.TABLE  # type: ignore[attr-defined]
    key: tuple[str, ...] = record.KEY  # type: ignore[attr-defined]
    names = schema_of(record).names
    found = []
    for name in names:
        target = (table, key[0]) if name == PARENTS else REFERENCES.get(name)
        if target and target != (table, name):
            found.append(_reference((name,), target[0], (target[1],), of=table))
    if set(SENTENCE) <= set(names) and table != "sentences":
        found.append(_reference(SENTENCE, "sentences", SENTENCE, of=table))
    return found


def _reference(fields: tuple[str, ...], table: str, columns: tuple[str, ...], *, of: str) -> dict[str, Any]:
    """Return one foreign key; a reference to the table itself has an empty name, as the standard has it."""
    return {"fields": list(fields), "reference": {"resource": "" if table == of else table, "fields": list(columns)}}
