"""Runs are killed at random moments; the next one finishes with the bytes of a run that nobody disturbed.

make soak        (PIPELINE_KILLS, 50 unless told, is how many)
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from spacy.tokens import DocBin

from pipeline.chain import STAGES

KILLS, SEED = int(os.environ.get("PIPELINE_KILLS", "50")), 20261123
RAW = Path(__file__).parents[2] / "data" / "raw"
SOME = ("communique_selle_bern.txt", "interview_envoy.txt", "oped-fishing-licences.md", "html/hostage-talks.html")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A few articles, the tables that an undisturbed run makes of them, and when each of its stages began."""
    folder = tmp_path_factory.mktemp("killed")
    for name in SOME:
        (folder / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "raw" / name).write_bytes((RAW / name).read_bytes())
    return folder


def start(place, out, *, cached):
    """Begin a run in a process of its own; its lines tell which stage it is at."""
    how = [] if cached else ["--no-cache"]
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "pipeline", "run", place / "raw", place / out, "--workers", "1", *how],
        env={**os.environ, "PIPELINE_CACHE": str(place / "cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(run):
    told, _ = run.communicate()
    assert run.returncode == 0, told


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def whole(folder):
    """Open every table and every shard that can be seen under its name."""
    for path in folder.rglob("*"):
        if path.suffix == ".parquet" and not path.name.startswith("."):
            pq.read_table(path)
        elif path.suffix == ".spacy" and not path.name.startswith("."):
            DocBin().from_disk(path)


def stage_of(told):
    """The last stage whose name a run told."""
    found = [word for word in told.split() if word.strip(":.") in STAGES]
    return found[-1].strip(":.") if found else "before ingest"


@pytest.mark.parametrize("cached", [False, True], ids=["no cache", "cache"])
def test_a_run_after_one_that_was_killed_makes_the_same(place, cached, capsys):
    began = time.monotonic()
    finish(start(place, f"whole-{cached}", cached=False))
    lasts = time.monotonic() - began
    wanted, rng, hit = files(place / f"whole-{cached}"), random.Random(SEED + cached), Counter()
    out = place / f"out-{cached}"
    for number in range(KILLS // 2):
        run = start(place, out.name, cached=cached)
        time.sleep(lasts * (number + rng.random()) / (KILLS // 2))
        run.send_signal(signal.SIGKILL)
        hit[stage_of(run.communicate()[0])] += 1
        if out.exists():
            whole(out)
        if number % 5 == 4:
            finish(start(place, out.name, cached=cached))
            assert files(out) == wanted
    finish(start(place, out.name, cached=cached))
    assert files(out) == wanted
    with capsys.disabled():
        print(f"\nkilled {'with' if cached else 'without'} a cache, by stage:", dict(hit))
