"""A temporary store on disk for articles on their way, since tables are written in the order of their keys.

Articles come in the order of their paths and leave in the order of their ids; the store keeps memory from growing.
"""

import dataclasses
import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.records import Article, Reject
from pipeline.scratch import WriteError


def body_of(article: Article) -> str:
    """Return the text below headline and deck, which each paper writes anew."""
    heads = sum(1 for part in (article.title, article.subtitle) if part is not None)
    return "\n\n".join(article.text.split("\n\n")[heads:])


def packed(row: Article | Reject) -> dict[str, Any]:
    """Return a row as plain values that JSON knows."""
    values = {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}
    if isinstance(row, Article):
        values["published"] = row.published.isoformat() if row.published else None
    return values


def unpacked(values: dict[str, Any]) -> Article | Reject:
    """Return the row that :func:`packed` made plain values of."""
    if "reason" in values:
        return Reject(**values)
    published = date.fromisoformat(values["published"]) if values["published"] else None
    lists = {name: tuple(values[name]) for name in ("authors", "captions")}
    return Article(**{**values, **lists, "published": published})


class Spool:
    """Takes articles and rejects in any order, gives them back by key; use it as a context manager.

    ``folder`` is for it alone. Raises WriteError when the disk does not take them.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "spool.sqlite"
        self._db = sqlite3.connect(self._path)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("CREATE TABLE articles (id TEXT PRIMARY KEY, text TEXT, body TEXT, rest TEXT) WITHOUT ROWID")
        self._db.execute("CREATE TABLE rejects (path TEXT, record INTEGER, row TEXT, PRIMARY KEY (path, record))")

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, kind: object, error: BaseException | None, at: object) -> None:
        self._db.close()
        if isinstance(error, sqlite3.Error):
            raise WriteError(f"{self._path} cannot be written: {error}; free space and run again") from error

    def add(self, article: Article, *, duplicate_of: str | None) -> None:
        """Keep an article, marked as a near-copy of another or not."""
        row = packed(dataclasses.replace(article, duplicate_of=duplicate_of))
        self._db.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?)",
            (article.article_id, row.pop("text"), body_of(article), json.dumps(row)),
        )

    def reject(self, reject: Reject) -> None:
        """Keep a reject."""
        row = json.dumps(packed(reject))
        self._db.execute("INSERT INTO rejects VALUES (?, ?, ?)", (reject.path, reject.record, row))

    def body_of(self, article_id: str) -> str:
        """Return the body of an article that was kept."""
        return str(self._db.execute("SELECT body FROM articles WHERE id = ?", (article_id,)).fetchone()[0])

    def articles(self) -> Iterator[Article | Reject]:
        """Yield all articles in the order of article_id."""
        for text, rest in self._db.execute("SELECT text, rest FROM articles ORDER BY id"):
            yield unpacked({"text": text, **json.loads(rest)})

    def rejects(self) -> Iterator[Article | Reject]:
        """Yield all rejects in the order of path and record."""
        for (row,) in self._db.execute("SELECT row FROM rejects ORDER BY path, record"):
            yield unpacked(json.loads(row))
