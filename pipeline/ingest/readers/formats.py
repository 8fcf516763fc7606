"""Which reader reads a file: by the ending of its name, checked against its first bytes."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from pipeline.ingest.draft import Fault, Reading
from pipeline.ingest.readers import csv, docx, html, jsonl, markdown, parquet, text, warc
from pipeline.ingest.readers.base import Reader
from pipeline.params import IngestParams

READERS: Mapping[str, Reader] = {
    ".txt": text.read,
    ".text": text.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".jsonl": jsonl.read,
    ".ndjson": jsonl.read,
    ".json": jsonl.read,
    ".csv": csv.read,
    ".tsv": csv.read,
    ".parquet": parquet.read,
    ".docx": docx.read,
    ".warc": warc.read,
}
ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"


def kind_of(name: str, raw: bytes) -> str:
    """Return the ending that decides how a file is read; "zip" and "gzip" for archives."""
    ending = PurePosixPath(name).suffix.lower()
    if ending == ".zip":
        return "zip"
    return "gzip" if ending == ".gz" or (ending not in READERS and raw.startswith(GZIP)) else ending


def read(name: str, raw: bytes, *, params: IngestParams) -> Reading:
    """Yield the drafts and faults of a file that is no archive."""
    ending = kind_of(name, raw)
    reader = READERS.get(ending)
    if reader is None:
        detail = f"files ending in {ending or 'nothing'!r} are not read; there are {', '.join(READERS)}, .zip and .gz"
        yield Fault(record=0, reason="unsupported_format", detail=detail)
    elif not raw.strip():
        yield Fault(record=0, reason="empty", detail="the file is empty")
    else:
        yield from reader(raw, params=params)
