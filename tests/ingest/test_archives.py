import gzip
import io
import zipfile

import pytest

from pipeline.ingest import archives
from pipeline.params import IngestParams


def zipped(*members: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members:
            archive.writestr(name, raw)
    return held.getvalue()


def read(raw: bytes, **settings):
    params = IngestParams(**settings)
    return list(archives.members_of_zip(raw, params=params, left=archives.budget(params)))


def test_members_in_order_of_their_names():
    found = read(zipped(("b/two.txt", b"2"), ("a.txt", b"1"), ("b/", b"")))
    assert [(m.name, m.raw, m.reason) for m in found] == [("a.txt", b"1", None), ("b/two.txt", b"2", None)]


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:/out.txt", "..\\out.txt"])
def test_unsafe_paths(name):
    (member,) = read(zipped((name, b"text")))
    assert (member.reason, member.raw) == ("unsafe_path", b"")
    assert ".." not in member.name.split("/")
    assert not member.name.startswith("/")


def test_a_member_that_is_too_large_loses_only_itself():
    found = read(zipped(("a.txt", b"x" * 1_500_000), ("b.txt", b"ok")), max_file_mb=1)
    assert [m.reason for m in found] == ["too_large", None]


def test_expansion_is_counted_as_it_comes():
    found = read(zipped(("a.txt", b"x" * 900_000), ("b.txt", b"x" * 900_000)), max_expanded_mb=1)
    assert [m.reason for m in found] == [None, "archive_limit"]


def test_too_many_members():
    found = read(zipped(*((f"{n}.txt", b"x") for n in range(5))), max_archive_members=3)
    assert [m.reason for m in found] == [None, None, None, "archive_limit"]


def test_a_damaged_member_loses_only_itself():
    raw = bytearray(zipped(("a.txt", b"alpha " * 500), ("b.txt", b"fine")))
    at = raw.index(b"a.txt") + 8
    raw[at : at + 6] = b"\xff" * 6
    assert [m.reason for m in read(bytes(raw))] == ["unreadable", None]


def test_no_archive_at_all():
    assert [m.reason for m in read(b"PK\x03\x04 not really")] == ["unreadable"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (gzip.compress(b"text", mtime=0), None),
        (b"no gzip", "unreadable"),
        (gzip.compress(b"text" * 99, mtime=0)[:-9], "unreadable"),
    ],
)
def test_gzip(raw, reason):
    params = IngestParams()
    member = archives.member_of_gzip(raw, "a.txt", params=params, left=archives.budget(params))
    assert (member.name, member.reason) == ("" if reason else "a.txt", reason)
