import gzip

import pytest

from pipeline.evaluate.gold import GoldError, parse

LINES = '{"id": "a", "text": "x\u2028y"}\n\n{"id": "b", "text": ""}\n'


@pytest.mark.parametrize("raw", [LINES.encode(), gzip.compress(LINES.encode())], ids=["plain", "gzip"])
def test_lines_are_read_plain_or_gzipped(raw):
    assert [one["id"] for one in parse(raw, name="gold", keys=["id"])] == ["a", "b"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b'{"id": 1, "text": ""}\n{', "gold, line 2 is no JSON"),
        (b"3", "gold, line 1 is int; an object is wanted"),
        (b'{"id": 1}', "gold, line 1 lacks the key 'text'"),
        (b"\xff\xfe", "gold is neither UTF-8 text nor gzip"),
        (b"\x1f\x8bnope", "gold is neither UTF-8 text nor gzip"),
    ],
)
def test_what_is_no_gold_is_refused(raw, message):
    with pytest.raises(GoldError, match=message):
        list(parse(raw, name="gold", keys=["id", "text"]))
