"""Read the lexicons of this stage, and find their phrases among tokens."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""Phrases by their first word, longest first: the words and the label."""


def rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of the lexicon ``name`` beside this module; lines that begin with # are comments."""
    text = resources.files("pipeline.arguments").joinpath(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def phrases(name: str, *, column: int = 1) -> Phrases:
    """Return the phrases of a lexicon by first word, labelled by ``column``."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows(name):
        words = tuple(row[0].replace("’", "'").split())
        found.setdefault(words[0], []).append((words, row[column]))
    return {first: tuple(sorted(them, key=lambda x: -len(x[0]))) for first, them in found.items()}


def match(words: Sequence[str], at: int, lexicon: Phrases) -> tuple[int, str] | None:
    """Return the length and label of the longest phrase that begins at ``at``, null when none does."""
    for phrase, label in lexicon.get(words[at], ()) if at < len(words) else ():
        if tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase), label
    return None


def labels(words: Sequence[str], lexicon: Phrases) -> Iterator[str]:
    """Yield the label of every phrase found anywhere in ``words``."""
    for at in range(len(words)):
        found = match(words, at, lexicon)
        if found:
            yield found[1]
