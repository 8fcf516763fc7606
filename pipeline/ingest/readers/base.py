"""What every reader is: a function from a file's bytes to drafts and faults, one for each record in it."""

from typing import Protocol

from pipeline.ingest.draft import Fault, Reading
from pipeline.params import IngestParams


class Reader(Protocol):
    """Reads one format; it never raises for what a file holds, but yields a fault for each record it cannot read."""

    def __call__(self, raw: bytes, *, params: IngestParams) -> Reading:
        """Yield a draft or a fault for each record of ``raw``, numbered from 0."""
        ...


NOT_TEXT = "the bytes are no text in any known encoding; save the file as UTF-8"


def unreadable(detail: str, *, record: int = 0) -> Fault:
    """Return the fault of a file or record that cannot be decoded or parsed."""
    return Fault(record=record, reason="unreadable", detail=detail)


def empty(detail: str, *, record: int = 0) -> Fault:
    """Return the fault of a file or record without text."""
    return Fault(record=record, reason="empty", detail=detail)
