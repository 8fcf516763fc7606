"""Annotated texts as files to run the pipeline on: a corpus -> a folder with ID.txt for each text."""

from pathlib import Path

import typer

from pipeline.train.corpora import corpus


def main(path: Path, folder: Path) -> None:
    """Write each text of the corpus at PATH to FOLDER under its `id`."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in corpus(path):
        (folder / f"{Path(one['id']).name}.txt").write_text(one["text"], encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
