"""Parquet tables, a batch of rows at a time."""

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.ingest.draft import Reading
from pipeline.ingest.readers import base, columns
from pipeline.params import IngestParams

BATCH = 500


def read(raw: bytes, *, params: IngestParams) -> Reading:
    """Yield one record for each row."""
    record = 0
    try:
        with pq.ParquetFile(pa.BufferReader(raw)) as table:
            for batch in table.iter_batches(batch_size=BATCH):
                for row in batch.to_pylist():
                    yield columns.draft(row, record=record, params=params)
                    record += 1
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        yield base.unreadable(f"not a readable Parquet table: {error}; write it anew", record=record)
        return
    if record == 0:
        yield base.empty("the table has no row")
