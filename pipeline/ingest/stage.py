"""Raw files -> articles.parquet, rejects.parquet."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from pipeline import places, schema, scratch
from pipeline.engine import HERE, Engine
from pipeline.errors import PipelineError
from pipeline.ingest import archives
from pipeline.ingest.article import Origin
from pipeline.ingest.draft import Fault
from pipeline.ingest.duplicates import Index
from pipeline.ingest.maker import Maker
from pipeline.ingest.readers import formats, warc
from pipeline.ingest.spool import Spool, body_of
from pipeline.params import IngestParams, provenance
from pipeline.places import File, Place, Url
from pipeline.progress import Track, silent
from pipeline.records import Article, Reject

IGNORED_NAMES = frozenset(("thumbs.db", "desktop.ini"))
IGNORED_SUFFIXES = (".dvc", ".part", ".tmp")


class RawError(PipelineError):
    """The raw folder or file is not there."""


def run(raw: Place, tables: Path, *, params: IngestParams, engine: Engine = HERE, track: Track = silent) -> None:
    """Read every article below ``raw`` (a folder or one file) and write `articles` and `rejects`.

    Files are taken in the order of their paths. Files named README*, hidden files and DVC's own are no articles and
    are passed over; every other file gives at least one row in one of the two tables. Raises RawError when ``raw`` is
    not there.
    """
    if not places.exists(raw):
        raise RawError(f"{raw} is not there; give a folder of articles or one file")
    metadata = provenance(params)
    sources = _sources(raw, maker=Maker(engine, params))
    with scratch.folder(tables / "articles") as place, Spool(place) as spool:
        index = Index(threshold=params.near_duplicate)
        for rows in track(sources, what="files", total=len(sources)):
            for row in rows():
                if isinstance(row, Article):
                    spool.add(row, duplicate_of=index.first_like(row.article_id, body_of(row), spool.body_of))
                else:
                    spool.reject(row)
        with schema.writing(tables, Article, metadata=metadata) as table:
            table.add(spool.articles())
        with schema.writing(tables, Reject, metadata=metadata) as table:
            table.add(spool.rejects())


def _sources(raw: Place, *, maker: Maker) -> list[Callable[[], Iterator[Article | Reject]]]:
    """Return what reads each file, in the order of their names."""
    if isinstance(raw, Path):
        return [partial(_rows, name, path, root=raw, maker=maker) for name, path in sorted(_files(raw))]
    return [partial(_rows_at, _printable(file.name), file, maker=maker) for file in _files_at(raw)]


def _files(raw: Path) -> Iterator[tuple[str, Path]]:
    """Yield the name (relative, parted by slashes) and path of every file that is to be read."""
    if not raw.is_dir():
        yield _printable(raw.name), raw
        return
    for folder, folders, names in os.walk(raw):
        here = Path(folder)
        linked = [n for n in folders if (here / n).is_symlink()]
        folders[:] = sorted(n for n in folders if not n.startswith(".") and n not in linked)
        for name in (*names, *linked):
            if not is_ignored(name):
                yield _printable((here / name).relative_to(raw).as_posix()), here / name


def _files_at(raw: Url) -> Iterator[File]:
    """Yield every file at or below an address that is to be read."""
    for file in places.files(raw):
        *folders, name = file.name.split("/")
        if not is_ignored(name) and not any(f.startswith(".") for f in folders):
            yield file


def _printable(name: str) -> str:
    """Return a file's name as text: bytes of it that are no UTF-8 are written as hexadecimal escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def is_ignored(name: str) -> bool:
    """Tell whether a file's name says that it is no article: README*, hidden files, what systems and DVC leave."""
    lowered = name.lower()
    return (
        name.startswith((".", "~$"))
        or lowered.startswith("readme")
        or lowered in IGNORED_NAMES
        or lowered.endswith(IGNORED_SUFFIXES)
    )


def _rows(name: str, path: Path, *, root: Path, maker: Maker) -> Iterator[Article | Reject]:
    """Yield the rows of one file: its articles and rejects."""
    streamed = warc.is_warc(name)
    loaded = _load(path, root=root, params=maker.params, whole=not streamed)
    if isinstance(loaded, Fault):
        yield Reject(path=name, record=loaded.record, reason=loaded.reason, detail=loaded.detail)
    elif streamed:
        yield from _streamed(name, path, maker=maker)
    else:
        yield from _unpacked(name, loaded, maker=maker, left=archives.budget(maker.params), depth=0)


