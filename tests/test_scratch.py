import errno
import os
import subprocess
import sys

import pytest

from pipeline import schema, scratch
from pipeline.records import Reject
from pipeline.scratch import WriteError

REJECT = Reject(path="a.pdf", record=0, reason="unsupported_format", detail="no reader")


def dead_process():
    """The number of a process that is no more."""
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    return int(gone.stdout)


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        (f".rejects.parquet.{scratch.HOST}.{{dead}}.part", False),
        (f".rejects.parquet.{scratch.HOST}.{{own}}.part", True),
        (f".rejects.parquet.{scratch.HOST}.1.part", True),
        (".rejects.parquet.another-machine.{dead}.part", True),
        ("rejects.parquet", True),
        (f"rejects.parquet.{scratch.HOST}.{{dead}}.part", True),
    ],
)
@pytest.mark.parametrize("where", [".", "docs"])
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_dead_processes_left_is_cleared(tmp_path, name, stays, where, kind):
    path = tmp_path / where / name.format(dead=dead_process(), own=os.getpid())
    path.parent.mkdir(exist_ok=True)
    if kind == "file":
        path.write_text("half")
    else:
        path.mkdir()
        (path / "more").write_text("half")
    scratch.clear(tmp_path)
    assert path.exists() is stays


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EFBIG])
def test_a_disk_that_takes_nothing_is_told_and_leaves_what_was(tmp_path, code):
    schema.write(tmp_path, Reject, [REJECT], metadata={})
    before = (tmp_path / "rejects.parquet").read_bytes()

    def fail():
        with schema.writing(tmp_path, Reject, metadata={}) as table:
            table.add([REJECT])
            raise OSError(code, os.strerror(code))

    with pytest.raises(WriteError, match=r"rejects\.parquet cannot be written.*Free space or choose another folder"):
        fail()
    assert (tmp_path / "rejects.parquet").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["rejects.parquet"]


def test_other_errors_of_the_system_stay_what_they_are(tmp_path):
    with pytest.raises(OSError, match="gone"), schema.replacing(tmp_path / "x"):
        raise OSError(errno.EPIPE, "gone")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_a_folder_is_told(tmp_path):
    (tmp_path / "out").write_text("no folder")
    with pytest.raises(WriteError, match="cannot be written"):
        schema.write(tmp_path / "out", Reject, [], metadata={})
