"""Statements coded by hand in Discourse Network Analyzer as gold for `pipeline evaluate concessions`."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline import schema, sentences
from pipeline.errors import PipelineError
from pipeline.exchange.dna import FILE, STANCES, Offsets
from pipeline.spans import Span, overlap

TEXTS = """
    SELECT s.ID, v.Variable, e.Value, e.ID FROM STATEMENTS s JOIN DATASHORTTEXT d ON d.StatementId = s.ID
    JOIN VARIABLES v ON v.ID = d.VariableId JOIN ENTITIES e ON e.ID = d.Entity
    UNION ALL SELECT d.StatementId, v.Variable, d.Value, NULL FROM DATALONGTEXT d JOIN VARIABLES v
    ON v.ID = d.VariableId
    UNION ALL SELECT d.StatementId, v.Variable, d.Value, NULL FROM DATABOOLEAN d JOIN VARIABLES v ON v.ID = d.VariableId
    UNION ALL SELECT d.StatementId, v.Variable, d.Value, NULL FROM DATAINTEGER d JOIN VARIABLES v ON v.ID = d.VariableId
"""
KINDS = """
    SELECT a.EntityId, a.AttributeValue FROM ATTRIBUTEVALUES a
    JOIN ATTRIBUTEVARIABLES v ON v.ID = a.AttributeVariableId WHERE v.AttributeVariable = 'Type'
"""


class DnaError(PipelineError):
    """A file is no database of Discourse Network Analyzer."""


def read(database: Path, out: Path) -> list[Path]:
    """Write the documents of a DNA database and their statements as JSON lines and return the file written.

    A document's `id` is the name of the file it came from, where the notes tell it, else its title. Without a person or
    organization a statement is the narrator's. Raises DnaError when ``database`` is not one of DNA.
    """
    if not database.is_file():
        raise DnaError(f"{database} is not a file; give a database of Discourse Network Analyzer (.dna)")
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            lines = list(gold(opened))
    except sqlite3.DatabaseError as error:
        raise DnaError(f"{database} cannot be read as a DNA database ({error}); save it again in DNA 3") from error
    with schema.replacing(out) as path, path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return [out]


def gold(database: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Yield each document of a database with its sentences and the concessions coded in it."""
    kinds = dict(database.execute(KINDS))
    values: dict[int, dict[str, Any]] = defaultdict(dict)
    for statement, variable, value, entity in database.execute(TEXTS):
        values[statement][variable] = value
        if variable == "person":
            values[statement]["kind"] = kinds.get(entity)
    coded = defaultdict(list)
    for number, document, start, stop in database.execute("SELECT ID, DocumentId, Start, Stop FROM STATEMENTS"):
        coded[document].append((start, stop, values[number]))
    for number, title, text, notes in database.execute("SELECT ID, Title, Text, Notes FROM DOCUMENTS ORDER BY ID"):
        offsets, bounds = Offsets(text), sentences.split(text)
        rows = []
        for start, stop, found in sorted(coded[number], key=lambda row: row[:2]):
            span = Span(offsets.characters(start), offsets.characters(stop))
            rows.append({"sentence": _sentence(bounds, span), "start": span.start, "end": span.end, **row(found)})
        yield {"id": _name(title, notes), "text": text, "sentences": [[*b] for b in bounds], "concessions": rows}


def row(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return what gold has of a statement: its holder and labels, null where DNA has none."""
    holder = found.get("person") or found.get("organization") or "NARRATOR"
    stances = {number: name for name, number in STANCES.items() if number}
    agreement = found.get("agreement")
    sided = None if agreement is None else ("support" if agreement else "oppose")
    return {
        "holder": "AUTHOR" if found.get("kind") == "author" else holder,
        "move": found.get("move") or None,
        "modality": found.get("modality") or None,
        "stance": found.get("position") or stances.get(found.get("stance") or 0) or sided,
        "efficacy": found.get("efficacy") or None,
        "items": [found["item"]] if found.get("item") else [],
    }


def _sentence(bounds: list[Span], span: Span) -> int:
    if not bounds:
        raise DnaError(f"a statement at {span.start} to {span.end} stands in a document without text; delete it in DNA")
    return max(range(len(bounds)), key=lambda n: (overlap(bounds[n], span), -n))


def _name(title: str, notes: str | None) -> str:
    files = [line.removeprefix(FILE) for line in (notes or "").splitlines() if line.startswith(FILE)]
    return PurePosixPath(files[0]).stem if files else title
