"""Draw rows of `concessions` with their paragraph, for a reader to judge: tables -> Markdown, the same for one seed."""

from pathlib import Path

import pandas as pd
import typer

SEED, ROWS = 20261123, 100


def main(tables: Path, rows: int = ROWS, seed: int = SEED) -> None:
    """Print ROWS rows of TABLES, drawn by SEED, each with the sentences around it."""
    concessions = pd.read_parquet(tables / "concessions.parquet")
    stances = pd.read_parquet(tables / "stances.parquet")[["concession_id", "stance", "efficacy"]]
    articles = pd.read_parquet(tables / "articles.parquet").set_index("article_id")
    drawn = concessions.merge(stances, on="concession_id").sample(min(rows, len(concessions)), random_state=seed)
    for number, row in enumerate(drawn.sort_values("concession_id").itertuples(), 1):
        article = articles.loc[row.article_id]
        before = " ".join(article.text[max(0, row.start - 500) : row.start].split())
        after = " ".join(article.text[row.end : row.end + 200].split())
        print(f"## {number}. {row.concession_id} ({article.genre}: {article.title})")
        print(
            f"holder: {row.holder or 'nobody (narration)'} | move: {row.move} ({row.modality}) | stance: {row.stance}"
        )
        print(f"… {before} >>> {' '.join(row.text.split())} <<< {after} …\n")


if __name__ == "__main__":
    typer.run(main)
