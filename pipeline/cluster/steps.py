"""What a worker is asked to do with a partition or a block; it reads and writes folders that all machines see.

A step that is done again writes the same bytes, so a worker that dies loses what it was at and no more.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import chain, each, schema
from pipeline.cluster.partitions import ASIDE, Partition
from pipeline.params import Params
from pipeline.records import Speaker
from pipeline.speakers import stage as speakers
from pipeline.speakers.blocks import Found, block_of, found
from pipeline.speakers.entities import Met
from pipeline.statements import stage as statements
from pipeline.statements.concepts import Tally

MET, TALLY = "met-by-block.parquet", "tally.json"
BLOCK = "block"


def prepare(partition: Partition, params: Params, blocks: int) -> None:
    """Do all that needs one article alone: parse, find who says what, meet its speakers."""
    each.keep_benches()
    folder = partition.folder
    for name in ("tokenize", "attribute"):
        chain.run_stage(name, folder, params=params)
    speakers.meet(folder, folder / ASIDE, lambda _: 0, params=params.speakers)
    _part_by_block(folder, blocks)


def _part_by_block(folder: Path, blocks: int) -> None:
    """Write whom the articles meet once more, each block a row group, so that a block's are read alone."""
    every = list(schema.read(folder / ASIDE, Met))
    found_in = pa.array([block_of(one, blocks=blocks) for one in every], type=pa.int32())
    table = pa.Table.from_batches([schema.as_batch(Met, every)]).append_column(BLOCK, found_in)
    with (
        schema.replacing(folder / MET) as temporary,
        pq.ParquetWriter(temporary, table.schema, compression="zstd") as parquet,
    ):
        for block in sorted(set(found_in.to_pylist())):
            parquet.write_table(table.filter(pc.equal(table[BLOCK], block)))


def _met(block: int, folders: list[Path]) -> Iterator[Met]:
    for folder in folders:
        table = pq.read_table(folder / MET, filters=[(BLOCK, "=", block)]).drop_columns([BLOCK])
        for batch in table.to_batches():
            yield from schema.as_records(Met, batch)


def names_in(block: int, folders: list[Path], params: Params) -> dict[str, str | None]:
    """Return how bodies are named in a block of the speakers of all partitions."""
    register = speakers.registered(params.speakers)
    for one in _met(block, folders):
        register.add(one)
    register.join()
    return register.bodies_named()


def block_folder(work: Path, block: int) -> Path:
    """Return where the speakers of a block are written."""
    return work / f"block-{block:05d}"


def join(block: int, folders: list[Path], names: Path, work: Path, params: Params) -> None:
    """Join the speakers of a block: write `speakers` and who is who in which article to its folder."""
    target = block_folder(work, block)
    register = speakers.registered(params.speakers)
    profiles = [register.add(one) for one in _met(block, folders)]
    register.join()
    rows = register.speakers(json.loads(names.read_text(encoding="utf-8")))
    schema.write(target, Speaker, rows, metadata={})
    by_id = {one.speaker_id: one for one in rows}
    pairs = zip(_met(block, folders), profiles, strict=True)
    with schema.writing(target, Found, metadata={}) as table:
        table.add(found(one, by_id[profile.speaker_id]) for one, profile in pairs)


def settle(partition: Partition, joined: list[Path], params: Params, blocks: int) -> None:
    """Do what needs the final speakers, up to the counts of what concessions are about."""
    each.keep_benches()
    folder = partition.folder
    if not (folder / MET).exists():  # it is half of one that failed
        prepare(partition, params, blocks)
    who = {one.local_id: one.speaker for one in _found(partition, joined)}
    speakers.settle(folder, folder / ASIDE, lambda met: who[met.local_id], params=params.speakers)
    here = {one.speaker_id: one for one in who.values()}
    schema.write(folder, Speaker, here.values(), metadata={})
    for name in ("concessions", "stance", "arguments"):
        chain.run_stage(name, folder, params=params)
    tally, _ = statements.tallied(folder, params=params.statements)
    with schema.replacing(folder / TALLY) as temporary:
        temporary.write_text(packed(tally), encoding="utf-8")


def _found(partition: Partition, joined: list[Path]) -> Iterator[Found]:
    within = [("article_id", ">=", partition.first), ("article_id", "<=", partition.last)]
    for folder in joined:
        table = pq.read_table(schema.table_path(folder, Found), filters=within)
        for batch in table.to_batches():
            yield from schema.as_records(Found, batch)


def state(partition: Partition, concepts: Path, joined: list[Path], params: Params, blocks: int) -> None:
    """Write the statements, now that it is known what is one concept."""
    if not (partition.folder / TALLY).exists():  # it is half of one that failed
        settle(partition, joined, params, blocks)
    _, keys = statements.tallied(partition.folder, params=params.statements)
    statements.write(partition.folder, keys, _concepts(concepts), params=params.statements)


@lru_cache(maxsize=1)
def _concepts(path: Path) -> Mapping[str, str]:
    found_: Mapping[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found_


def packed(tally: Tally) -> str:
    """Return a count of ideas as text; :func:`counted` reads it."""
    return json.dumps(tally.wordings)


def counted(partitions: Sequence[Partition]) -> Tally:
    """Add up what the partitions have counted."""
    whole = Tally()
    for partition in partitions:
        told = json.loads((partition.folder / TALLY).read_text(encoding="utf-8"))
        for idea, labels in told.items():
            whole.ideas[idea] += sum(labels.values())
            whole.wordings[idea].update(labels)
    return whole
