"""What an article costs a run on many machines: CPU seconds of each step, bytes kept, memory of the steps over all.

    python benchmarks/scale.py RAW [--articles 1000000] [--factor 1.0]

Does the steps of `pipeline run --cluster` one after another in processes of their own, without Dask, and prints tables
for docs/scale.md: per article, and for as many articles as asked for. What the same steps cost on one article is
taken off as start-up. `--factor` says how much faster or slower a processor of yours is.
"""

import argparse
import multiprocessing
import resource
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

INGEST, PREPARE, SETTLE = "ingest (one process)", "tokenize, attribute, speakers", "concessions, stance, arguments"
LOADING = (PREPARE, SETTLE)


@dataclass(frozen=True)
class Cost:
    """CPU seconds of a step, and megabytes of memory at its peak."""

    seconds: float
    peak: float


def measured(work: Callable[..., None], *arguments: Any) -> Cost:
    """Do some work in a process of its own and return what it cost."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_timed, (work, arguments))


def _timed(work: Callable[..., None], arguments: tuple[Any, ...]) -> Cost:
    each.keep_benches()
    began = time.process_time()
    work(*arguments)
    return Cost(time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


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
        few, many = Path(folder) / "few", Path(folder) / "many"
        read = measured(ingest, options.raw, many)
        articles = list(schema.read(many, Article))
        (Path(folder) / "one.txt").write_text(articles[0].text, encoding="utf-8")
        start = {INGEST: measured(ingest, Path(folder) / "one.txt", few)} | chained(few, size=1)
        size = max(1, min(run.SIZE, -(-len(articles) // 2)))
        costs = {INGEST: read} | chained(many, size=size)
        print(f"{len(articles)} articles of {sum(a.n_tokens for a in articles) / len(articles):.0f} tokens\n")
        _show(costs, start, count=len(articles), wanted=options.articles, factor=options.factor)
        print(f"\nstart-up of a worker, once: {sum(start[name].seconds for name in LOADING):.1f} CPU s\n")
        parts = sorted((many / "work").glob("0*"))
        met = sum(1 for one in parts for _ in schema.read(one / partitions.ASIDE, Met))
        people = schema.count(steps.block_folder(many / "work", 0), Speaker)
        print(
            f"an article meets {met / len(articles):.1f} speakers; {people / len(articles):.2f} speakers an article\n"
        )
        _show_bytes(parts, count=len(articles), wanted=options.articles)


def chained(tables: Path, *, size: int) -> dict[str, Cost]:
    """Do all steps on the articles of ``tables`` and return what each cost."""
    work = tables / "work"
    parts = partitions.split(tables, work, size=size)
    return {
        PREPARE: measured(prepared, parts),
        "speakers of all (by block)": measured(joined, parts, work),
        SETTLE: measured(settled, parts, work),
        "concepts of all (one process)": measured(labelled, parts, work),
        "statements": measured(stated, parts, work),
    }


def _show(costs: dict[str, Cost], start: dict[str, Cost], *, count: int, wanted: int, factor: float) -> None:
    print(f"| step | CPU ms an article | CPU hours for {wanted:,} | peak MB |")
    print("|---|---|---|---|")
    every = 0.0
    for name, cost in costs.items():
        one = max(0.0, cost.seconds - start[name].seconds) * factor / max(1, count - 1)
        every += one
        print(f"| {name} | {one * 1000:.1f} | {one * wanted / 3600:.1f} | {cost.peak:.0f} |")
    print(f"| all | {every * 1000:.1f} | {every * wanted / 3600:.1f} | |")


def _show_bytes(parts: list[Path], *, count: int, wanted: int) -> None:
    print(f"| table | bytes an article | GB for {wanted:,} |")
    print("|---|---|---|")
    sizes = {
        record.TABLE: sum(schema.table_path(one, record).stat().st_size for one in parts)  # type: ignore[attr-defined]
        for record in RECORDS
        if all(schema.table_path(one, record).exists() for one in parts)
    }
    sizes["docs (parses)"] = sum(f.stat().st_size for one in parts for f in (one / docs.FOLDER).iterdir())
    sizes["scratch, gone at the end"] = sum(
        f.stat().st_size for one in parts for f in (one / partitions.ASIDE).iterdir()
    )
    for name, size in [*sizes.items(), ("all", sum(sizes.values()))]:
        print(f"| {name} | {size / count:,.0f} | {size / count * wanted / 1e9:.1f} |")


if __name__ == "__main__":
    main()
