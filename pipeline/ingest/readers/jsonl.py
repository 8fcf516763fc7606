"""JSON: one object a line, one array of objects, or a single object."""

import json
from typing import Any

from pipeline.ingest.draft import Draft, Fault, Reading
from pipeline.ingest.encoding import decode
from pipeline.ingest.readers import base, columns
from pipeline.params import IngestParams


def read(raw: bytes, *, params: IngestParams) -> Reading:
    """Yield one record for each line that is not blank; a file that is one JSON value gives its elements."""
    text = decode(raw)
    if text is None:
        yield base.unreadable(base.NOT_TEXT)
        return
    whole = _whole(text)
    if whole is not None:
        for record, value in enumerate(whole):
            yield _record(value, record=record, params=params)
        if not whole:
            yield base.empty("the array holds no record")
        return
    record = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _line(line, number=number, record=record, params=params)
            record += 1
    if record == 0:
        yield base.empty("the file holds no record")


def _whole(text: str) -> list[Any] | None:
    """Return the elements of a file that is one array or one object printed over several lines; null for JSON lines."""
    head = text.lstrip()[:1]
    if head not in ("[", "{") or (head == "{" and "\n" not in text.strip()):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, list) else [value]


def _line(line: str, *, number: int, record: int, params: IngestParams) -> Draft | Fault:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Fault(
            record=record, reason="bad_record", detail=f"line {number} is not valid JSON: {error}; mend or remove it"
        )
    return _record(value, record=record, params=params)


def _record(value: Any, *, record: int, params: IngestParams) -> Draft | Fault:
    if not isinstance(value, dict):
        detail = f"record {record} is a JSON {type(value).__name__}; an object with a text is wanted"
        return Fault(record=record, reason="bad_record", detail=detail)
    return columns.draft(value, record=record, params=params)
