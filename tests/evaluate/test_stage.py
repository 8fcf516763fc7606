import csv
import json

import pytest

from pipeline.evaluate.gold import GoldError
from pipeline.evaluate.stage import run
from pipeline.params import EvaluateParams
from pipeline.records import Article, Attribution, Reject
from pipeline.schema import TableError
from pipeline.spans import Span

TEXT = "Marn said Orsk must open the weir."


@pytest.fixture
def tables(tmp_path, make, write):
    rows = [
        make(Article, article_id="a1", path="weir.txt", text=TEXT),
        make(Reject, path="odd.bin", reason="unreadable"),
        make(Attribution, attribution_id="a1-a00000", article_id="a1", content_spans=(Span(10, 33),)),
    ]
    return write(tmp_path / "tables", rows)


def metrics(tables):
    return json.loads((tables / "metrics.json").read_text(encoding="utf-8"))


def test_without_gold_there_are_counts_alone(tables):
    run(tables, params=EvaluateParams())
    found = metrics(tables)
    assert list(found) == ["coverage"]
    assert found["coverage"]["rows"]["attributions"] == 1
    assert found["coverage"]["rejects"]["unreadable"] == 1
    with (tables / "labels.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"column": "attributions.type", "label": "direct", "rows": "1"} in rows


def test_with_gold_there_are_scores(tables, tmp_path):
    gold = tmp_path / "sample.jsonl"
    line = {"path": "weir.txt", "record": 0, "quotes": [{"content": "Orsk must open the weir", "speaker": None}]}
    gold.write_text(json.dumps(line) + "\n" + json.dumps({"path": "gone.txt", "record": 0}))
    run(tables, params=EvaluateParams(gold=str(gold)))
    found = metrics(tables)["sample"]
    assert (found["articles"], found["articles missing"]) == (1, 1)
    assert found["quotes found"] == {"n": 1, "share": 1.0}
    assert found["articles found"] == {"n": 2, "share": 0.5}


def test_the_same_tables_make_the_same_bytes(tables):
    written = []
    for _ in range(2):
        run(tables, params=EvaluateParams())
        written.append([(tables / name).read_bytes() for name in ("metrics.json", "labels.csv")])
    assert written[0] == written[1]


def test_a_gold_file_that_is_not_there_is_named(tables):
    with pytest.raises(GoldError, match=r"nowhere\.jsonl cannot be read .*; set evaluate\.gold to a gold file"):
        run(tables, params=EvaluateParams(gold="nowhere.jsonl"))
    assert not (tables / "metrics.json").exists()


def test_a_missing_table_is_named(tables):
    (tables / "units.parquet").unlink()
    with pytest.raises(TableError, match=r"units\.parquet is missing; run the stage"):
        run(tables, params=EvaluateParams())


def test_progress_is_told_table_by_table(tables):
    seen = []

    def track(items, *, what, total=None):
        for item in items:
            seen.append((what, item.TABLE, total))
            yield item

    run(tables, params=EvaluateParams(), track=track)
    assert seen[0] == ("tables", "articles", 14)
    assert len(seen) == 14
