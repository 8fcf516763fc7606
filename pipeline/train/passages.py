"""Our own passages about concessions (``data/training/concessions``): reading them, and how far their coders agree.

Agreement is Krippendorff's alpha (nominal) of the author and the second coder. Rows are paired within a passage by the
words that their items share, then by holder; labels are compared on pairs.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
import typer

LABELS = ("move", "stance", "efficacy", "modality")
Row = Mapping[str, Any]


def read(folder: Path) -> list[dict[str, Any]]:
    """Return the passages of all files of ``folder``, in order of their names and lines."""
    files = sorted(folder.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def paired(one: Sequence[Row], other: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield the rows of two coders that are about the same concession, each at most once, the most alike first."""
    likeness = sorted(
        ((-_alike(a, b), i, j) for i, a in enumerate(one) for j, b in enumerate(other)),
    )
    left, right = set(range(len(one))), set(range(len(other)))
    for _, i, j in likeness:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            yield one[i], other[j]


def _alike(one: Row, other: Row) -> float:
    mine, theirs = (_words(r["item"]) for r in (one, other))
    shared = len(mine & theirs) / max(1, len(mine | theirs))
    return shared + bool(_words(one["holder"]) & _words(other["holder"]))


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"\w+", (text or "").lower()))


def agreement(passages: Sequence[Mapping[str, Any]]) -> dict[str, tuple[float, int]]:
    """Return alpha and the number of units by label, over the passages that two coders have coded."""
    twice = [p["codings"][:2] for p in passages if len(p["codings"]) > 1]
    units: dict[str, list[tuple[str, str]]] = {"concession": [(str(bool(a)), str(bool(b))) for a, b in twice]}
    pairs = [pair for a, b in twice for pair in paired(a, b)]
    for label in LABELS:
        units[label] = [(str(a[label]), str(b[label])) for a, b in pairs]
    return {label: (_alpha(values), len(values)) for label, values in units.items()}


def _alpha(values: Sequence[tuple[str, str]]) -> float:
    names = sorted({v for pair in values for v in pair})
    data = np.array([[names.index(a), names.index(b)] for a, b in values]).T
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def main(folder: Path = Path("data/training/concessions")) -> None:
    """Print the agreement of the two coders of FOLDER."""
    for label, (alpha, count) in agreement(read(folder)).items():
        print(f"{label}\t{alpha:.3f}\t{count}")


if __name__ == "__main__":
    typer.run(main)
