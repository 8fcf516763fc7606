"""Two Dask workers on this machine: the rows of one process, though one is killed, and though an article kills them."""

import importlib.metadata
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pandas as pd
import polars
import pytest
from dask import config
from distributed import Client, LocalCluster
from distributed.diagnostics.plugin import WorkerPlugin

from pipeline import chain, schema
from pipeline.cluster import crew, run
from pipeline.records import RECORDS, Article, Reject
from pipeline.verify import verify

ROOT = Path(__file__).resolve().parents[2]
MARK = "The ferry to Skarn sails at noon"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The tables of the sample, made by one process."""
    out = tmp_path_factory.mktemp("whole")
    chain.run(ROOT / "data" / "raw", out)
    return out


def rows(tables):
    return {record.TABLE: list(schema.read(tables, record)) for record in RECORDS}


def killing(hands, stopped, killed):
    """Kill a worker at work now and then, until one was killed in each of two steps."""
    begun = set()
    while not stopped.wait(0.2):
        busy = hands.client.processing()
        for address, keys in busy.items():
            step = keys[0].split("-")[0] if keys else ""
            if step in ("prepare", "settle") and step not in begun:
                begun.add(step)
                stopped.wait(2)
                pid = hands.client.run(os.getpid, workers=[address])[address]
                os.kill(pid, signal.SIGKILL)
                killed.append((step, pid))
                break


def test_a_worker_is_killed_and_no_row_is_another(whole, tmp_path):
    stopped, killed = threading.Event(), []
    with crew.opened("local", workers=2) as hands:
        killer = threading.Thread(target=killing, args=(hands, stopped, killed))
        killer.start()
        outcome = run.run(ROOT / "data" / "raw", tmp_path / "out", crew=hands, size=6)
        stopped.set()
        killer.join()
    assert {step for step, _ in killed} == {"prepare", "settle"}
    assert rows(tmp_path / "out") == rows(whole)
    assert verify(tmp_path / "out") == []
    assert outcome.n_articles == schema.count(whole, Article)


class Poisoned(WorkerPlugin):
    """Makes a worker die of any article that holds a mark, as a parse that takes all memory would."""

    name = "poisoned"

    def setup(self, worker):
        from pipeline.attribute import stage

        links = stage.links

        def deadly(article_id, text, found):
            if MARK in text:
                os.kill(os.getpid(), signal.SIGKILL)
            return links(article_id, text, found)

        stage.links = deadly


def test_an_article_that_kills_its_workers_is_rejected_alone(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for path in sorted((ROOT / "data" / "raw").glob("*.txt"))[:2]:
        (raw / path.name).write_bytes(path.read_bytes())
    (raw / "poison.txt").write_text(f"{MARK}. " * 20 + "Nobody said anything about the treaty there.", encoding="utf-8")
    with (
        config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        client.register_plugin(Poisoned())
        run.run(raw, tmp_path / "out", crew=crew.Crew(client), size=3)
    assert {a.path for a in schema.read(tmp_path / "out", Article)} == {p.name for p in raw.iterdir()} - {"poison.txt"}
    assert {r.path: r.reason for r in schema.read(tmp_path / "out", Reject)} == {"poison.txt": "crashed"}
    assert verify(tmp_path / "out") == []


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """Tables in parts, written from the command line."""
    out = tmp_path_factory.mktemp("parts") / "out"
    words = ["run", "-q", ROOT / "data" / "raw", out, "--cluster", "local", "--workers", "2"]
    subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, words)], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    return out


@pytest.mark.parametrize("table", [r.TABLE for r in RECORDS if r is not Reject])
def test_other_programs_read_the_parts(whole, done, table):
    wanted = len(pd.read_parquet(whole / f"{table}.parquet"))
    parts = f"{done / table}/part-*.parquet"
    assert len(pd.read_parquet(done / table)) == wanted
    assert duckdb.sql(f"select count(*) from '{parts}'").fetchall()[0][0] == wanted
    assert polars.scan_parquet(parts).select(polars.len()).collect().item() == wanted


def test_our_own_commands_read_the_parts(whole, done, tmp_path):
    def said(*words):
        return subprocess.run(
            [sys.executable, "-m", "pipeline", *map(str, words)],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        ).stdout

    assert "schemas hold" in said("verify", done)
    said("export", "csv", done, tmp_path / "parts")
    said("export", "csv", whole, tmp_path / "whole")
    for path in (tmp_path / "whole").iterdir():
        assert (tmp_path / "parts" / path.name).read_bytes() == path.read_bytes()
    for tables in (done, whole):
        said("evaluate", "run", tables, "-q")
    assert json.loads((done / "metrics.json").read_text()) == json.loads((whole / "metrics.json").read_text())
    described = json.loads((done / "datapackage.json").read_text())
    assert importlib.metadata.version("concession-miner") == described["version"]