def _streamed(name: str, path: Path, *, maker: Maker) -> Iterator[Article | Reject]:
    """Yield the rows of a WARC file, which is often larger than memory: a record of it is held at a time."""
    following = 0
    try:
        with path.open("rb") as stream:
            origin = Origin(path=name, sha256=hashlib.file_digest(stream, "sha256").hexdigest())
            for found in warc.pages(stream, params=maker.params):
                following = found.record + 1
                yield maker.of_record(found, origin)
    except OSError as error:
        yield Reject(path=name, record=following, reason="unreadable", detail=f"the system cannot read it: {error}")


def _rows_at(name: str, file: File, *, maker: Maker) -> Iterator[Article | Reject]:
    """Yield the rows of one file at an address; it is copied to the disk first."""
    fault = None if warc.is_warc(name) else _too_large(file.size, maker.params)
    with TemporaryDirectory(prefix="pipeline-") as folder:
        fetched = Path(folder) / "fetched"
        try:
            if fault is None:
                file.fetch(fetched)
        except places.failures() as error:
            fault = Fault(record=0, reason="unreadable", detail=f"it cannot be fetched: {error}")
        if fault:
            yield Reject(path=name, record=fault.record, reason=fault.reason, detail=fault.detail)
        else:
            yield from _rows(name, fetched, root=fetched, maker=maker)


def _load(path: Path, *, root: Path, params: IngestParams, whole: bool) -> bytes | Fault:
    """Return the bytes of a file; links that leave the raw folder and what is no file are faults.

    A file that is not read as a ``whole`` may be of any size; its bytes are left where they are.
    """
    try:
        real = path.resolve(strict=True)
        inside = not path.is_symlink() or (root.is_dir() and real.is_relative_to(root.resolve()))
        state = real.stat()
        if not inside and root.is_dir():
            return Fault(
                record=0, reason="unsafe_path", detail="a link that leaves the raw folder; copy the file into it"
            )
        if not stat.S_ISREG(state.st_mode):
            return Fault(record=0, reason="unsupported_format", detail="no regular file; put files into the raw folder")
        fault = _too_large(state.st_size, params) if whole else None
        return fault or (real.read_bytes() if whole else b"")
    except (OSError, RuntimeError) as error:
        return Fault(record=0, reason="unreadable", detail=f"the system cannot read it: {error}")


def _too_large(size: int, params: IngestParams) -> Fault | None:
    if size <= params.max_file_mb * 1_000_000:
        return None
    detail = f"{size} bytes; ingest.max_file_mb is {params.max_file_mb}. Raise it or split the file"
    return Fault(record=0, reason="too_large", detail=detail)


def _unpacked(name: str, raw: bytes, *, maker: Maker, left: archives.Budget, depth: int) -> Iterator[Article | Reject]:
    """Yield the rows of a file's bytes; archives are opened and their members read in turn."""
    kind = formats.kind_of(name, raw)
    if kind not in ("zip", "gzip"):
        yield from maker.of_file(name, raw)
        return
    params = maker.params
    if depth >= params.max_archive_depth:
        detail = f"archives nested deeper than ingest.max_archive_depth = {params.max_archive_depth}; unpack it"
        yield Reject(path=name, record=0, reason="archive_limit", detail=detail)
        return
    none = True
    for member in _members(name, raw, kind, params=params, left=left):
        where = f"{name}/{member.name}" if member.name else name
        if is_ignored(PurePosixPath(member.name).name or "x") or "__MACOSX" in PurePosixPath(member.name).parts:
            continue
        none = False
        if member.reason:
            yield Reject(path=where, record=0, reason=member.reason, detail=member.detail)
        else:
            yield from _unpacked(where, member.raw, maker=maker, left=left, depth=depth + 1)
        if left.expanded < 0:
            return
    if none:
        yield Reject(path=name, record=0, reason="empty", detail="the archive holds no file")


def _members(
    name: str, raw: bytes, kind: str, *, params: IngestParams, left: archives.Budget
) -> Iterator[archives.Member]:
    if kind == "zip":
        yield from archives.members_of_zip(raw, params=params, left=left)
    else:
        inner = PurePosixPath(name).name.removesuffix(".gz").removesuffix(".GZ")
        yield archives.member_of_gzip(raw, inner, params=params, left=left)
