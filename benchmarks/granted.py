"""Rhetorical concessions among the explicit discourse relations of GUM, in two halves of its documents."""

import gzip
import json
from collections import Counter
from pathlib import Path

import typer

from pipeline.arguments.rhetorical import weigh

LEAST = 0.55
"""As `arguments.concession_threshold`."""


def main(corpus: Path) -> None:
    """Print precision, recall and F1 of telling the concessions of CORPUS from its other explicit relations."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        relations = [json.loads(line) for line in lines]
    relations = [r for r in relations if r["kind"] == "explicit"]
    documents = sorted({r["doc"] for r in relations})
    for name, half in (("first half", documents[::2]), ("second half", documents[1::2]), ("all", documents)):
        counts: Counter[str] = Counter()
        for relation in relations:
            if relation["doc"] in half:
                gold, found = relation["label"].startswith("comparison.concession"), granted(relation)
                counts["right" if gold and found else "wrong" if found else "missed" if gold else "other"] += 1
        right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
        f1 = 200 * right / max(1, 2 * right + wrong + missed)
        print(f"{name:11s} P {100 * right / (right + wrong):.1f} R {100 * right / (right + missed):.1f} F1 {f1:.1f}")


def granted(relation: dict[str, str]) -> bool:
    """Tell whether one of the two arguments grants a point; a full stop ends a sentence."""
    first, second = (relation[name].replace("’", "'").lower().split() for name in ("arg1", "arg2"))
    found = weigh(first, second, together=not first or first[-1] not in (".", "!", "?", '."', "?"))
    return found is not None and found.confidence >= LEAST


if __name__ == "__main__":
    typer.run(main)
