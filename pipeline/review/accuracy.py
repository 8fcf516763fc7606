"""How often the machine is right by what people corrected, how far they agree, and shares that allow for its errors.

Intervals of accuracy are Wilson's (1927). Alpha is Krippendorff's for nominal labels (2018). Shares are corrected by
design-based supervised learning (Egami, Hinck, Stewart and Wei, NeurIPS 2023): each row's machine label, less its error
where a random sample shows one, weighed by how many rows a checked one stands for.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import krippendorff
import numpy as np

from pipeline.corrections import LABELS, Correction, by_place, matched
from pipeline.evaluate.figures import Figures, rounded
from pipeline.review.samples import ReviewError, Row, uncorrected

COLUMNS = ("holder", *LABELS)
Z = 1.959964
"""Standard normal quantile of a 95% interval."""


def figures(corrections: Sequence[Correction]) -> Figures:
    """Return accuracy with its interval by column, over rows of random samples, and alpha where two people checked.

    `passage` is how often a concession is in play, the columns how often it is and they are right, `row` all together.
    A row that several people checked counts once, by who comes first in the alphabet.
    """
    first = [c for of in by_place(c for c in corrections if c.weight is not None).values() for c in of]
    found: Figures = {"rows": len(first), "reviewers": len({c.reviewer for c in corrections})}
    found["accuracy"] = {name: accuracy([_right(one, name) for one in first]) for name in _names()}
    found["alpha"] = {name: alpha(corrections, name) for name in ("passage", *COLUMNS)}
    return found


def _names() -> tuple[str, ...]:
    return ("passage", *COLUMNS, "row")


def _right(one: Correction, name: str) -> bool:
    if name == "row":
        return all(_right(one, column) for column in ("holder", "move", "stance"))
    return one.passage and (name == "passage" or getattr(one, name) == one.machine[name])


def accuracy(right: Sequence[bool]) -> dict[str, Any]:
    """Return a share of right ones with its 95% interval."""
    share = sum(right) / len(right) if right else 0.0
    return {"share": rounded(share), "interval": [rounded(edge) for edge in wilson(sum(right), len(right))]}


def wilson(right: int, n: int) -> tuple[float, float]:
    """Return Wilson's 95% interval of a share, in [0, 1]; all of it when there is nothing to go by."""
    if not n:
        return 0.0, 1.0
    share, spread = right / n, Z * Z / n
    middle = (share + spread / 2) / (1 + spread)
    half = Z * math.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def alpha(corrections: Iterable[Correction], name: str) -> float | None:
    """Return Krippendorff's alpha of a column over rows that two people checked; null when it is not defined."""
    return alpha_of(
        (one.statement_id, one.reviewer, str(one.passage if name == "passage" else getattr(one, name)))
        for one in corrections
    )


def alpha_of(said: Iterable[tuple[str, str, str]]) -> float | None:
    """Return alpha of (row, reviewer, label) over rows that two people checked; null when it is not defined."""
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for row, reviewer, label in said:
        values[row][reviewer] = label
    shared = [of for of in values.values() if len(of) > 1]
    people, labels = sorted({p for of in shared for p in of}), sorted({v for of in shared for v in of.values()})
    if len(labels) < 2:
        return None
    codes = {label: float(number) for number, label in enumerate(labels)}
    table = [[codes[of[person]] if person in of else np.nan for of in shared] for person in people]
    return rounded(float(krippendorff.alpha(reliability_data=table, level_of_measurement="nominal")))


def shares(
    rows: Iterable[Row], groups: Mapping[str, str | None], corrections: Iterable[Correction], *, stance: str
) -> Figures:
    """Return, by group, the share of statements with a stance: the machine's, and corrected with a 95% interval.

    ``groups`` are by statement_id, null for none. Of a group's rows those in which people saw no concession do not
    count. Raises ReviewError when no row was checked in a random sample of these tables, or they hold corrections.
    """
    every = list(rows)
    uncorrected(every)
    known = by_place(one for one in corrections if one.weight is not None)
    places = [((row.path, row.record, row.text, row.holder), row.move) for row in every]
    checked = matched(places, known)
    of_group: dict[str, list[tuple[float, float, bool]]] = defaultdict(list)
    for row, one in zip(every, checked, strict=True):
        group = groups.get(row.statement_id)
        mine = float(row.stance == stance)
        if group is not None:
            weight = (one.weight or 1.0) if one is not None else 0.0
            real = float(one.passage) if one is not None else 1.0
            true = float(one is not None and one.passage and one.stance == stance)
            of_group[group].append((mine - weight * (mine - true), 1.0 - weight * (1.0 - real), bool(mine)))
    if not any(checked):
        raise ReviewError("no row of these tables was checked in a random sample; pipeline review export --rows random")
    return {group: _share(np.array(found, float)) for group, found in sorted(of_group.items())}


def _share(found: Any) -> dict[str, Any]:
    """A ratio of two corrected totals, with its linearised standard error."""
    above, below, machine = found.T
    total = below.sum()
    share = above.sum() / total if total > 0 else math.nan
    error = math.sqrt(float(((above - share * below - (above - share * below).mean()) ** 2).sum())) / total
    half = Z * error
    edges = [rounded(min(1.0, max(0.0, share + side * half))) for side in (-1, 1)] if total > 0 else None
    return {
        "statements": len(found),
        "machine": rounded(float(machine.mean())),
        "share": rounded(min(1.0, max(0.0, share))) if total > 0 else None,
        "interval": edges,
    }
