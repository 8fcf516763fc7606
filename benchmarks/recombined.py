"""Articles recombined from the paragraphs of our own: as many as asked for, the same for the same seed.

    python benchmarks/recombined.py OUT.jsonl 10000 [--paragraphs 6] [--seed 1]

Each has its own title and date, and paragraphs drawn from all texts of `data/raw`; their words are few, their speakers
fewer than in real news.
"""

import argparse
import json
import random
from datetime import date, timedelta
from pathlib import Path

RAW = Path(__file__).parents[1] / "data" / "raw"
LEAST = 120
"""Fewest characters of a paragraph that is used."""


def paragraphs(raw: Path) -> list[str]:
    """Return the paragraphs of all plain texts below ``raw``."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(raw.rglob("*.txt")))
    found = (" ".join(part.split()) for text in texts for part in text.split("\n\n"))
    return sorted({part for part in found if len(part) >= LEAST})


def main() -> None:
    """Write the articles as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("articles", type=int)
    parser.add_argument("--paragraphs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng, stock = random.Random(options.seed), paragraphs(RAW)  # noqa: S311 (no secret)
    with options.out.open("w", encoding="utf-8") as out:
        for number in range(options.articles):
            day = date(2030, 1, 1) + timedelta(days=number % 1000)
            text = "\n\n".join(rng.sample(stock, options.paragraphs))
            told = {"title": f"Article {number}", "date": day.isoformat(), "publisher": f"Bell {number % 9}"}
            row = {**told, "text": text}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
