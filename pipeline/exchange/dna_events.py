"""The event list of Discourse Network Analyzer: a statement a line, for event models and spreadsheets.

Semicolons part the cells, UTF-8 without a byte-order mark. As DNA writes it, a semicolon in a text becomes a comma and
a double quotation mark a single one. A text that a spreadsheet would run as a formula has an apostrophe before it.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from pipeline import schema, slices
from pipeline.cells import inert
from pipeline.exchange.dna import LONG, SHORT, STANCES, value
from pipeline.records import Article, Statement

HEADER = ("statement ID", "time", "document ID", "document title", "author", "source", "section", "type", "text")
VARIABLES = (*SHORT[:3], "agreement", "stance", *SHORT[3:], *LONG)


def export(tables: Path, out: Path) -> list[Path]:
    """Write the event list and return the file written; raises TableError when a table is missing."""
    with schema.replacing(out) as path, path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        writer.writerow((*HEADER, *VARIABLES))
        number = 0
        for document, (article, statements) in enumerate(slices.by_article(tables, Article, Statement), 1):
            for one in (s for s in statements if s.stands):
                number += 1
                writer.writerow(_cells(number, document, article, one))
    return [out]


def _cells(number: int, document: int, article: Article, one: Statement) -> Iterator[object]:
    yield number
    yield f"{one.published} 00:00:00" if one.published else ""
    yield document
    texts = (article.title or article.path, ", ".join(article.authors), article.publisher or "", "", article.genre)
    yield from (plain(text) for text in (*texts, one.quote))
    for name in VARIABLES:
        if name == "agreement":
            yield "" if one.agreement is None else int(one.agreement)
        elif name == "stance":
            yield STANCES[one.stance]
        else:
            yield plain(value(one, name))


def plain(text: str) -> str:
    """Return a text as DNA writes it into a cell, on one line and inert."""
    return inert(" ".join(text.split()).replace(";", ",").replace('"', "'"))
