"""The chain over partitions: what needs one article alone is spread, what needs all of them is done by block."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline import chain, places, schema
from pipeline.chain import InputError, Outcome
from pipeline.cluster import partitions, steps
from pipeline.cluster.crew import ClusterError, Crew, Lost
from pipeline.cluster.partitions import Partition
from pipeline.params import Params, provenance
from pipeline.places import Place, Url
from pipeline.progress import Track, silent
from pipeline.records import Article, Reject, Speaker
from pipeline.speakers.blocks import merged, names_of_all
from pipeline.statements import stage as statements
from pipeline.statements.concepts import concepts

SIZE, MOST = 1000, 10_000
"""Articles of a partition, some minutes' work that a worker may lose; with more partitions than so many it has more."""
BLOCK = 50_000
"""Articles whose speakers make a block, about; one that joins them holds theirs in memory."""
ROWS = 200_000
"""Rows of a part of `speakers`."""


def run(
    raw: str | Place,
    out: str | Place,
    *,
    crew: Crew,
    params: Params | None = None,
    scratch: Path | None = None,
    size: int | None = None,
    track: Track = silent,
    begin: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Do as :func:`pipeline.chain.run` with the workers of ``crew``; tables have parts (`NAME/part-*.parquet`).

    The rows are those that one process finds. Partitions of ``size`` articles lie in ``scratch`` while they are worked
    out, a folder that all workers see under the same path; without it they lie below ``out``. An article that no worker
    gets through is in `rejects`. Articles are read, and copies among them found, in this process.
    """
    raw, out, params = places.place(raw), places.place(out), params or Params()
    if not places.exists(raw):
        raise InputError(f"{raw} does not exist; give a folder of articles or one file")
    if isinstance(out, Url) and scratch is None and not crew.near:
        raise ClusterError(f"{out} is no folder that the workers see; give one with --scratch")
    if scratch is not None:
        scratch.mkdir(parents=True, exist_ok=True)
    with places.folder(out, fetch=False, back=True) as tables:
        begin("ingest")
        chain.run_stage("ingest", tables, params=params, raw=raw, track=track)
        with TemporaryDirectory(prefix=".cluster-", dir=scratch or tables) as folder:
            _tables(tables, Path(folder).resolve(), crew=crew, params=params, size=size, begin=begin)
        begin("report")
        chain.run_stage("report", tables, params=params, track=track)
        return replace(chain.outcome(tables), tables=out)


def _tables(
    tables: Path, work: Path, *, crew: Crew, params: Params, size: int | None, begin: Callable[[str], None]
) -> None:
    """Work out every table but `rejects` from the articles of ``tables``; what is lost is added to `rejects`."""
    count = schema.count(tables, Article)
    blocks = 1 if params.speakers.list else 1 + count // BLOCK
    size = size or max(SIZE, count // MOST)
    begin("tokenize, attribute, speakers")
    parts, lost = crew.spread(steps.prepare, partitions.split(tables, work, size=size), params, blocks)
    while parts:
        list(partitions.orphaned(parts, {one.partition.first for one in lost}))
        begin("speakers of all")
        joined = _join(crew, parts, work, blocks=blocks, params=params)
        begin("concessions, stance, arguments")
        parts, more = crew.spread(steps.settle, parts, joined, params, blocks)
        lost += more
        if not more:  # else the speakers of all are others, now that an article is gone
            break
    if parts:
        begin("statements")
        _state(crew, parts, joined, work, blocks=blocks, params=params)
        partitions.gather(parts, tables)
        _gather_speakers(joined, tables, work, params=params)
        statements.describe(tables)
    _reject(lost, tables)
    if not parts:
        schema.write(tables, Article, [], metadata=partitions.provenance_of(tables, Article))
        for name in chain.STAGES[1:-1]:
            chain.run_stage(name, tables, params=params)


def _join(crew: Crew, parts: Sequence[Partition], work: Path, *, blocks: int, params: Params) -> list[Path]:
    """Join the speakers of all partitions, a block at a time; return the folders of the blocks."""
    folders = [part.folder for part in parts]
    told = crew.each(steps.names_in, range(blocks), folders, params)
    names = work / "names.json"
    _write(names, names_of_all(told))
    crew.each(steps.join, range(blocks), folders, names, work, params)
    return [steps.block_folder(work, number) for number in range(blocks)]


def _state(
    crew: Crew, parts: Sequence[Partition], joined: list[Path], work: Path, *, blocks: int, params: Params
) -> None:
    known = work / "concepts.json"
    _write(known, dict(concepts(steps.counted(parts), similarity=params.statements.concept_similarity)))
    _, lost = crew.spread(steps.state, parts, known, joined, params, blocks)
    if lost:
        article, why = lost[0].partition.first, lost[0].why
        raise ClusterError(f"no worker wrote the statements of article {article} ({why}); take it out and run again")


def _write(path: Path, told: dict[str, str | None] | dict[str, str]) -> None:
    with schema.replacing(path) as temporary:
        temporary.write_text(json.dumps(told), encoding="utf-8")


def _gather_speakers(joined: Iterable[Path], tables: Path, work: Path, *, params: Params) -> None:
    rows = merged(schema.read(folder, Speaker) for folder in joined)
    metadata = provenance(params.speakers)
    with schema.gathering(tables, Speaker) as folder:
        number = 0
        while (some := list(islice(rows, ROWS))) or not number:
            schema.write(work, Speaker, some, metadata=metadata)
            schema.table_path(work, Speaker).rename(folder / f"part-{number:06d}.parquet")
            number += 1


def _reject(lost: Sequence[Lost], tables: Path) -> None:
    """Add what was lost to `rejects`."""
    if not lost:
        return
    new = []
    for one in lost:
        (article,) = schema.read(one.partition.folder, Article)
        detail = f"no worker got through it ({one.why}); run it alone, with more memory if that is what it lacks"
        new.append(Reject(path=article.path, record=article.record, reason="crashed", detail=detail))
    rows = [*schema.read(tables, Reject), *new]
    schema.write(tables, Reject, rows, metadata=partitions.provenance_of(tables, Reject))
