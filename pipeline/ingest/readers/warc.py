"""WARC (ISO 28500), as CC-NEWS and web archives have it, read from a stream a record at a time."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from pipeline.ingest.draft import Draft, Fault, Known, Reading
from pipeline.ingest.readers import base, html, transfer
from pipeline.params import IngestParams

PAGES = ("text/html", "application/xhtml+xml")
GZIP, MARK = b"\x1f\x8b\x08", b"WARC/1."
CHUNK = 1 << 20


def is_warc(name: str) -> bool:
    """Tell by a file's name that it is a WARC file, gzipped or not."""
    return re.search(r"\.warc(?:\.gz)?$", name, re.IGNORECASE) is not None


def read(raw: bytes, *, params: IngestParams) -> Reading:
    """Yield the pages of a WARC file that is held in memory, as one out of an archive is."""
    yield from pages(io.BytesIO(raw), params=params)


def pages(stream: BinaryIO, *, params: IngestParams) -> Reading:
    """Yield a draft or a fault for each page of a WARC file, gzipped or not; only one record is held at a time.

    A page is a response with status 200 that says it is HTML; records of other types, images, redirects and the like
    are no articles and are passed over, but they count in ``record``. What is damaged is a fault, and reading goes on
    at the next record that can be found; ``stream`` must be seekable.
    """
    number = found = 0
    for number, record in enumerate(_records(stream)):
        page = _damaged(record) if isinstance(record, OSError) else _page(record, params=params)
        if page is not None:
            found += 1
            yield replace(page, record=number)
    if not found:
        yield base.empty("the file holds no HTML page that was answered with status 200", record=number)


def _records(stream: BinaryIO) -> Iterator[WarcRecord | OSError]:
    """Yield the records of a stream, and an error for each stretch that cannot be read."""
    start: int | None = 0
    mended = True
    while start is not None:
        stream.seek(start)
        last = start
        try:
            for record in ArchiveIterator(stream, WarcRecordType.any_type, parse_http=True):
                last = start + record.stream_pos
                mended = True
                yield record
            start = None
        except OSError as error:
            if mended:
                yield error
            mended = False
            start = _next(stream, last + 1)


def _next(stream: BinaryIO, start: int) -> int | None:
    """Return where a record may begin at ``start`` or after it, null when there is none."""
    stream.seek(start)
    held = b""
    while chunk := stream.read(CHUNK):
        held += chunk
        marks = [at for at in (held.find(GZIP), held.find(MARK)) if at >= 0]
        if marks:
            return start + min(marks)
        start += len(held) - len(MARK) + 1
        held = held[1 - len(MARK) :]
    return None


def _damaged(error: OSError) -> Fault:
    return base.unreadable(f"damaged between records: {error}; fetch the file again if what it lost matters")


def _page(record: WarcRecord, *, params: IngestParams) -> Draft | Fault | None:
    """Return the draft of a page, why it cannot be had, or null for what is no page."""
    if record.record_type != WarcRecordType.response or not record.is_http:
        return None
    url = record.headers.get("WARC-Target-URI")
    status = record.http_headers.status_code if record.is_http_parsed else None
    if status is None:
        return Fault(record=0, reason="bad_record", detail=f"the response of {url} has no HTTP head; fetch it again")
    if status != 200 or (record.http_content_type or "").lower() not in PAGES:
        return None
    limit = params.max_file_mb * 1_000_000
    if record.content_length > limit:
        return _too_large(url, params)
    raw = _body(record, url)
    if isinstance(raw, Fault):
        return raw
    try:
        body = transfer.decoded(raw, _encodings(record), limit=limit)
    except transfer.TransferError as error:
        return base.unreadable(f"the response of {url} cannot be unpacked: {error}; fetch it again")
    if body is None:
        return _too_large(url, params)
    if not body.strip():
        return base.empty(f"the response of {url} is empty")
    when = record.record_date
    told = Known(url=url if url and url.startswith("http") else None, fetched=when.date() if when else None)
    return next(html.page(body, told=told, charset=record.http_charset), None)


def _body(record: WarcRecord, url: str | None) -> bytes | Fault:
    wanted = record.content_length
    try:
        raw = record.reader.read()
    except OSError as error:
        return base.unreadable(f"the response of {url} is damaged: {error}; fetch it again")
    if len(raw) < wanted:
        return base.unreadable(f"the response of {url} is cut off after {len(raw)} of {wanted} bytes; fetch it again")
    return raw


def _encodings(record: WarcRecord) -> tuple[str, ...]:
    """Return how the body was packed on its way, the last packing first."""
    names = ("Content-Encoding", "Transfer-Encoding")
    told = ",".join(value for name in names for value in record.http_headers.get_multiple(name))
    return tuple(reversed([part.strip().lower() for part in told.split(",") if part.strip()]))


def _too_large(url: str | None, params: IngestParams) -> Fault:
    detail = f"the response of {url} is over {params.max_file_mb} MB; raise ingest.max_file_mb if it is an article"
    return Fault(record=0, reason="too_large", detail=detail)
