"""How much the tables hold: rows, known values, labels, and inputs rejected by reason."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from pipeline.columns import labels_of
from pipeline.evaluate.figures import Counts, Figures, rounded
from pipeline.records import RECORDS, Article, Attribution, Concession, Mention, Reject, Speaker, Statement, Unit


@dataclass(frozen=True, slots=True)
class Known:
    """A share of rows: those of a table that have a value in a column."""

    name: str
    record: type
    column: str


KNOWN = (
    Known("articles with a title", Article, "title"),
    Known("articles with a date", Article, "published"),
    Known("articles with a publisher", Article, "publisher"),
    Known("articles with an author", Article, "authors"),
    Known("articles that repeat another", Article, "duplicate_of"),
    Known("attributions with a source", Attribution, "source"),
    Known("attributions with a speaker", Attribution, "speaker_id"),
    Known("attributions inside another", Attribution, "parent_id"),
    Known("speakers with a role", Speaker, "role"),
    Known("speakers with an affiliation", Speaker, "affiliation"),
    Known("speakers with a country", Speaker, "country"),
    Known("concessions with a holder", Concession, "holder_id"),
    Known("concessions with a conceder", Concession, "conceder"),
    Known("concessions with a beneficiary", Concession, "beneficiary"),
    Known("concessions with an item", Concession, "item"),
    Known("statements with a concept", Statement, "concept"),
    Known("units with a speaker", Unit, "speaker_id"),
)
LABELLED = tuple(r for r in RECORDS if labels_of(r) and r not in (Mention, Statement))


def columns_needed(record: type) -> list[str]:
    """Return the columns of a table that :func:`count` looks at."""
    labelled = labels_of(record) if record in LABELLED else {}
    return sorted({*labelled, *(known.column for known in KNOWN if known.record is record)})


def count(record: type, batches: Iterable[pa.RecordBatch]) -> Counts:
    """Return how many rows a table has, and of its columns how many are known and which labels they hold."""
    counts: Counts = Counter()
    for batch in batches:
        counts["rows", ""] += batch.num_rows
        for column in batch.schema.names:
            values: list[Any] = batch.column(column).to_pylist()
            counts["known", column] += sum(value not in (None, []) for value in values)
            if column in labels_of(record):
                counts.update(("label", column, value) for value in values if value is not None)
    return counts


def figures(counts: dict[type, Counts]) -> Figures:
    """Return rows by table, shares of known values in [0, 1] (null without rows), and rejects by reason."""
    shares: Figures = {}
    for known in KNOWN:
        of_table = counts[known.record]
        rows = of_table["rows", ""]
        shares[known.name] = rounded(of_table["known", known.column] / rows) if rows else None
    return {
        "rows": {record.TABLE: counts[record]["rows", ""] for record in counts},  # type: ignore[attr-defined]
        "known": shares,
        "rejects": {reason: counts[Reject]["label", "reason", reason] for reason in labels_of(Reject)["reason"]},
    }


def label_rows(counts: dict[type, Counts]) -> Iterator[tuple[str, str, int]]:
    """Yield (table.column, label, rows) for every label of every closed list, those that do not occur too."""
    for record in LABELLED:
        table = record.TABLE  # type: ignore[attr-defined]
        for column, closed in labels_of(record).items():
            for label in closed:
                yield f"{table}.{column}", label, counts[record]["label", column, label]
