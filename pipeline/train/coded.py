"""Our labels of news (`data/training/news.jsonl`) and the corpus they are about -> coded articles to train on.

The labels hold no text: sentences and items are offsets into the texts of the corpus, which is not ours to give.
"""

import gzip
import json
from pathlib import Path

import typer

from pipeline.train.corpora import corpus


def main(news: Path, out: Path, labels: Path = Path("data/training/news.jsonl")) -> None:
    """Join LABELS with the texts of NEWS, write OUT, and each text to a folder beside it for `pipeline run`."""
    texts = {article["id"]: article["text"] for article in corpus(news)}
    raw = out.parent / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    with gzip.open(out, "wt", encoding="utf-8") as lines:
        for line in labels.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            text = texts[article["id"]]
            for row in article["concessions"]:
                row["items"] = [text[slice(*row["item"])]] if row["item"] else []
            name = "".join(c if c.isalnum() else "-" for c in article["id"])
            (raw / f"{name}.txt").write_text(text, encoding="utf-8")
            lines.write(json.dumps({**article, "id": name, "text": text}) + "\n")
    typer.echo(f"{out}: the text of each article is in {raw}")


if __name__ == "__main__":
    typer.run(main)
