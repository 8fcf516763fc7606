"""PolNeAR's train file -> what encoders learn from, and what the linker and its calibration do.

An encoder is too sure of articles it has learned from, so its scores are judged on articles it has not seen: every
tenth, and those that several people annotated, on which agreement is measured.
"""

import gzip
import json
from pathlib import Path

import typer

EVERY, FIRST = 10, 5


def main(corpus: Path, several: Path, fit: Path, tune: Path) -> None:
    """Deal the articles of ``corpus`` to ``fit`` and ``tune``; those of ``several`` go to ``tune``."""
    with gzip.open(several, "rt", encoding="utf-8") as lines:
        shared = {json.loads(line)["id"] for line in lines}
    with (
        gzip.open(corpus, "rt", encoding="utf-8") as lines,
        gzip.open(fit, "wt", encoding="utf-8") as most,
        gzip.open(tune, "wt", encoding="utf-8") as rest,
    ):
        for number, line in enumerate(lines):
            held = number % EVERY == FIRST or json.loads(line)["id"] in shared
            (rest if held else most).write(line)


if __name__ == "__main__":
    typer.run(main)
