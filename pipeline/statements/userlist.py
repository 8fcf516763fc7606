"""The user's own list of concepts, which overrides the grouping of items."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.errors import PipelineError
from pipeline.records import Token

COLUMNS = ("concept", "words")


class ConceptListError(PipelineError):
    """The user's list of concepts cannot be read or has a wrong column or value."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list: a concept, and the words of which all must stand in an item."""

    concept: str
    words: tuple[str, ...]


def parse(lines: Iterable[str], *, source: str) -> list[Listed]:
    """Read CSV lines ``concept,words`` in order; words are parted by blanks, "sanction*" stands for all it begins.

    Raises ConceptListError that names ``source``, the line and what is wrong.
    """
    reader = csv.DictReader(lines)
    if sorted(reader.fieldnames or ()) != sorted(COLUMNS):
        raise ConceptListError(f"{source} has the columns {reader.fieldnames}; its header must be {','.join(COLUMNS)}")
    found = []
    for row in reader:
        concept, words = ((row[c] or "").strip() for c in COLUMNS)
        if not concept or not words:
            raise ConceptListError(f"{source}, line {reader.line_num}: a cell is empty; give concept and words")
        found.append(Listed(concept, tuple(words.casefold().split())))
    return found


def concept_of(item: Sequence[Token], listed: Iterable[Listed]) -> str | None:
    """Return the concept of the first line whose words, or whose lemmas, all stand in an item; null when none fits."""
    here = {form.casefold() for token in item for form in (token.text, token.lemma)}
    return next((one.concept for one in listed if all(_stands(word, here) for word in one.words)), None)


def _stands(word: str, here: set[str]) -> bool:
    return any(form.startswith(word[:-1]) for form in here) if word.endswith("*") else word in here
