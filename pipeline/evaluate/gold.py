"""Read gold: JSON lines, one article a line, gzipped or plain."""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.errors import PipelineError

GZIP = b"\x1f\x8b"


class GoldError(PipelineError):
    """Gold cannot be read, or is not about the articles of the tables."""


Line = Mapping[str, Any]


def as_it_is(line: Line) -> tuple[Line]:
    """Return the line alone."""
    return (line,)


def parse(
    raw: bytes, *, name: str, keys: Sequence[str], unfold: Callable[[Line], Iterable[Line]] = as_it_is
) -> Iterator[Line]:
    """Yield the articles of a gold file's bytes; ``name`` is what errors call it, ``keys`` what each line must have.

    ``unfold`` returns the lines that a line stands for. Raises GoldError with the number of a line that is no JSON
    object or lacks a key.
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
            for one in unfold(article):
                lacking = [key for key in keys if key not in one]
                if lacking:
                    raise GoldError(f"{name}, line {number} lacks the key {lacking[0]!r}; is it gold of another task?")
                yield one


def check_coders(lines: Sequence[Line], *, name: str) -> None:
    """Raise GoldError unless the lines of one article have one text, and each an `annotator` of its own."""
    if len(lines) > 1:
        article, coders = lines[0]["id"], [line.get("annotator") for line in lines]
        if None in coders:
            raise GoldError(f"{name}: of {len(lines)} lines of {article} one has no annotator; name each line's coder")
        twice = [coder for coder, n in Counter(map(str, coders)).items() if n > 1]
        if twice:
            raise GoldError(f"{name}: {article} has two lines of the annotator {twice[0]}; keep one line a coder")
        if any(line["text"] != lines[0]["text"] for line in lines):
            raise GoldError(f"{name}: the lines of {article} have different texts; agreement is over one text")
