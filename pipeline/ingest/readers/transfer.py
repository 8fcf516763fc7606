"""Bodies of HTTP responses as crawlers store them, packed as they came (RFC 9110, RFC 9112) or already unpacked.

Crawlers often unpack a body and leave the header that says it is packed, so the bytes have the last word.
"""

import re
import zlib
from collections.abc import Sequence

import brotli

CHUNK_HEAD = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
GZIP = b"\x1f\x8b"
TEXT = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<[!?\w]")


class TransferError(Exception):
    """A body is not packed as its header says, nor is it plain."""


def decoded(raw: bytes, encodings: Sequence[str], *, limit: int) -> bytes | None:
    """Return a body unpacked; ``encodings`` are its packings, the last one first. Null when it is over ``limit`` bytes.

    Raises TransferError for a packing that is not known, and for bytes that are neither packed so nor plain.
    """
    body: bytes | None = raw
    for name in encodings:
        if body is None or name == "identity" or TEXT.match(body):
            continue
        body = _unpacked(body, name, limit=limit)
    return body if body is None or len(body) <= limit else None


def _unpacked(raw: bytes, name: str, *, limit: int) -> bytes | None:
    if name == "chunked":
        return _joined(raw)
    if name in ("gzip", "x-gzip"):
        return _inflated(raw, zlib.MAX_WBITS | 16, limit=limit) if raw.startswith(GZIP) else raw
    if name == "deflate":
        return _inflated(raw, zlib.MAX_WBITS if raw[:1] == b"\x78" else -zlib.MAX_WBITS, limit=limit)
    if name == "br":
        return _unbrotlied(raw, limit=limit)
    raise TransferError(f"it is packed by {name!r}, which is not known")


def _joined(raw: bytes) -> bytes:
    """Join the chunks of a body; one that does not begin with a chunk is as it is."""
    found, at = bytearray(), 0
    while head := CHUNK_HEAD.match(raw, at):
        size = int(head[1], 16)
        if size == 0:
            return bytes(found)
        found += raw[head.end() : head.end() + size]
        at = head.end() + size
        at += 2 if raw[at : at + 2] == b"\r\n" else 1
    if not found:
        return raw
    raise TransferError(f"a chunk is missing after {len(found)} bytes")


def _inflated(raw: bytes, window: int, *, limit: int) -> bytes | None:
    stream = zlib.decompressobj(window)
    try:
        found = stream.decompress(raw, limit + 1)
    except zlib.error as error:
        raise TransferError(str(error)) from error
    if len(found) <= limit and not stream.eof:
        raise TransferError(f"it is cut off after {len(found)} bytes")
    return found if len(found) <= limit else None


def _unbrotlied(raw: bytes, *, limit: int) -> bytes | None:
    stream, found, waiting = brotli.Decompressor(), bytearray(), raw
    try:
        while not stream.is_finished() and len(found) <= limit:
            piece = stream.process(waiting, output_buffer_limit=1 << 20)
            if not piece and not waiting:
                raise TransferError(f"it is cut off after {len(found)} bytes")
            waiting = b""
            found += piece
    except brotli.error as error:
        raise TransferError(f"brotli: {error}") from error
    return bytes(found) if len(found) <= limit else None
