"""Tables read side by side, article by article, so that memory does not grow with their length."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.schema import TableError, as_batch, as_records, read_batches, table_path


def batches(
    tables: Path, article: type, *others: type, beside: Path | None = None
) -> Iterator[tuple[pa.RecordBatch, ...]]:
    """Yield each article with its rows of other tables, all of them Arrow batches, of no rows where there are none.

    The others are in the folder ``beside``, if given; all are in the order of article_id. Raises TableError when a
    table is missing, and when rows are of an article that is not in ``articles``.
    """
    streams = [_runs(beside or tables, record) for record in others]
    ahead = [next(stream, None) for stream in streams]
    none = [as_batch(record, []) for record in others]
    for name, one in _runs(tables, article):
        rows: list[pa.RecordBatch] = []
        for i, stream in enumerate(streams):
            here = ahead[i]
            if here is not None and here[0] == name:
                rows.append(here[1])
                ahead[i] = next(stream, None)
            else:
                rows.append(none[i])
        yield one, *rows
    for record, rest in zip(others, ahead, strict=True):
        if rest is not None:
            path = table_path(beside or tables, record)
            raise TableError(f"{path}: article_id {rest[0]} is not in articles.parquet")


def _runs(tables: Path, record: type) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Yield the rows of each article, which stand together."""
    name, held = "", list[pa.RecordBatch]()
    for batch in read_batches(tables, record):
        runs, start = pc.run_end_encode(batch.column("article_id")), 0
        for end, value in zip(runs.run_ends.to_pylist(), runs.values.to_pylist(), strict=True):
            if held and value != name:
                yield name, pa.concat_batches(held)
                held = []
            name, start, part = value, end, batch.slice(start, end - start)
            held.append(part)
    if held:
        yield name, pa.concat_batches(held)


def by_article(tables: Path, article: type, *others: type, beside: Path | None = None) -> Iterator[tuple[Any, ...]]:
    """Yield each article with its rows of other tables as records: ``(article, rows_of_first, rows_of_second, ...)``.

    They are read as by :func:`batches`.
    """
    for one, *rows in batches(tables, article, *others, beside=beside):
        yield next(as_records(article, one)), *map(list, map(as_records, others, rows))
