"""Zip and gzip archives: their members, unpacked in memory under limits that are checked while unpacking."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.params import IngestParams
from pipeline.records import Reason

CHUNK = 1 << 20
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What zipfile and gzip raise for archives that are damaged, encrypted or none."""
ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file in an archive: its bytes, or why they cannot be had."""

    name: str
    raw: bytes = b""
    reason: Reason | None = None
    detail: str = ""


@dataclass(slots=True)
class Budget:
    """What one file of the raw folder may still unpack to, all archives in it together."""

    expanded: int
    members: int


def budget(params: IngestParams) -> Budget:
    """Return the whole allowance of one file."""
    return Budget(expanded=params.max_expanded_mb * 1_000_000, members=params.max_archive_members)


def members_of_zip(raw: bytes, *, params: IngestParams, left: Budget) -> Iterator[Member]:
    """Yield the files of a zip archive in the order of their names; folders are passed over.

    Sizes in headers are not trusted: bytes are counted as they come. A member named twice is read as often as it is
    there, under the name with a number. One member that cannot be read is one fault and no more.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except BROKEN as error:
        yield Member(name="", reason="unreadable", detail=f"not a readable zip archive: {error}; pack it again")
        return
    seen: dict[str, int] = {}
    with archive:
        for info in sorted(
            (i for i in archive.infolist() if not i.is_dir()), key=lambda i: (i.filename, i.header_offset)
        ):
            name = info.filename.replace("\\", "/")
            seen[name] = seen.get(name, 0) + 1
            named = name if seen[name] == 1 else f"{name}#{seen[name]}"
            left.members -= 1
            if left.members < 0:
                detail = (
                    f"more than {params.max_archive_members} members; raise ingest.max_archive_members or unpack it"
                )
                yield Member(name="", reason="archive_limit", detail=detail)
                return
            yield _member(archive, info, named, params=params, left=left)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, *, params: IngestParams, left: Budget
) -> Member:
    if is_unsafe(name):
        detail = f"the member's path {name[:100]!r} leaves the archive; it was not read"
        return Member(name=safe(name), reason="unsafe_path", detail=detail)
    if info.flag_bits & ENCRYPTED:
        return Member(
            name=name, reason="unreadable", detail="the member is encrypted; unpack it with its password first"
        )
    try:
        with archive.open(info) as stream:
            return _bounded(stream, name, params=params, left=left)
    except BROKEN as error:
        return Member(name=name, reason="unreadable", detail=f"the member cannot be unpacked: {error}; pack it again")


def member_of_gzip(raw: bytes, name: str, *, params: IngestParams, left: Budget) -> Member:
    """Return the file in a gzip archive, under ``name``."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as stream:
            return _bounded(stream, name, params=params, left=left)
    except BROKEN as error:
        return Member(name="", reason="unreadable", detail=f"not a readable gzip archive: {error}; pack it again")


def _bounded(stream: io.BufferedIOBase | object, name: str, *, params: IngestParams, left: Budget) -> Member:
    """Read a stream to its end, or to the first limit it meets."""
    limit = params.max_file_mb * 1_000_000
    held = bytearray()
    while chunk := stream.read(CHUNK):  # type: ignore[union-attr]
        held += chunk
        left.expanded -= len(chunk)
        if len(held) > limit:
            detail = f"unpacks to more than {params.max_file_mb} MB; raise ingest.max_file_mb or split it"
            return Member(name=name, reason="too_large", detail=detail)
        if left.expanded < 0:
            detail = f"the archive unpacks to more than {params.max_expanded_mb} MB; raise ingest.max_expanded_mb"
            return Member(name=name, reason="archive_limit", detail=detail)
    return Member(name=name, raw=bytes(held))


def is_unsafe(name: str) -> bool:
    """Tell whether a member's path is absolute, names a drive, climbs out, or holds control characters."""
    parts = PurePosixPath(name).parts
    drive = len(name) > 1 and name[1] == ":"
    return name.startswith("/") or drive or ".." in parts or not parts or any(ord(c) < 32 for c in name)


def safe(name: str) -> str:
    """Return an unsafe path as it may stand in a table: without control characters, drive or climbing parts."""
    parts = [p for p in PurePosixPath(name.replace(":", "_")).parts if p not in ("/", "..")]
    return "".join(c if ord(c) >= 32 else "_" for c in "/".join(parts)) or "_"
