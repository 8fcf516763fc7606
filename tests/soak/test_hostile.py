"""Hostile files by the thousand through the whole chain: nothing crashes, hangs or gets lost.

    make soak        (PIPELINE_CASES, 20000 unless told, is how many)

Half of the cases are bytes and texts made up to do harm, half are mutations of the sample's own files.
"""

import os
import random
import signal
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import chain
from pipeline.engine import Engine
from pipeline.params import IngestParams, Params
from pipeline.verify import faults

CASES, BATCH, SEED = int(os.environ.get("PIPELINE_CASES", "20000")), 100, 20261123
SECONDS = 20
"""That one article may take at most."""
RAW = Path(__file__).parents[2] / "data" / "raw"
PARAMS = Params(ingest=IngestParams(min_words=1))
CATEGORIES: dict[str, list[str]] = {}
for point in range(sys.maxunicode + 1):
    kept = CATEGORIES.setdefault(unicodedata.category(chr(point)), [])
    if len(kept) < 400:
        kept.append(chr(point))
SUFFIXES = (
    ".txt",
    ".html",
    ".md",
    ".json",
    ".jsonl",
    ".csv",
    ".docx",
    ".xml",
    ".zip",
    ".gz",
    ".parquet",
    ".warc",
    ".pdf",
)
SPITEFUL = (
    "“" * 50 + "said" + "”" * 50,
    "<script>alert(1)</script>",
    "\x00",
    "\u202e\u2066",
    "=cmd|' /C calc'!A0",
    "a" * 5_000,
    "(" * 300,
    "\n\n" * 200,
    "\ud800",
    "\\ud800\\udfff",
    "<!ENTITY lol '&lol;&lol;'>",
    "../" * 30,
    "he said she said that they said " * 40,
    "if unless until " * 60,
    "\ufeff",
    "🐟" * 200,
    "e" + "\u0301" * 300,
)
WORDS = [
    "Oru",
    "Velmar",
    "demands",
    "refuses",
    "will",
    "not",
    "give",
    "back",
    "the",
    "nets",
    "said",
    "that",
    "because",
    "although",
    ",",
    ".",
    "“",
    "”",
    "?",
    "if",
    "talks",
]


def text(rng):
    """A text of sorts: our words, and characters of any Unicode category."""
    pieces = []
    for _ in range(rng.randint(1, 60)):
        kind = rng.random()
        if kind < 0.7:
            pieces.append(rng.choice(WORDS))
        elif kind < 0.9:
            pieces.append("".join(rng.choices(CATEGORIES[rng.choice(sorted(CATEGORIES))], k=rng.randint(1, 8))))
        else:
            pieces.append(rng.choice(SPITEFUL))
    return " ".join(pieces).encode("utf-8", "surrogatepass")


def made_up(rng):
    """A file that is none."""
    if rng.random() < 0.5:
        return f"case{rng.choice(SUFFIXES)}", rng.randbytes(rng.randint(0, 3_000))
    return f"case{rng.choice(SUFFIXES[:7])}", text(rng)


def mutated(rng, stock):
    """A real file of the sample, cut, doubled, flipped, or with something spiteful in it."""
    name, raw = rng.choice(stock)
    changed = bytearray(raw)
    for _ in range(rng.randint(1, 6)):
        at = rng.randint(0, len(changed))
        end = min(len(changed), at + rng.randint(1, 400))
        how = rng.randint(0, 4)
        if how == 0:
            changed[at:at] = rng.choice(SPITEFUL).encode("utf-8", "surrogatepass")
        elif how == 1:
            del changed[at:end]
        elif how == 2:
            changed[at:at] = changed[at:end]
        elif how == 3 and changed:
            changed[min(at, len(changed) - 1)] = rng.randint(0, 255)
        else:
            changed[at:at] = text(rng)
    return name, bytes(changed)


def stock():
    """The sample's files, the longest exports cut."""
    found = [(p.name, p.read_bytes()) for p in sorted(RAW.rglob("*")) if p.is_file() and p.name != "README.md"]
    return [(name, raw[:6_000] if name.endswith((".txt", ".jsonl", ".csv", ".html")) else raw) for name, raw in found]


def late(*_):
    raise TimeoutError("an article took too long")


@pytest.mark.parametrize("kind", ["made up", "mutated"])
def test_nothing_crashes_hangs_or_gets_lost(tmp_path, kind, capsys):
    rng, files, reached = random.Random(SEED + len(kind)), stock(), Counter()
    signal.signal(signal.SIGPROF, late)
    for batch in range(CASES // 2 // BATCH):
        raw, out = tmp_path / f"raw{batch}", tmp_path / "out"
        raw.mkdir()
        for number in range(BATCH):
            name, content = made_up(rng) if kind == "made up" else mutated(rng, files)
            (raw / f"{number:03d}-{name}").write_bytes(content)
        signal.setitimer(signal.ITIMER_PROF, SECONDS * BATCH // 4)  # of this process: others may keep it waiting
        with Engine() as engine:
            chain.run(raw, out, params=PARAMS, engine=engine)
        signal.setitimer(signal.ITIMER_PROF, 0)
        assert list(faults(out)) == [], raw
        articles, rejects = (pq.read_table(out / f"{t}.parquet")["path"].to_pylist() for t in ("articles", "rejects"))
        lost = {p.name for p in raw.iterdir()} - {path.split("/")[0] for path in (*articles, *rejects)}
        assert not lost, raw
        reached["cases"] += BATCH
        reached["with an article"] += len({path.split("/")[0] for path in articles})
        reached["articles"] += len(articles)
        reached["rejects"] += len(rejects)
        reached["statements"] += pq.read_metadata(out / "statements.parquet").num_rows
    with capsys.disabled():
        print(f"\n{kind}:", dict(reached))
