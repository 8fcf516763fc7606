"""CSV and TSV with a header row, delimiter found by looking."""

import csv
import io

from pipeline.ingest.draft import Draft, Fault, Reading
from pipeline.ingest.encoding import decode
from pipeline.ingest.readers import base, columns
from pipeline.params import IngestParams

DELIMITERS = ",;\t|"


def read(raw: bytes, *, params: IngestParams) -> Reading:
    """Yield one record for each row below the header."""
    text = decode(raw)
    if text is None:
        yield base.unreadable(base.NOT_TEXT)
        return
    text = text.replace("\x00", "")
    csv.field_size_limit(max(csv.field_size_limit(), params.max_file_mb * 1_000_000, len(text)))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header, record = list[str](), 0
    try:
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if not header:
                header = [cell.strip().lstrip("\ufeff") for cell in row]
                continue
            yield _row(header, row, record=record, line=rows.line_num, params=params)
            record += 1
    except csv.Error as error:
        detail = f"line {rows.line_num}: {error}; mend the quoting there"
        yield Fault(record=record, reason="bad_record", detail=detail)
        return
    if record == 0:
        yield base.empty("the table has no row below its header")


def _row(header: list[str], row: list[str], *, record: int, line: int, params: IngestParams) -> Draft | Fault:
    if len(row) > len(header):
        detail = (
            f"the row ending in line {line} has {len(row)} cells, the header {len(header)}; quote cells with commas"
        )
        return Fault(record=record, reason="bad_record", detail=detail)
    return columns.draft(dict(zip(header, row, strict=False)), record=record, params=params)


def _delimiter(text: str) -> str:
    """Return the delimiter of the header: the one that parts it most often."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=header.count)
