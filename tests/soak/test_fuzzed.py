"""Coverage-guided fuzzing of reading, cleaning, splitting and decoding, from the sample's own files on.

make soak        (PIPELINE_CASES, 20000 unless told, is how many; needs atheris, which has wheels for Linux)
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("atheris", reason="pip install atheris, to fuzz by coverage")
CASES = os.environ.get("PIPELINE_CASES", "20000")
RAW = Path(__file__).parents[2] / "data" / "raw"
SUFFIXES = (".txt", ".html", ".md", ".json", ".jsonl", ".csv", ".docx", ".xml", ".zip", ".gz", ".parquet", ".pdf")


def test_no_case_breaks_what_must_hold(tmp_path, capsys):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, path in enumerate(p for p in sorted(RAW.rglob("*")) if p.suffix in SUFFIXES):
        (corpus / f"{number:03d}").write_bytes(bytes([SUFFIXES.index(path.suffix)]) + path.read_bytes()[:20_000])
        (corpus / f"{number:03d}s").write_bytes(bytes([200]) + path.read_bytes()[:3_000])
    target = Path(__file__).with_name("fuzzed.py")
    options = [f"-runs={CASES}", "-timeout=20", "-rss_limit_mb=4000", "-seed=20261123", f"-artifact_prefix={tmp_path}/"]
    done = subprocess.run([sys.executable, target, corpus, *options], capture_output=True, text=True)
    told = [line for line in done.stderr.splitlines() if "cov:" in line or line.startswith("Done")]
    assert done.returncode == 0, done.stderr[-4_000:]
    with capsys.disabled():
        print("\n" + "\n".join(told[-2:]))
