"""Answers of people as corrections, and the file that keeps them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pipeline import schema
from pipeline.corrections import LABELS, Correction, parse
from pipeline.review.samples import ReviewError, Row


def corrected(row: Row, answer: Mapping[str, Any], *, reviewer: str) -> Correction:
    """Return a correction of ``row``: what ``answer`` lacks stays as it was, an empty holder is nobody.

    ``answer`` may have `passage`, `holder`, the labels, and `start` and `end` of a passage that was moved. Raises
    ReviewError for a label that the codebook lacks or a passage outside its paragraph.
    """
    passage = bool(answer.get("passage", True))
    labels: dict[str, str | None] = {}
    for name, known in LABELS.items():
        value = answer.get(name) or getattr(row, name)
        if value not in known:
            raise ReviewError(f"{row.statement_id}: {name} is {value!r}; it is one of {', '.join(known)}")
        labels[name] = value if passage else None
    start, end = answer.get("start", row.start), answer.get("end", row.end)
    inside = row.paragraph[start - row.paragraph_start : end - row.paragraph_start]
    if not (row.paragraph_start <= start < end and len(inside) == end - start):
        raise ReviewError(f"{row.statement_id}: a passage from {start} to {end} lies outside its paragraph")
    return Correction(
        path=row.path,
        record=row.record,
        shown=row.text,
        machine={"holder": row.holder, **{name: getattr(row, name) for name in LABELS}},
        statement_id=row.statement_id,
        start=start,
        end=end,
        text=inside,
        reviewer=reviewer,
        weight=row.weight,
        passage=passage,
        holder=(answer["holder"] or None if "holder" in answer else row.holder) if passage else None,
        **labels,
    )


def read(path: Path) -> list[Correction]:
    """Read corrections, none when the file is not there; raises CorrectionError that names a line it cannot read."""
    return parse(path.read_text(encoding="utf-8").splitlines(), source=str(path)) if path.exists() else []


def merge(old: Iterable[Correction], new: Iterable[Correction]) -> list[Correction]:
    """Return corrections in order, one a row and reviewer: what a reviewer says later of a row counts.

    A row of a random sample stays one when it is checked again in a sample of the least certain.
    """
    kept: dict[tuple[str, ...], Correction] = {}
    for one in (*old, *new):
        key = (one.statement_id, one.shown, one.reviewer)
        before = kept.get(key)
        kept[key] = replace(one, weight=before.weight) if before and one.weight is None else one
    return sorted(kept.values(), key=lambda one: (one.path, one.record, one.start, one.statement_id, one.reviewer))


def write(found: Sequence[Correction], path: Path) -> None:
    """Write corrections as JSON lines."""
    with schema.replacing(path) as temporary:
        lines = (json.dumps(asdict(one), ensure_ascii=False) for one in found)
        temporary.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
