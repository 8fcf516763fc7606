"""Names for what is still being written, and what dead processes left of theirs.

A name tells the machine and the process, so a later run on the same machine can clear up after one that was killed, and
leaves alone what another is writing at this moment.
"""

import errno
import os
import re
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import PipelineError

UNWRITABLE = frozenset(
    (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST)
)
"""What the system says when a disk is full, a limit is reached, or a folder may not be written or is none."""

HOST = re.sub(r"[^\w-]", "-", socket.gethostname())
PART = re.compile(rf"\..+\.{re.escape(HOST)}\.(\d+)\.part")


class WriteError(PipelineError):
    """The disk does not take a file."""


def part(path: Path) -> Path:
    """Return where a file or folder lies until it is whole: beside its place, under a hidden name."""
    return path.with_name(f".{path.name}.{HOST}.{os.getpid()}.part")


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """Give an empty folder beside ``path`` that is gone when the block ends."""
    own = part(path)
    with telling(path):
        try:
            remove(own)
            own.mkdir(parents=True)
            yield own
        finally:
            remove(own)


def clear(place: Path) -> None:
    """Remove what processes of this machine that are no more left in a folder and in the folders in it."""
    for path in [*place.glob(".*.part"), *place.glob("*/.*.part")]:
        found = PART.fullmatch(path.name)
        if found and not _lives(int(found[1])):
            with telling(path):
                remove(path)


def remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Say what to do when the system does not let ``path`` be written; raises WriteError."""
    try:
        yield
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        raise WriteError(
            f"{path} cannot be written: {error}. Free space or choose another folder, and run again; "
            "what earlier runs wrote there is as it was"
        ) from error


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
