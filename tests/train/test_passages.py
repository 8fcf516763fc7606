"""Our own passages: as many and as varied as they say, coded twice, in the codebook's labels."""

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import get_args

import pytest

from pipeline.records import Efficacy, Modality, Move, StanceLabel
from pipeline.train.passages import agreement, paired, read

FOLDER = Path(__file__).resolve().parents[2] / "data/training/concessions"
VOICES = {"news", "op-ed", "interview", "communique", "analyst"}
WORDS = 8
CORE = ("holder", "move", "modality", "stance", "efficacy")
FRAME = 5
"""Most passages that may open or end with the same four words."""


@pytest.fixture(scope="module")
def passages():
    return read(FOLDER)


def words(text):
    return re.findall(r"\w+", text.lower())


def test_there_are_enough_in_every_voice_of_every_dispute(passages):
    voices = defaultdict(set)
    for passage in passages:
        voices[passage["dispute"]].add(passage["voice"])
    assert len(passages) >= 2500
    assert len({p["id"] for p in passages}) == len(passages)
    assert len(voices) >= 40
    assert all(found == VOICES for found in voices.values())


def test_no_two_share_eight_successive_words(passages):
    seen, shared = {}, []
    for passage in passages:
        text = words(" ".join(passage["sentences"]))
        for run in zip(*(text[i:] for i in range(WORDS)), strict=False):
            if seen.setdefault(run, passage["id"]) != passage["id"]:
                shared.append((passage["id"], seen[run], run))
    assert shared == []


@pytest.mark.parametrize("part", [slice(0, 4), slice(-4, None)])
def test_no_frame_is_used_often(passages, part):
    frames = Counter(tuple(words(p["sentences"][p["coded"]])[part]) for p in passages)
    assert frames.most_common(1)[0][1] <= FRAME


def test_they_are_two_to_five_sentences_with_one_coded(passages):
    for passage in passages:
        assert 2 <= len(passage["sentences"]) <= 5, passage["id"]
        assert 0 <= passage["coded"] < len(passage["sentences"]), passage["id"]


def test_rows_speak_the_codebooks_language(passages):
    allowed = {"move": Move, "modality": Modality, "stance": StanceLabel, "efficacy": Efficacy}
    for passage in passages:
        text = " ".join(passage["sentences"])
        for row in (row for coding in passage["codings"] for row in coding):
            for label, values in allowed.items():
                assert row[label] in get_args(values), passage["id"]
            assert all(row[part] is None or row[part] in text for part in ("item", "condition")), passage["id"]


def test_every_passage_is_coded_twice_and_settled(passages):
    for passage in passages:
        assert len(passage["codings"]) == 2, passage["id"]
        alike = [[tuple(row.get(k) for k in CORE) for row in coding] for coding in passage["codings"]]
        if sorted(map(str, alike[0])) == sorted(map(str, alike[1])):
            assert "why" not in passage, passage["id"]
        else:
            assert passage["why"], passage["id"]
        text = " ".join(passage["sentences"])
        assert all(
            row[part] is None or row[part] in text for row in passage["settled"] for part in ("item", "condition")
        )


def test_coders_agree(passages):
    assert all(alpha >= 0.8 for alpha, _ in agreement(passages).values())


def row(holder, item):
    return {"holder": holder, "item": item}


@pytest.mark.parametrize(
    ("one", "other", "pairs"),
    [
        ([], [row("Orne", "the ban")], []),
        ([row("Orne", "the ban")], [row("Tell", "a road"), row("Orne", "ban")], [(0, 1)]),
        ([row("Orne", "the ban"), row("Orne", "a road")], [row("Orne", "a road"), row("Orne", "ban")], [(1, 0), (0, 1)]),
    ],
)  # fmt: skip
def test_rows_are_paired_by_what_they_are_about(one, other, pairs):
    assert list(paired(one, other)) == [(one[i], other[j]) for i, j in pairs]
