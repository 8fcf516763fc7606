import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root():
    """Return the root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """Run the whole chain once on the sample corpus and return the folder of tables."""
    from pipeline.chain import run

    out = tmp_path_factory.mktemp("sample")
    run(ROOT / "data" / "raw", out)
    return out


@pytest.fixture
def in_root(monkeypatch):
    """Work in the root of the checkout, as a newcomer does."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PYTHONPATH", os.fspath(ROOT))
