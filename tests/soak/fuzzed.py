"""What coverage-guided fuzzing runs: bytes -> reading, cleaning, splitting, decoding, and what must hold of each.

    python tests/soak/fuzzed.py CORPUS -runs=20000        (atheris and libFuzzer; options are libFuzzer's)

The first byte of a case says what is done with the rest. `test_fuzzed.py` starts it with the sample as its corpus.
"""

import sys

import atheris

with atheris.instrument_imports(
    include=["pipeline.ingest", "pipeline.windows", "pipeline.sentences", "pipeline.spans"]
):
    from pipeline import sentences, windows
    from pipeline.ingest import stage
    from pipeline.ingest.archives import budget
    from pipeline.ingest.maker import Maker

import itertools

import numpy as np

from pipeline import weights
from pipeline.attribute import tagger
from pipeline.encoder import Encoder
from pipeline.engine import Engine
from pipeline.params import IngestParams
from pipeline.records import Article

SUFFIXES = (".txt", ".html", ".md", ".json", ".jsonl", ".csv", ".docx", ".xml", ".zip", ".gz", ".parquet", ".pdf")
MAKER = Maker(Engine(), IngestParams(min_words=1, max_expanded_mb=20, max_file_mb=5))
TOKENIZER = Encoder(weights.folder("encoder/fast")).tokenizer


def read(raw, kind):
    """A file becomes articles or rejects, at least one, and no cell is left that parquet cannot hold."""
    name = f"case{SUFFIXES[kind % len(SUFFIXES)]}"
    rows = list(stage._unpacked(name, raw, maker=MAKER, left=budget(MAKER.params), depth=0))
    assert rows, name
    for row in rows:
        if isinstance(row, Article):
            row.text.encode()
            assert row.text.strip(), name
        else:
            assert row.reason, name


def split(raw):
    """Windows answer for each word once, in order; paragraphs lie apart."""
    text = raw.decode("utf-8", "replace")
    bounds = sentences.paragraphs(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(bounds))
    words, found = windows.windows(text, TOKENIZER)
    answered = np.concatenate([w.words[w.home] for w in found]) if found else np.zeros(0)
    assert answered.tolist() == list(range(len(words)))
    assert all(len(w.ids) <= windows.SIZE for w in found)


def decode(raw):
    """A path has one cue, at its anchor, and nothing goes on that has not begun."""
    words = max(1, raw[0] % 40) if raw else 1
    rng = np.random.default_rng(np.frombuffer(raw.ljust(8, b"\0"), np.uint8))
    anchors = np.unique(rng.integers(0, words, 3))
    scores = (rng.normal(size=(len(anchors), words, 7)) * 10 ** rng.uniform(-3, 3)).astype(np.float32)
    for anchor, path in zip(anchors, tagger.viterbi(scores, anchors), strict=True):
        assert np.flatnonzero(path == tagger.CUE).tolist() == [anchor]
        for before, here in itertools.pairwise(path):
            place = np.flatnonzero(here == tagger.FROM_INSIDE)
            if len(place):
                assert before in (tagger.FROM_INSIDE[place[0]], tagger.FROM_BEGIN[place[0]])
        assert path[0] not in tagger.FROM_INSIDE


def case(data):
    """One case."""
    kind, raw = (data[0], data[1:]) if data else (0, b"")
    if kind >= 240:
        decode(raw)
    elif kind >= 200:
        split(raw)
    else:
        read(raw, kind)


if __name__ == "__main__":
    atheris.Setup(sys.argv, case)
    atheris.Fuzz()
