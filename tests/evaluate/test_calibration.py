import csv
import json
import random
from collections import Counter

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.evaluate import calibration
from pipeline.evaluate.figures import total
from pipeline.evaluate.gold import GoldError
from pipeline.evaluate.reading import Read, likely, one_to_one
from pipeline.evaluate.stage import evaluate
from pipeline.records import Article, Attribution
from pipeline.spans import Span

TEXT = "Ann Lok said the old dam is safe. Bo Tan doubts it."


def counted(pairs, *, missed=0):
    """The counts of predictions that overlap no other: their confidence, and whether they are right."""
    counts = Counter()
    fits = [(-1.0, -1.0, j, j) for j, (_, right) in enumerate(pairs) if right]
    calibration.count(counts, [confidence for confidence, _ in pairs], fits, gold=len(fits) + missed)
    return counts


@pytest.mark.parametrize(
    ("pairs", "error"),
    [
        ([(0.9, True)] * 9 + [(0.9, False)], 0.0),
        ([(0.9, True)] * 5 + [(0.9, False)] * 5, 0.4),
        ([(0.95, True), (0.15, True)], (0.05 + 0.85) / 2),
        ([(0.41, True), (0.49, False)], 0.05),
        ([(1.0, True), (0.0, False)], 0.0),
        ([], None),
    ],
)
def test_the_error_of_the_confidence(pairs, error):
    assert calibration.figures(counted(pairs))["ece"] == (None if error is None else pytest.approx(error))


def test_a_bin_holds_its_lower_end():
    pairs = [(0.0, True), (0.099, False), (0.1, True), (0.3, True), (0.7, False), (0.999, True), (1.0, True)]
    assert calibration.figures(counted(pairs))["bins"] == {
        "0.0 to 0.1": {"n": 2, "confidence": 0.05, "right": 0.5},
        "0.1 to 0.2": {"n": 1, "confidence": 0.1, "right": 1.0},
        "0.3 to 0.4": {"n": 1, "confidence": 0.3, "right": 1.0},
        "0.7 to 0.8": {"n": 1, "confidence": 0.7, "right": 0.0},
        "0.9 to 1.0": {"n": 2, "confidence": 1.0, "right": 1.0},
    }


@pytest.mark.parametrize(
    ("pairs", "recall", "threshold"),
    [
        ([(0.5, False), (0.29, True), (0.8, True), (0.9, True)], 0.5, 0.51),
        ([(0.29, True), (0.8, True), (0.28, False)], 0.5, 0.29),
        ([(0.8, True)] * 19 + [(0.8, False)], 19 / 21, 0.0),
        ([(0.8, True)] * 18 + [(0.8, False)], None, None),
        ([(0.8, False)], None, None),
        ([], None, None),
    ],
)
def test_the_recall_at_a_precision_of_95_percent(pairs, recall, threshold):
    missed = {4: 1, 3: 2, 20: 2}.get(len(pairs), 0)
    found = calibration.figures(counted(pairs, missed=missed))["precision 95%"]
    assert found == {"recall": recall and pytest.approx(recall, abs=5e-4), "threshold": threshold}


def reads(chance, n):
    for _ in range(n):
        start, source = chance.randrange(30), chance.randrange(4)
        words = {"content": frozenset(range(start, start + chance.randint(2, 6))), "source": frozenset([source])}
        words["cue"] = frozenset()
        yield Read(words, {}, "indirect", round(chance.random(), 3))


def test_each_threshold_pairs_anew():
    """The same as filtering the predictions first, on predictions that vie for the same gold."""
    chance = random.Random(5)
    articles = [(list(reads(chance, 8)), list(reads(chance, 25))) for _ in range(12)]
    documents = []
    for gold, found in articles:
        documents.append(Counter())
        fits = likely(gold, found, need_source=True)
        calibration.count(documents[-1], [one.confidence for one in found], fits, gold=len(gold))
    curve = calibration.curve(total(documents))
    assert [point.threshold for point in curve] == [round(n / 100, 2) for n in range(100)]
    assert 0.1 < curve[0].recall < 0.9
    for threshold, precision, recall, f1 in curve:
        kept = [(gold, [one for one in found if one.confidence >= threshold]) for gold, found in articles]
        right = sum(len(one_to_one(likely(gold, some, need_source=True))) for gold, some in kept)
        n_found, n_gold = sum(len(some) for _, some in kept), sum(len(gold) for gold, _ in kept)
        wanted = (right / max(1, n_found), right / n_gold, 2 * right / (n_found + n_gold))
        assert (precision, recall, f1) == pytest.approx(wanted)


def span(piece):
    return (Span(TEXT.index(piece), TEXT.index(piece) + len(piece)),)


@pytest.fixture
def dam(tmp_path, make, write):
    """Gold and tables of one article: a sure prediction that is right, an unsure one that is not, and one of noise."""
    gold = tmp_path / "gold.jsonl"
    rows = [
        {"content": span("the old dam is safe"), "source": span("Ann Lok")},
        {"content": span("it"), "source": span("Bo Tan")},
    ]
    gold.write_text(json.dumps({"id": "dam", "text": TEXT, "attributions": rows}))
    found = [("the old dam is safe", "Ann Lok", 0.8), ("old dam is safe", "Ann Lok", 0.6), (". ", "Ann", 0.9)]
    tables = [make(Article, article_id="a1", path="dam.txt", text=TEXT)]
    for number, (content, source, confidence) in enumerate(found):
        row = {"attribution_id": f"a1-a{number:05d}", "article_id": "a1", "confidence": confidence}
        tables.append(make(Attribution, **row, content_spans=span(content), source_spans=span(source)))
    return gold, write(tmp_path / "tables", tables)


def test_the_figures_of_tables(dam):
    assert evaluate("attribute", *dam)["calibration"] == {
        "ece": 0.4,
        "precision 95%": {"recall": 0.5, "threshold": 0.61},
        "bins": {
            "0.6 to 0.7": {"n": 1, "confidence": 0.6, "right": 0.0},
            "0.8 to 0.9": {"n": 1, "confidence": 0.8, "right": 1.0},
        },
    }


def test_the_curve_is_written_as_csv(dam, tmp_path):
    path = tmp_path / "plots" / "curve.csv"
    done = CliRunner().invoke(app, ["evaluate", "attribute", *map(str, dam), "--curve", str(path)])
    assert done.exit_code == 0, done.output
    assert "calibration.precision 95%.recall                 0.5\n" in done.output
    with path.open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["threshold", "precision", "recall", "f1"]
    assert (rows[1], rows[61], rows[62], rows[81], rows[82]) == (
        ["0.0", "0.5", "0.5", "0.5"],
        ["0.6", "0.5", "0.5", "0.5"],
        ["0.61", "1.0", "0.5", "0.667"],
        ["0.8", "1.0", "0.5", "0.667"],
        ["0.81", "0.0", "0.0", "0.0"],
    )
    assert len(rows) == 101


def test_a_task_without_a_curve_says_so(dam, tmp_path):
    with pytest.raises(GoldError, match=r"speakers has no curve; leave out .*curve\.csv"):
        evaluate("speakers", *dam, curve=tmp_path / "curve.csv")
    assert not (tmp_path / "curve.csv").exists()
