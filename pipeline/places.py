"""Where articles and tables lie: a path of this machine, or an address that fsspec knows (s3://, gs://, memory://).

Tables are worked on in a folder of this machine. What lies at an address is copied here first, and only files that are
whole are copied back, so nobody ever sees half a table.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.errors import UsageError

ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
WHOLE_AT_ONCE = frozenset(("s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl"))
"""Stores that show an object when all of it is there; elsewhere a file is renamed to its place."""
EXTRA = "is the extra for it installed (pip install 'concession-miner[cloud]'), and its credentials set?"
DRIVERS = {
    "botocore.exceptions": ("BotoCoreError", "ClientError"),
    "aiohttp": ("ClientError",),
    "gcsfs.retry": ("HttpError",),
    "google.auth.exceptions": ("GoogleAuthError",),
}
"""Errors of drivers that are no OSError, by their modules."""
LAST = "datapackage.json"
"""Copied last: where it is new, all is."""


class PlaceError(UsageError):
    """What is at an address cannot be read or written."""


@dataclass(frozen=True, slots=True)
class Url:
    """An address of a file or folder that fsspec knows."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __truediv__(self, name: str) -> "Url":
        return Url(f"{self.text.rstrip('/')}/{name}")


Place = Path | Url


@dataclass(frozen=True, slots=True)
class File:
    """A file at an address: its name below the folder asked for, parted by slashes, and its size in bytes."""

    name: str
    size: int
    system: Any
    path: str

    def fetch(self, target: Path) -> None:
        """Copy it to a path of this machine; raises one of :func:`failures`."""
        target.parent.mkdir(parents=True, exist_ok=True)
        self.system.get_file(self.path, str(target))


def place(text: str | Path | Url) -> Place:
    """Return the place that a user names: an address when it begins with a protocol, else a path."""
    if isinstance(text, Path | Url):
        return text
    found = ADDRESS.match(text)
    if found is None:
        return Path(text)
    return Path(text[found.end() :]) if found[1].lower() in ("file", "local") else Url(text)


def failures() -> tuple[type[BaseException], ...]:
    """Return the errors that reading from an address may raise; drivers that are not loaded have none."""
    loaded = [(sys.modules[name], kinds) for name, kinds in DRIVERS.items() if name in sys.modules]
    return (OSError, ValueError, ImportError, *(getattr(module, kind) for module, kinds in loaded for kind in kinds))


def _system(url: Url) -> tuple[Any, str]:
    from fsspec.core import url_to_fs  # a sixth of a second, which no other run needs to wait for

    try:
        system, path = url_to_fs(url.text)
    except failures() as error:
        raise PlaceError(f"{url} cannot be opened: {error}; {EXTRA}") from error
    return system, str(path).rstrip("/")


def exists(where: Place) -> bool:
    """Tell whether there is a file or folder; raises PlaceError when an address cannot be asked."""
    if isinstance(where, Path):
        return where.exists()
    system, path = _system(where)
    try:
        return bool(system.exists(path))
    except failures() as error:
        raise PlaceError(f"{where} cannot be read: {error}; {EXTRA}") from error


def files(url: Url) -> list[File]:
    """Return the files at or below an address, sorted by name; raises PlaceError when it cannot be listed."""
    system, path = _system(url)
    try:
        found = system.find(path, detail=True)
    except failures() as error:
        raise PlaceError(f"{url} cannot be listed: {error}; {EXTRA}") from error
    kept = []
    for place_, told in found.items():
        if told.get("type") == "file" and not place_.endswith("/"):
            below = place_.removeprefix(path).lstrip("/")
            kept.append(File(below or PurePosixPath(place_).name, int(told.get("size") or 0), system, place_))
    return sorted(kept, key=lambda file: file.name)


@contextmanager
def folder(where: Place, *, fetch: bool = True, back: bool = False) -> Iterator[Path]:
    """Give the folder at a place: a path as it is, an address as a copy of it that is removed at the end.

    Without ``fetch`` the copy begins empty; with ``back`` what was written to it is copied to the address when the
    block ends well, and what was written there before and is no longer in its tables' folders is removed. Raises
    PlaceError when the address cannot be read or written.
    """
    if isinstance(where, Path):
        yield where
        return
    with TemporaryDirectory(prefix="pipeline-") as scratch:
        here = Path(scratch) / "tables"
        here.mkdir()
        if fetch:
            _fetch(where, here)
        before = _stamps(here)
        yield here
        if back:
            _put(here, where, before)


def _fetch(url: Url, here: Path) -> None:
    for file in files(url):
        if not is_safe(file.name):
            raise PlaceError(f"{url / file.name} has a name that leaves the folder; rename or remove it")
        try:
            file.fetch(here / file.name)
        except failures() as error:
            raise PlaceError(f"{url / file.name} cannot be read: {error}; {EXTRA}") from error


def is_safe(name: str) -> bool:
    """Tell whether a name from an address stays below the folder it is copied to."""
    parts = name.split("/")
    return not any(part in ("", ".", "..") or "\\" in part or ":" in part or "\0" in part for part in parts)


def _stamps(here: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of every finished file below a folder, by its name there."""
    every = (path for path in here.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(here).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns) for path in every}


def _put(here: Path, url: Url, before: dict[str, tuple[int, int]]) -> None:
    after = _stamps(here)
    changed = sorted((name for name in after if after[name] != before.get(name)), key=lambda n: (n == LAST, n))
    system, path = _system(url)
    protocols = {system.protocol} if isinstance(system.protocol, str) else set(system.protocol)
    renamed = not protocols & WHOLE_AT_ONCE
    try:
        system.makedirs(path, exist_ok=True)
        for name in changed:
            _put_one(system, here / name, f"{path}/{name}", renamed=renamed)
        own = {name.split("/")[0] for name in after if "/" in name}
        for file in files(url):
            if file.name.split("/")[0] in own and file.name not in after:
                system.rm_file(file.path)
    except failures() as error:
        raise PlaceError(f"{url} cannot be written: {error}; {EXTRA}") from error


def _put_one(system: Any, source: Path, target: str, *, renamed: bool) -> None:
    system.makedirs(target.rpartition("/")[0], exist_ok=True)
    if not renamed:
        system.put_file(str(source), target)
        return
    held = f"{target.rpartition('/')[0]}/.{source.name}.part"
    system.put_file(str(source), held)
    system.mv(held, target)
