"""The wheel, in an empty environment and outside the checkout: it installs what is locked, runs and says what it is."""

import subprocess
import sys
import venv
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]


def called(*words, cwd):
    return subprocess.run([*map(str, words)], cwd=cwd, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The scripts of an environment that holds the locked packages and our wheel alone."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = ["-m", "pip", "--quiet", "--disable-pip-version-check"]
    called(sys.executable, *pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT, cwd=folder)
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    called(python, *pip, "install", "--require-hashes", "-r", ROOT / "requirements.lock", cwd=folder)
    (wheel,) = folder.glob("concession_miner-*.whl")
    called(python, *pip, "install", "--no-deps", wheel, cwd=folder)
    return python.parent


def test_it_runs_the_sample_far_from_the_checkout(installed, tmp_path):
    called(installed / "pipeline", "run", "-q", ROOT / "data" / "raw", tmp_path / "out", cwd=tmp_path)
    called(installed / "pipeline", "verify", tmp_path / "out", cwd=tmp_path)
    statements = pd.read_parquet(tmp_path / "out" / "statements.parquet")
    assert len(statements) > 100
    assert {"demand", "refuse", "offer"} <= set(statements.move)
    assert (tmp_path / "out" / "report" / "index.html").stat().st_size > 10_000


def test_it_is_typed_and_tells_its_models(installed, tmp_path):
    where = called(installed / "python", "-c", "import pipeline; print(pipeline.__file__)", cwd=tmp_path).strip()
    assert not where.startswith(str(ROOT))
    assert (Path(where).parent / "py.typed").exists()
    assert "encoder" in called(installed / "pipeline", "info", tmp_path, cwd=tmp_path)
