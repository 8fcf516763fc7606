"""One record of a table (JSON lines, CSV, Parquet) -> draft, by the column names of the settings."""

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pipeline.ingest import dates, layout, lexicon, names
from pipeline.ingest.draft import Draft, Fault, Known, blocks
from pipeline.ingest.readers import markup
from pipeline.params import COLUMNS, IngestParams

MARKUP = re.compile(r"<(?:p|div|br|article|section|h[1-6]|li|blockquote)\b[^<>]*>", re.IGNORECASE)


def draft(row: Mapping[str, Any], *, record: int, params: IngestParams) -> Draft | Fault:
    """Return the article of one row; a fault when it has no text."""
    text = _cell(row, "text", params=params)
    if text is None:
        wanted = ", ".join(_names("text", params=params))
        there = ", ".join(str(k)[:30] for k in list(row)[:12]) or "none"
        detail = f"no column of {wanted} holds text; columns found: {there}. Map yours with ingest.columns.text"
        return Fault(record=record, reason="missing_text", detail=detail)
    if MARKUP.search(text):
        return Draft(record=record, blocks=markup.fragment(text), known=known(row, params=params))
    return Draft(record=record, blocks=blocks(layout.paragraphs(text)), known=known(row, params=params))


def known(row: Mapping[str, Any], *, params: IngestParams) -> Known:
    """Return what the other columns of a row say."""
    publisher = _cell(row, "publisher", params=params)
    language = _cell(row, "language", params=params)
    return Known(
        title=_cell(row, "title", params=params),
        subtitle=_cell(row, "subtitle", params=params),
        published=_date(row, params=params),
        publisher=(lexicon.publisher_named(publisher) or publisher) if publisher else None,
        authors=_authors(_raw(row, "authors", params=params)),
        url=_cell(row, "url", params=params),
        section=_cell(row, "genre", params=params),
        language=language[:2].lower() if language and re.match(r"[A-Za-z]{2}(?:[-_]|$)", language) else None,
    )


def _names(field: str, *, params: IngestParams) -> tuple[str, ...]:
    return tuple(params.columns.get(field) or COLUMNS.get(field, ()))


def _raw(row: Mapping[str, Any], field: str, *, params: IngestParams) -> Any:
    """Return the first cell that holds something, by the names of a field, without regard to case."""
    lowered = {str(k).strip().lower(): v for k, v in row.items()}
    for name in _names(field, params=params):
        value = lowered.get(name.lower())
        if value is not None and value != "" and not (isinstance(value, float) and math.isnan(value)):
            return value
    return None


def _cell(row: Mapping[str, Any], field: str, *, params: IngestParams) -> str | None:
    value = _raw(row, field, params=params)
    if isinstance(value, list):
        value = "\n\n".join(str(v) for v in value if v is not None)
    if value is None or isinstance(value, dict | bytes):
        return None
    text = str(value).strip()
    return None if text.lower() in ("", "null", "none", "nan", "n/a") else text


def _date(row: Mapping[str, Any], *, params: IngestParams) -> date | None:
    value = _raw(row, "date", params=params)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return dates.parse(str(value)) if isinstance(value, str | int) and len(str(value)) < 80 else None


def _authors(value: Any) -> tuple[str, ...]:
    """Return authors of a string, of a list of strings or of a list of objects with a name."""
    if isinstance(value, str) and value.startswith("["):
        value = re.findall(r"['\"]([^'\"]{3,80})['\"]", value)
    if isinstance(value, list | tuple):
        flat = [str(v.get("name", "")) if isinstance(v, dict) else str(v) for v in value]
        return tuple(dict.fromkeys(name for one in flat for name in names.authors(one)))
    return names.authors(str(value)) if value is not None else ()
