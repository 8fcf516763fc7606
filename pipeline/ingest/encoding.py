"""Bytes of a file -> text: byte order mark, then UTF-8, then a guess."""

import codecs

from charset_normalizer import from_bytes

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 200_000
"""Bytes the guess looks at."""
SIGNATURES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc",
)


def decode(raw: bytes) -> str | None:
    """Return the text of ``raw``; null when it is no text (binary data, or no encoding fits)."""
    if raw.startswith(SIGNATURES):
        return None
    for mark, name in MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, errors="replace")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(raw)
    return None if text.count("\x00") > len(text) // 100 else text


def _guessed(raw: bytes) -> str | None:
    if raw.count(b"\x00") > len(raw) // 100:
        return None
    if len(raw) > 40 and raw.decode("utf-8", errors="replace").count("�") <= len(raw) // 2000:
        return raw.decode("utf-8", errors="replace")  # UTF-8 with a few broken bytes
    best = from_bytes(raw[:SAMPLE]).best()
    if best is None:
        return None
    return raw.decode(best.encoding, errors="replace")
