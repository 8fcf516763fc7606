"""Faults of `datapackage.json`: it describes every column of every table in words (Frictionless Table Schema)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.records import RECORDS
from pipeline.schema import schema_of

NAME = "datapackage.json"


def datapackage_faults(tables: Path) -> Iterator[str]:
    """Yield the tables and columns that the data package of ``tables`` does not describe."""
    path = tables / NAME
    if not path.is_file():
        yield f"{NAME}: {path} is missing, wanted a description of each column; run pipeline statements"
        return
    try:
        described = described_columns(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        yield f"{NAME}: {path} is no data package ({error}), wanted one; run pipeline statements"
        return
    for record in RECORDS:
        table = str(record.TABLE)  # type: ignore[attr-defined]
        if table not in described:
            yield f"{NAME}: resource {table} is missing, wanted a description of each column"
            continue
        for column in schema_of(record).names:
            if not described[table].get(column):
                yield f"{NAME} {table}: description of {column} is missing, wanted a sentence"


def described_columns(package: Any) -> dict[str, dict[str, str | None]]:
    """Return table -> column -> description of a data package; raises KeyError or TypeError when it is none."""
    return {
        resource["name"]: {field["name"]: field.get("description") for field in resource["schema"]["fields"]}
        for resource in package["resources"]
    }
