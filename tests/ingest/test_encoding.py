import codecs

import pytest

from pipeline.ingest.encoding import decode

TEXT = "The café’s owner said “no” to the plan – twice. " * 5


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 mark", "utf-16-le", "utf-16-be", "cp1252"],
)
def test_encodings(raw):
    assert decode(raw) == TEXT


@pytest.mark.parametrize("raw", [b"%PDF-1.7 words", b"\x89PNG\r\n", b"\xd0\xcf\x11\xe0doc", bytes(range(256)) * 40])
def test_binary_is_no_text(raw):
    assert decode(raw) is None


def test_a_broken_byte_costs_one_character():
    raw = TEXT.encode() * 10 + b"\xff" + TEXT.encode()
    assert decode(raw).count("\ufffd") == 1
