"""Read gold: JSON lines, one article a line, gzipped or plain."""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.errors import PipelineError

GZIP = b"\x1f\x8b"


class GoldError(PipelineError):
    """Gold cannot be read, or is not about the articles of the tables."""


def parse(raw: bytes, *, name: str, keys: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """Yield the articles of a gold file's bytes; ``name`` is what errors call it, ``keys`` what each line must have.

    Raises GoldError with the number of a line that is no JSON object or lacks a key.
    """
    try:
        text = (gzip.decompress(raw) if raw.startswith(GZIP) else raw).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise GoldError(f"{name} is neither UTF-8 text nor gzip of it: {error}") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                article = json.loads(line)
            except ValueError as error:
                raise GoldError(f"{name}, line {number} is no JSON: {error}") from error
            if not isinstance(article, dict):
                raise GoldError(f"{name}, line {number} is {type(article).__name__}; an object is wanted")
            lacking = [key for key in keys if key not in article]
            if lacking:
                raise GoldError(f"{name}, line {number} lacks the key {lacking[0]!r}; is it gold of another task?")
            yield article
