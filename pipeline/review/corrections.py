"""What people found: a line a reviewer and row, kept in a file of its own that no run writes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline import schema
from pipeline.review.samples import LABELS, ReviewError, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One row as a reviewer left it; ``passage`` is false when no concession is in play, and the labels then are null.

    ``start`` and ``end`` are characters of the article's text; ``machine`` holds the labels that were shown.
    """

    statement_id: str
    path: str
    record: int
    start: int
    end: int
    text: str
    reviewer: str
    weight: float | None
    machine: Mapping[str, str | None]
    passage: bool
    holder: str | None
    move: str | None
    modality: str | None
    stance: str | None
    efficacy: str | None


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
        statement_id=row.statement_id,
        path=row.path,
        record=row.record,
        start=start,
        end=end,
        text=inside,
        reviewer=reviewer,
        weight=row.weight,
        machine={"holder": row.holder, **{name: getattr(row, name) for name in LABELS}},
        passage=passage,
        holder=(answer["holder"] or None if "holder" in answer else row.holder) if passage else None,
        **labels,
    )


def read(path: Path) -> list[Correction]:
    """Read corrections; a file that is not there holds none. Raises ReviewError that names a line it cannot read."""
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(Correction(**json.loads(line)))
        except (json.JSONDecodeError, TypeError) as error:
            raise ReviewError(f"{path}, line {number}, is no correction ({error})") from error
    return found


def merge(old: Iterable[Correction], new: Iterable[Correction]) -> list[Correction]:
    """Return corrections sorted by row and reviewer; what a reviewer says later of a row counts."""
    kept = {(one.statement_id, one.reviewer): one for one in (*old, *new)}
    return [kept[key] for key in sorted(kept)]


def write(found: Sequence[Correction], path: Path) -> None:
    """Write corrections as JSON lines."""
    with schema.replacing(path) as temporary:
        lines = (json.dumps(asdict(one), ensure_ascii=False) for one in found)
        temporary.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
