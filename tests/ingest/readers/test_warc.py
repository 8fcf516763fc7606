import gzip
import io
import zipfile
import zlib
from datetime import date

import brotli
import pytest

from pipeline import schema
from pipeline.ingest import stage
from pipeline.ingest.draft import Draft
from pipeline.ingest.readers import transfer, warc
from pipeline.params import IngestParams
from pipeline.records import Article, Reject

PARAGRAPHS = [
    "The minister of water said on Monday that her country would not sell the river, whatever the price might be.",
    "Her neighbours took the news badly, and the talks that were to begin on Friday in Bern were put off again.",
    "“We have carried this claim for nineteen years,” she told reporters. “We can carry it for nineteen more.”",
    "Diplomats from four countries had hoped for a text before the snow melts and the dam is full once more.",
]


def page(number=0, *, head="", charset="utf-8"):
    story = "".join(f"<p>{p.replace('nineteen', str(number + 19))}</p>" for p in PARAGRAPHS)
    text = (
        f"<!doctype html><html lang='en'><head><title>River {number} Not for Sale</title>{head}</head><body>"
        f"<article><h1>River {number} Not for Sale</h1>{story}</article></body></html>"
    )
    return text.encode(charset)


def http(body, *, status="200 OK", kind="text/html; charset=utf-8", more=()):
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *more]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def record(block, *, uri="https://paper.example/2021/river", kind="response", day="2021-03-05T06:07:08Z", length=None):
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Date: {day}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>",
        f"WARC-Target-URI: {uri}",
        f"Content-Type: application/http; msgtype={kind}"
        if kind in ("response", "request")
        else "Content-Type: text/x",
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def read(raw, **settings):
    return [
        (found.record, None if isinstance(found, Draft) else found.reason)
        for found in warc.pages(io.BytesIO(raw), params=IngestParams(**settings))
    ]


PLAIN = [record(http(page(n)), uri=f"https://paper.example/{n}") for n in range(4)]
ZIPPED = [gzip.compress(one, mtime=0) for one in PLAIN]


def broken(raw, at, by=b"\xff" * 20):
    return raw[:at] + by + raw[at + len(by) :]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"".join(PLAIN), [(0, None), (1, None), (2, None), (3, None)]),
        (b"".join(ZIPPED), [(0, None), (1, None), (2, None), (3, None)]),
        (gzip.compress(b"".join(PLAIN), mtime=0), [(0, None), (1, None), (2, None), (3, None)]),
        (record(b"software: x", kind="warcinfo") + record(http(b"", kind="x"), kind="request") + PLAIN[0], [(2, None)]),
        (record(http(page(), status="404 Not Found")) + PLAIN[1], [(1, None)]),
        (record(http(b"\x89PNG", kind="image/png")) + PLAIN[1], [(1, None)]),
        (record(http(page()), kind="revisit") + PLAIN[1], [(1, None)]),
        (record(http(page(), kind="application/xhtml+xml")), [(0, None)]),
        (record(http(page(), status="301 Moved")), [(0, "empty")]),
        (b"", [(0, "empty")]),
        (record(http(b"  \n")) + PLAIN[1], [(0, "empty"), (1, None)]),
        (record(b"\x00\x01 no head") + PLAIN[1], [(0, "bad_record"), (1, None)]),
        (b"this is no archive\r\n" * 9, [(0, "unreadable")]),
        (b"this is no archive\r\n" * 9 + PLAIN[0], [(0, "unreadable"), (1, None)]),
        (gzip.compress(b"this is no archive\r\n" * 9, mtime=0), [(0, "unreadable")]),
        (b"".join([ZIPPED[0], broken(ZIPPED[1], 60), *ZIPPED[2:]]), [(0, None), (1, "unreadable"), (2, None), (3, None)]),
        (b"".join([broken(ZIPPED[0], 0, b"zz"), *ZIPPED[1:]]), [(0, "unreadable"), (1, None), (2, None), (3, None)]),
        (b"".join(ZIPPED)[:-40], [(0, None), (1, None), (2, None), (3, "unreadable")]),
        (b"".join(PLAIN)[:-300], [(0, None), (1, None), (2, None), (3, "unreadable")]),
        (PLAIN[0] + record(http(page(1)), length=300) + b"".join(PLAIN[2:]), [(0, None), (1, None), (2, "unreadable"), (3, None), (4, None)]),
        (PLAIN[0] + record(http(page(1)), length="many") + b"".join(PLAIN[2:]), [(0, None), (1, "bad_record"), (2, "unreadable"), (3, None), (4, None)]),
        (PLAIN[0] + record(http(page(1)), length=len(http(page(1))) + 400) + PLAIN[2], [(0, None), (1, None), (2, "unreadable"), (3, None)]),
        (record(http(page()), day="yesterday"), [(0, None)]),
    ],
)  # fmt: skip
def test_pages_and_faults_with_their_places(raw, found):
    assert read(raw) == found


