"""Our scorers give the figures of the reference scorers, on gold that was distorted on purpose.

It needs a folder with `score/` and `corpora/`, named by the environment variable CONCESSION_MINER_SHARED.
"""

import gzip
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.evaluate.stage import evaluate
from pipeline.records import Article, Attribution, Concession, Relation, Speaker, Stance, Unit
from pipeline.spans import Span

SHARED = os.environ.get("CONCESSION_MINER_SHARED")
pytestmark = pytest.mark.skipif(
    not SHARED, reason="set CONCESSION_MINER_SHARED to a folder with score/ and corpora/ to compare with them"
)
ARTICLES = 12
FIGURE = r"\s+([\d.]+)"


def shifted(chance, span, text):
    """A span a few characters off, within the text."""
    start = min(max(0, span[0] + chance.choice([0, 0, 0, -9, 7])), len(text) - 2)
    return Span(start, max(start + 1, min(len(text), span[1] + chance.choice([0, 0, -8, 12]))))


def kept(chance, items):
    return [item for item in items if chance.random() > 0.2]


def attributions(make, chance, gold):
    for number, one in enumerate(kept(chance, gold["attributions"])):
        spans = {f"{r}_spans": [shifted(chance, s, gold["text"]) for s in one[r]] for r in ("content", "source", "cue")}
        if chance.random() < 0.1:
            spans["source_spans"] = []
        yield make(Attribution, attribution_id=f"{gold['id']}-{number:05d}", article_id=gold["id"], **spans)


def speakers(make, chance, gold):
    for number, one in enumerate(kept(chance, gold["mentions"])):
        other = chance.choice(gold["mentions"]) if chance.random() < 0.3 else one
        ids = {"speaker_id": f"{gold['id']}-s{number:05d}"}
        if other["name"]:
            told = {k: other[k] for k in ("name", "role", "affiliation")}
            yield make(Speaker, **ids, **told, kind=other["kind"] or "person")
        spans = [shifted(chance, s, gold["text"]) for s in one["content"]]
        row = {"attribution_id": f"{gold['id']}-{number:05d}", "article_id": gold["id"], "content_spans": spans}
        yield make(Attribution, **row, **(ids if other["name"] else {}))


def concessions(make, chance, gold):
    author = f"{gold['id']}-author"
    yield make(Speaker, speaker_id=author, name="The Author", kind="author")
    for number, one in enumerate(kept(chance, gold["concessions"] * 2)):
        other = chance.choice(gold["concessions"]) if chance.random() < 0.3 else one
        span = shifted(chance, (one["start"], one["end"]), gold["text"])
        ids = {"concession_id": f"{gold['id']}-{number:05d}", "article_id": gold["id"]}
        holder = None if other["holder"] == "NARRATOR" else other["holder"]
        labels = {k: other[k] or "none" for k in ("stance", "efficacy")}
        held = {"holder": holder, "holder_id": author if holder == "AUTHOR" else None}
        told = {
            "move": other["move"] or "assess",
            "modality": other["modality"] or "actual",
            "item": next(iter(other["items"]), None),
        }
        sure = round(chance.random(), 3)
        yield make(Concession, **ids, **held, **told, **span._asdict(), confidence=sure)
        yield make(Stance, **ids, **held, **labels)


def arguments(make, chance, gold):
    ids = {}
    for number, one in enumerate(kept(chance, gold["components"])):
        ids[one["id"]] = f"{gold['id']}-{number:05d}"
        role = "claim" if "laim" in one["type"] and chance.random() < 0.8 else "premise"
        span = shifted(chance, (one["start"], one["end"]), gold["text"])
        yield make(Unit, unit_id=ids[one["id"]], article_id=gold["id"], role=role, **span._asdict())
    ends = {(ids.get(r["from"]), ids.get(r["to"])): r["type"] for r in kept(chance, gold["relations"])}
    for (source, target), kind in ends.items():
        if source and target:
            kind = "attack" if "attack" in kind and chance.random() < 0.8 else "support"
            yield make(Relation, source_id=source, target_id=target, article_id=gold["id"], kind=kind)


