"""Samples as brat standoff: an article's text, its passages, and their labels as attributes (https://brat.nlplab.org)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline import schema
from pipeline.corrections import LABELS
from pipeline.records import Article
from pipeline.review.samples import ReviewError, Row

CONF = "annotation.conf"
KINDS = {"Concession": True, "NoConcession": False}
"""What brat calls a passage: one with a concession, or one that was taken for it."""


def write(drawn: Sequence[Row], folder: Path, *, tables: Path) -> list[Path]:
    """Write a text and its annotations for each article of the sample, and the configuration; return the files."""
    of_article: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in drawn:
        of_article[row.path, row.record].append(row)
    made = []
    for article in schema.read(tables, Article):
        rows = of_article.get((article.path, article.record))
        if rows:
            made += _article(article, rows, folder)
    with schema.replacing(folder / CONF) as path:
        path.write_text(configuration(), encoding="utf-8")
    return [*made, folder / CONF]


def configuration() -> str:
    """Return `annotation.conf`: two kinds of passages, a label each as an attribute."""
    attributes = "\n".join(f"{name.capitalize()}\tArg:Concession, Value:{'|'.join(v)}" for name, v in LABELS.items())
    kinds = "\n".join(KINDS)
    return f"[entities]\n{kinds}\n\n[relations]\n\n[events]\n\n[attributes]\n{attributes}\n"


def _article(article: Article, rows: Sequence[Row], folder: Path) -> list[Path]:
    text, notes = (folder / f"{article.article_id}.{ending}" for ending in ("txt", "ann"))
    with schema.replacing(text) as path:
        path.write_text(article.text, encoding="utf-8", newline="")
    with schema.replacing(notes) as path:
        path.write_text("".join(_lines(rows)), encoding="utf-8", newline="")
    return [text, notes]


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    attribute = 0
    for number, row in enumerate(rows, 1):
        pieces = [(m.start() + row.start, m.end() + row.start) for m in re.finditer(r"[^\n]+", row.text)]
        places = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(row.text[a - row.start : b - row.start] for a, b in pieces)
        yield f"T{number}\tConcession {places}\t{words}\n"
        for name in LABELS:
            attribute += 1
            yield f"A{attribute}\t{name.capitalize()} T{number} {getattr(row, name)}\n"
        yield f"#{number}\tAnnotatorNotes T{number}\t{row.statement_id}; holder: {row.holder or ''}\n"


def answers(folder: Path, drawn: Mapping[str, Row]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (statement_id, answer) of each passage that still has the note it was written with.

    A passage that was taken away, or made a `NoConcession`, is an answer too: no concession is in play. Raises
    ReviewError for a passage that is not of the sample, or when an article's annotations are missing.
    """
    missing = {row.article_id for row in drawn.values()} - {path.stem for path in folder.glob("*.ann")}
    if missing:
        raise ReviewError(f"{folder} has no {min(missing)}.ann; give the whole folder that came back from brat")
    seen = set()
    for path in sorted(folder.glob("*.ann")):
        for name, answer in _read(path):
            if name not in drawn:
                raise ReviewError(f"{path}: {name!r} is not of this sample; give the folder it was exported to")
            seen.add(name)
            yield name, answer
    for name in sorted(drawn.keys() - seen):
        yield name, {"passage": False}


def _read(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    found: dict[str, dict[str, Any]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("T"):
            kind, places = cells[1].split(" ", 1)
            edges = [int(number) for number in re.findall(r"\d+", places)]
            found[cells[0]] = {"passage": KINDS.get(kind, True), "start": min(edges), "end": max(edges)}
        elif line.startswith(("A", "M")):
            name, target, *value = cells[1].split(" ")
            found.setdefault(target, {})[name.lower()] = value[0] if value else ""
        elif line.startswith("#"):
            _, target = cells[1].split(" ")
            name, _, holder = cells[2].partition("; holder: ")
            found.setdefault(target, {})["holder"] = holder.strip()
            found[target]["statement_id"] = name.strip()
    yield from ((answer.pop("statement_id"), answer) for answer in found.values() if "statement_id" in answer)
