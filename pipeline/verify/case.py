"""One article with its rows of every table, as the checks see it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.records import Article, Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One article, its rows by record class, and the speakers of all articles by id."""

    article: Article
    rows: Mapping[type, Sequence[Any]]
    speakers: Mapping[str, Speaker]

    def of(self, record: type) -> Sequence[Any]:
        """Return the article's rows of one table, in order."""
        return self.rows.get(record, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check of an article; it is left out when a table it ``needs`` is not sound."""

    needs: frozenset[type]
    faults: Callable[[Case], Iterator[str]]
