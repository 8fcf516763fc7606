"""The data dictionary as a page: every table and column, from the records themselves.

``python -m pipeline.dictionary > docs/data-dictionary.md`` writes it again.
"""

import inspect
from collections.abc import Iterator

import pyarrow as pa

from pipeline.columns import descriptions_of, labels_of
from pipeline.records import RECORDS
from pipeline.schema import schema_of

HEAD = """# Data dictionary

Every table is one Parquet file, `NAME.parquet`, sorted by its key; a run on [many machines](scale.md) writes parts,
`NAME/part-*.parquet`. Offsets are half-open character positions in `articles.text`; unknown is null; every confidence
is a probability from 0 to 1. `datapackage.json` beside the tables says the same to machines. What the labels mean is in
the [codebook](codebook.md). This page is made from `pipeline/records.py`.
"""


def page() -> str:
    """Return the page as Markdown."""
    return "\n".join([HEAD, *(line for record in RECORDS for line in _table(record))])


def _table(record: type) -> Iterator[str]:
    labels, descriptions = labels_of(record), descriptions_of(record)
    key: tuple[str, ...] = record.KEY  # type: ignore[attr-defined]
    yield f"## {record.TABLE}\n"  # type: ignore[attr-defined]
    yield f"{inspect.cleandoc(record.__doc__ or '')} Key: {', '.join(f'`{name}`' for name in key)}.\n"
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for field in schema_of(record):
        values = f" One of {', '.join(f'`{v}`' for v in labels[field.name])}." if field.name in labels else ""
        meaning = " ".join(descriptions[field.name].split())
        yield f"| `{field.name}` | {kind(field.type)}{', null' if field.nullable else ''} | {meaning}{values} |"
    yield ""


def kind(arrow: pa.DataType) -> str:
    """Return the name of a column's type for readers."""
    if pa.types.is_list(arrow):
        return f"list of {kind(arrow.value_type)}"
    if pa.types.is_struct(arrow):
        return "span"
    names = {"string": "text", "int32": "integer", "int64": "integer", "double": "number", "float": "number"}
    return names.get(str(arrow), str(arrow).removesuffix("32[day]"))


if __name__ == "__main__":
    print(page(), end="")
