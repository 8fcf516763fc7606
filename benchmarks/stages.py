"""Time and memory of each stage on the same articles, each stage in a process of its own.

    python benchmarks/stages.py RAW [--runs 3] [--set KEY=VALUE ...]

Prints a table: seconds (the least of the runs), seconds without start-up (start-up is what the stage takes on a folder
with one short article), words per second, and the peak of resident memory in MB.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

STAGES = ("ingest", "tokenize", "attribute", "speakers", "concessions", "stance", "arguments", "statements", "report")
SHORT = "Vardania's water minister said on Monday that the locks would stay shut.\n"


@dataclass(frozen=True)
class Cost:
    """Seconds and megabytes of one process."""

    seconds: float
    peak: float


def cost(command: Sequence[str]) -> Cost:
    """Run a command and return what it took; raises CalledProcessError when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), command)
    return Cost(time.perf_counter() - began, usage.ru_maxrss / 1024)


def chain(raw: Path, tables: Path, settings: Sequence[str]) -> dict[str, Cost]:
    """Run all stages on ``raw``, one process each, and return their costs by name."""
    pipeline = [sys.executable, "-m", "pipeline"]
    extra = [word for setting in settings for word in ("--set", setting)]
    costs = {}
    for stage in STAGES:
        places = [str(raw), str(tables)] if stage == "ingest" else [str(tables)]
        costs[stage] = cost([*pipeline, stage, *places, "-q", *extra])
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
    print(f"{'stage':<12} {'seconds':>8} {'net':>8} {'words/s':>8} {'peak MB':>8}")
    for stage in STAGES:
        best = min((run[stage] for run in runs), key=lambda c: c.seconds)
        net = max(best.seconds - idle[stage].seconds, 1e-9)
        print(f"{stage:<12} {best.seconds:>8.2f} {net:>8.2f} {words / net:>8.0f} {best.peak:>8.0f}")


if __name__ == "__main__":
    main()
