"""The statements as a Stata file (.dta, version 118) with a label for every column and value."""

from pathlib import Path

import pandas as pd

from pipeline import schema
from pipeline.columns import descriptions_of, labels_of
from pipeline.records import Statement

LONGEST = 2045
"""Bytes of a string in a Stata column; what is longer is written as `strL`."""
LABEL = 80
"""Characters of a column's label."""
RENAMED = {"start": "quote_start", "end": "quote_end"}
"""`end` is a word of Stata's own."""


def export(tables: Path, out: Path) -> list[Path]:
    """Write `statements` for Stata and return the file written.

    Closed labels become labelled numbers, days Stata days, booleans 0 and 1, lists their texts joined by " | ", and
    unknown is Stata's missing value or an empty string. Raises TableError when `statements` is missing.
    """
    frame = pd.DataFrame([_row(one) for one in schema.read(tables, Statement)], columns=_names())
    for name, labels in labels_of(Statement).items() if len(frame) else ():
        frame[name] = pd.Categorical(frame[name], categories=list(labels))
    frame["published"] = pd.to_datetime(frame["published"])
    frame["agreement"] = frame["agreement"].map({True: 1, False: 0}).astype("Float64").astype("float64")
    texts = [name for name in _names() if frame[name].dtype == object or str(frame[name].dtype) == "str"]
    for name in texts:
        frame[name] = frame[name].fillna("").astype(object)
    with schema.replacing(out) as path:
        frame.rename(columns=RENAMED).to_stata(
            path,
            write_index=False,
            version=118,
            convert_dates={"published": "td"},
            convert_strl=[name for name in texts if frame[name].map(lambda text: len(text.encode())).max() > LONGEST],
            variable_labels={RENAMED.get(n, n): d[:LABEL] for n, d in descriptions_of(Statement).items()},
            time_stamp=pd.Timestamp("2000-01-01").to_pydatetime(),
        )
    return [out]


def _names() -> list[str]:
    return list(schema.schema_of(Statement).names)


def _row(one: Statement) -> dict[str, object]:
    return {name: _value(getattr(one, name)) for name in _names()}


def _value(value: object) -> object:
    return " | ".join(str(part) for part in value) if isinstance(value, tuple) else value
