"""The worked example of the docs: another issue is data, and is scored on text its word lists' writer had not seen."""

import json
import re
from pathlib import Path

import pytest

from pipeline import chain, params
from pipeline.evaluate.stage import evaluate

DOCS = Path(__file__).resolve().parents[1] / "docs"
CODED = DOCS / "ceasefire" / "coded.jsonl"
OVERRIDES = (
    f"concessions.lexicon={DOCS / 'ceasefire' / 'lexicon'}",
    "concessions.model=null",
    "ingest.min_words=1",
)
SHOWN = ("passage", "holder", "statement")
NEAR = 0.03


@pytest.fixture(scope="module")
def articles():
    return [json.loads(line) for line in CODED.read_text(encoding="utf-8").splitlines()]


def test_the_coded_texts_speak_the_codebooks_language(articles):
    for article in articles:
        for row in article["concessions"]:
            start, end = article["sentences"][row["sentence"]]
            assert all(item in article["text"][start:end] for item in row["items"]), article["id"]


def test_the_page_says_what_the_example_scores(articles, tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for article in articles:
        (raw / f"{article['id']}.txt").write_text(article["text"], encoding="utf-8")
    chain.run(raw, tmp_path / "out", params=params.load(None, overrides=OVERRIDES))
    found = evaluate("concessions", CODED, tmp_path / "out")
    page = (DOCS / "another-issue.md").read_text(encoding="utf-8")
    for name in SHOWN:
        said = re.search(rf"^\| {name} \|.*\| (0\.\d+) \|$", page, re.MULTILINE)
        assert said, f"docs/another-issue.md does not tell the F1 of {name}"
        assert found[name]["f1"] == pytest.approx(float(said[1]), abs=NEAR)
