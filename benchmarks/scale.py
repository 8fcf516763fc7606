"""What an article costs a run on many machines: CPU seconds of each step, bytes kept, memory of the steps over all.

    python benchmarks/scale.py RAW [--articles 1000000] [--factor 1.0]

Does the steps of `pipeline run --cluster` one after another in processes of their own, without Dask, and prints tables
for docs/scale.md: per article, and for as many articles as asked for. `--factor` says how much faster or slower a
processor of yours is.
"""

import argparse
import multiprocessing
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import chain, docs, each, schema
from pipeline.cluster import partitions, run, steps
from pipeline.cluster.partitions import Partition
from pipeline.params import Params
from pipeline.records import RECORDS, Article, Speaker
from pipeline.speakers.blocks import names_of_all
from pipeline.speakers.entities import Met
from pipeline.statements.concepts import concepts


@dataclass(frozen=True)
class Cost:
    """CPU seconds of a step, and megabytes of memory at its peak and before it."""

    seconds: float
    peak: float
    before: float


def measured(work: Callable[..., None], *arguments: Any) -> Cost:
    """Do some work in a process of its own and return what it cost; the models it loads are not counted."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_timed, (work, arguments))


def _timed(work: Callable[..., None], arguments: tuple[Any, ...]) -> Cost:
    each.keep_benches()
    before, began = _memory(), time.process_time()
    work(*arguments)
    return Cost(time.process_time() - began, _memory(), before)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ingest(raw: Path, tables: Path) -> None:
    """Read the articles."""
    chain.run_stage("ingest", tables, params=Params(), raw=raw)


def prepared(parts: list[Partition]) -> None:
    """Do the first step of all partitions."""
    for one in parts:
        steps.prepare(one, Params(), 1)


def joined(parts: list[Partition], work: Path) -> None:
    """Join the speakers of all partitions."""
    folders = [one.folder for one in parts]
    names = work / "names.json"
    run._write(names, names_of_all([steps.names_in(0, folders, Params())]))
    steps.join(0, folders, names, work, Params())


def settled(parts: list[Partition], work: Path) -> None:
    """Do the second step of all partitions."""
    for one in parts:
        steps.settle(one, [steps.block_folder(work, 0)], Params(), 1)


def labelled(parts: list[Partition], work: Path) -> None:
    """Find the concepts of all partitions."""
    tally = steps.counted(parts)
    run._write(work / "concepts.json", dict(concepts(tally, similarity=Params().statements.concept_similarity)))
    print(f"ideas: {len(tally.ideas)}")


def stated(parts: list[Partition], work: Path) -> None:
    """Do the last step of all partitions."""
    for one in parts:
        steps.state(one, work / "concepts.json", [steps.block_folder(work, 0)], Params(), 1)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--factor", type=float, default=1.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tables, work = Path(folder) / "tables", Path(folder) / "work"
        costs = {"ingest (one process)": measured(ingest, options.raw, tables)}
        count = schema.count(tables, Article)
        parts = partitions.split(tables, work, size=max(1, min(run.SIZE, -(-count // 2))))
        first = Path(folder) / "first"  # a partition before it, so that the models' loading shows
        one = partitions.split(tables, first, size=1)[:1]
        load = [measured(prepared, one)]
        costs["tokenize, attribute, speakers"] = measured(prepared, parts)
        costs["speakers of all (by block)"] = measured(joined, parts, work)
        joined(one, first)
        load.append(measured(settled, one, first))
        costs["concessions, stance, arguments"] = measured(settled, parts, work)
        costs["concepts of all (one process)"] = measured(labelled, parts, work)
        costs["statements"] = measured(stated, parts, work)
        _show(costs, count=count, wanted=options.articles, factor=options.factor)
        print(f"\nloading models: {sum(one.seconds for one in load):.1f} s a worker, once")
        met = sum(1 for one in parts for _ in schema.read(one.folder / partitions.ASIDE, Met))
        people = schema.count(steps.block_folder(work, 0), Speaker)
        print(f"speakers met in an article: {met / count:.1f}; speakers: {people / count:.2f} an article\n")
        _show_bytes(parts, count=count, wanted=options.articles)
        shutil.rmtree(work)


def _show(costs: dict[str, Cost], *, count: int, wanted: int, factor: float) -> None:
    print(f"{count} articles\n")
    print(f"| step | CPU ms an article | CPU hours for {wanted:,} | peak MB | of it for the articles |")
    print("|---|---|---|---|---|")
    for name, cost in costs.items():
        each_ = cost.seconds * factor / count
        more = cost.peak - cost.before
        print(f"| {name} | {each_ * 1000:.1f} | {each_ * wanted / 3600:.1f} | {cost.peak:.0f} | {more:.0f} |")


def _show_bytes(parts: list[Partition], *, count: int, wanted: int) -> None:
    print(f"| table | bytes an article | GB for {wanted:,} |")
    print("|---|---|---|")
    sizes = {
        record.TABLE: sum(schema.table_path(one.folder, record).stat().st_size for one in parts)  # type: ignore[attr-defined]
        for record in RECORDS
        if all(schema.table_path(one.folder, record).exists() for one in parts)
    }
    sizes["docs (parses)"] = sum(f.stat().st_size for one in parts for f in (one.folder / docs.FOLDER).iterdir())
    asides = [f for one in parts for f in (one.folder / partitions.ASIDE).iterdir()]
    sizes["scratch, gone at the end"] = sum(f.stat().st_size for f in asides)
    for name, size in [*sizes.items(), ("all", sum(sizes.values()))]:
        print(f"| {name} | {size / count:,.0f} | {size / count * wanted / 1e9:.1f} |")


if __name__ == "__main__":
    main()
