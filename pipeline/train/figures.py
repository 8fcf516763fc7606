"""How right the models of `attribute` are: gold -> ``metrics.json`` and what the plots are drawn from.

The texts of the gold go through the stages as anybody's would, so the figures are of what people get.
"""

import csv
import json
import tempfile
from pathlib import Path

import typer

from pipeline import chain, params
from pipeline.evaluate.stage import evaluate
from pipeline.train.corpora import corpus

MODELS = ["fast", "accurate"]
STAGES = ("ingest", "tokenize", "attribute", "speakers")


def tables_of(gold: Path, model: str, place: Path) -> Path:
    """Run the stages up to the attributions on the texts of ``gold``; return the folder of tables."""
    raw, tables = place / "raw", place / "tables"
    raw.mkdir(parents=True)
    for article in corpus(gold):
        (raw / f"{article['id']}.txt").write_text(article["text"], encoding="utf-8")
    settings = params.load(None, overrides=["ingest.min_words=1", f"attribute.model={model}"])
    for stage in STAGES:
        chain.run_stage(stage, tables, params=settings, raw=raw)
    return tables


def main(gold: Path, out: Path, models: list[str] = MODELS) -> None:
    """Score MODELS (fast and accurate unless told) on GOLD and write their figures to the folder OUT."""
    metrics = {}
    for model in models:
        with tempfile.TemporaryDirectory() as place:
            tables = tables_of(gold, model, Path(place))
            metrics[model] = evaluate("attribute", gold, tables, curve=out / f"curve_{model}.csv")
        with (out / f"reliability_{model}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("confidence", "right", "n"))
            bins = metrics[model]["calibration"]["bins"].values()
            writer.writerows((b["confidence"], b["right"], b["n"]) for b in bins)
    (out / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