def prf(printed, name):
    """Precision, recall and F1 of the last line that begins with a name."""
    pattern = rf"^\s*{name}\s+P{FIGURE}\s+R{FIGURE}\s+F1{FIGURE}"
    return [tuple(float(x) for x in found) for found in re.findall(pattern, printed, re.MULTILINE)]


def triple(figures):
    return tuple(100 * figures[key] for key in ("precision", "recall", "f1"))


def pair(figures):
    return 100 * figures["accuracy"], 100 * figures["macro_f1"]


def alone(printed, name):
    return [(float(x),) for x in re.findall(rf"^\s*{name}{FIGURE}", printed, re.MULTILINE)]


def accuracy(printed, name):
    pattern = rf"^{name}\s+accuracy{FIGURE}\s+macro F1{FIGURE}"
    return [tuple(float(x) for x in found) for found in re.findall(pattern, printed, re.MULTILINE)]


def attribute_pairs(printed, ours):
    for at, kind in enumerate(("all", "direct", "mixed", "indirect")):
        block = printed.split("-- ")[at + 1]
        for metric, figures in ours[kind].items():
            if "precision" in figures:
                yield metric, prf(block, metric)[0], triple(figures)
            else:
                yield metric, alone(block, metric)[0], (100 * figures["share"],)
    low, high = re.findall(r"articles: ([\d.]+) to ([\d.]+)", printed)[0]
    yield "interval", (float(low), float(high)), tuple(100 * x for x in ours["all"]["attribution"]["interval"])


def speaker_pairs(printed, ours):
    for metric in ("speaker", "named person", "pronoun"):
        yield metric, prf(printed, metric)[0], triple(ours[metric])
    for metric in ("found", "exact name", "kind", "role", "affiliation"):
        yield metric, alone(printed, metric)[0], (100 * ours[metric]["share"],)


def concession_pairs(printed, ours):
    for metric in ("passage", "holder", "statement"):
        yield metric, prf(printed, metric)[0], triple(ours[metric])
    for metric in ("move", "stance", "efficacy", "modality"):
        yield metric, accuracy(printed, metric)[0], pair(ours[metric])


def argument_pairs(printed, ours):
    for metric in ("argumentative", "unit", "link", "attack"):
        yield metric, prf(printed, metric)[0], triple(ours[metric])
    yield "role", accuracy(printed, "role")[0], pair(ours["role"])
    (macro,) = re.findall(r"^argumentative.*macro F1\s+([\d.]+)", printed, re.MULTILINE)
    yield "macro", (float(macro),), (100 * ours["argumentative"]["macro_f1"],)


TASKS = [
    ("attribute", "attributions.py", "polnear/dev.jsonl.gz", attributions, attribute_pairs),
    ("speakers", "speakers.py", "speakers/dev.jsonl.gz", speakers, speaker_pairs),
    ("concessions", "concessions.py", "concessions/dev.jsonl.gz", concessions, concession_pairs),
    ("arguments", "arguments.py", "argunsc/train.jsonl.gz", arguments, argument_pairs),
]


@pytest.mark.parametrize(("task", "script", "corpus", "distort", "compared"), TASKS, ids=[t[0] for t in TASKS])
def test_the_figures_are_the_same(tmp_path, make, write, task, script, corpus, distort, compared):
    chance = random.Random(7)
    lines = gzip.decompress((Path(SHARED) / "corpora" / corpus).read_bytes()).decode().split("\n")[:ARTICLES]
    gold = [json.loads(line) for line in lines if line]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in gold))
    rows = []
    for one in gold[1:]:
        rows.append(make(Article, article_id=one["id"], path=f"{one['id']}.txt", text=one["text"]))
        rows += distort(make, chance, one)
    tables = write(tmp_path / "tables", rows)
    script_path = Path(SHARED) / "score" / script
    command = [sys.executable, "-B", str(script_path), "score", str(path), str(tables)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    ours = evaluate(task, path, tables)
    compared_figures = list(compared(printed, ours))
    assert len(compared_figures) >= 6
    for metric, theirs, mine in compared_figures:
        assert mine == pytest.approx(theirs, abs=0.11), metric
        assert theirs != (0.0, 0.0, 0.0), metric