def test_a_page_that_is_too_large_loses_only_itself():
    bomb = gzip.compress(b" " * 2_000_000, mtime=0)
    large = [http(b" " * 1_500_000), http(bomb, more=["Content-Encoding: gzip"])]
    assert read(record(large[0]) + record(large[1]) + PLAIN[0], max_file_mb=1) == [
        (0, "too_large"),
        (1, "too_large"),
        (2, None),
    ]


CHUNKED = b"5\r\n<html\r\n5;x=y\r\n><p>a\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("raw", "encodings", "body"),
    [
        (b"<p>a", (), b"<p>a"),
        (gzip.compress(b"<p>a", mtime=0), ("gzip",), b"<p>a"),
        (b"<p>a", ("gzip",), b"<p>a"),
        (b"plain words", ("gzip",), b"plain words"),
        (zlib.compress(b"<p>a"), ("deflate",), b"<p>a"),
        (zlib.compress(b"<p>a")[2:-4], ("deflate",), b"<p>a"),
        (brotli.compress(b"<p>a" * 999), ("br",), b"<p>a" * 999),
        (CHUNKED, ("chunked",), b"<html><p>a"),
        (b"<html>", ("chunked",), b"<html>"),
        (b"4\r\n" + gzip.compress(b"<p>a", mtime=0)[:4] + b"\r\n14\r\n" + gzip.compress(b"<p>a", mtime=0)[4:] + b"\r\n0\r\n\r\n", ("chunked", "gzip"), b"<p>a"),
        (b"<p>a", ("identity",), b"<p>a"),
        (b"x" * 11, (), None),
        (gzip.compress(b"x" * 5000, mtime=0), ("gzip",), None),
        (brotli.compress(b"x" * 5000), ("br",), None),
    ],
)  # fmt: skip
def test_bodies(raw, encodings, body):
    limit = 10 if body is None else 10_000
    assert transfer.decoded(raw, encodings, limit=limit) == body


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (gzip.compress(b"<p>a" * 99, mtime=0)[:-20], "gzip"),
        (gzip.compress(b"<p>a" * 99, mtime=0)[:12] + b"\xff" * 30, "gzip"),
        (brotli.compress(bytes(range(256)) * 9)[:-20], "br"),
        (b"\xff\xff\xff", "br"),
        (CHUNKED[:-9], "chunked"),
        (b"\x00\x01", "zstd"),
    ],
)
def test_bodies_that_are_not_what_they_say(raw, encoding):
    with pytest.raises(transfer.TransferError):
        transfer.decoded(raw, (encoding,), limit=10_000)


def run(raw, tables, **settings):
    stage.run(raw, tables, params=IngestParams(**settings))
    return list(schema.read(tables, Article)), list(schema.read(tables, Reject))


def test_address_and_day_of_a_page(tmp_path):
    dated = '<meta property="article:published_time" content="2021-03-02"><meta property="og:url" content="https://x.example">'
    raw = tmp_path / "raw"
    raw.mkdir()
    uris = ("https://www.paper.example/a", "https://paper.example/b")
    (raw / "news.warc.gz").write_bytes(
        gzip.compress(record(http(page(head=dated)), uri=uris[0]), mtime=0)
        + gzip.compress(record(http(page(50)), uri=uris[1]), mtime=0)
    )
    articles, rejects = run(raw, tmp_path / "out")
    found = sorted(articles, key=lambda a: a.record)
    assert rejects == []
    assert [(a.path, a.record, a.url) for a in found] == [("news.warc.gz", n, uri) for n, uri in enumerate(uris)]
    assert [a.published for a in found] == [date(2021, 3, 2), date(2021, 3, 5)]
    assert [a.publisher for a in found] == ["paper.example", "paper.example"]
    assert PARAGRAPHS[0] in found[0].text


def test_the_server_s_word_on_encoding(tmp_path):
    latin = page(charset="cp1252")
    (tmp_path / "a.warc").write_bytes(record(http(latin, kind="text/html; charset=windows-1252")))
    (article,), _ = run(tmp_path / "a.warc", tmp_path / "out")
    assert "“We have carried this claim" in article.text


def test_a_file_larger_than_what_is_read_whole(tmp_path):
    (tmp_path / "a.warc").write_bytes(record(b" " * 1_200_000, kind="metadata") + PLAIN[0])
    articles, rejects = run(tmp_path / "a.warc", tmp_path / "out", max_file_mb=1)
    assert (len(articles), rejects) == (1, [])


def test_in_an_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("in/news.warc.gz", b"".join(ZIPPED[:1]))
        archive.writestr("in/more.warc", record(http(page(77))))
    articles, rejects = run(tmp_path / "a.zip", tmp_path / "out")
    assert sorted(a.path for a in articles) == ["a.zip/in/more.warc", "a.zip/in/news.warc.gz/news.warc"]
    assert rejects == []
