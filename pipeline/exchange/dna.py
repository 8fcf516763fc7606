"""A Discourse Network Analyzer 3 database (SQLite): articles, and statements that people code on in DNA.

DNA (Leifeld 2017, The Oxford Handbook of Political Networks) needs a value for every variable of a statement, so there
are two types: statements for or against, with `agreement`, and statements that take no side, without. Offsets count as
Java counts, in UTF-16 units. The coder is `Admin`, the password `admin`.
"""

import base64
import bisect
import hashlib
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path

from pipeline import schema, slices
from pipeline.records import Article, Statement

VERSION = "3.0.7"
CODER, PASSWORD = 1, "admin"
SALT = b"concession miner"
ROUNDS = 100_000
LONGEST = 190
"""Characters that a title or the value of a short text may have."""
SIDED, SIDELESS = "DNA Statement", "No side taken"
TYPES = {SIDED: (1, (239, 208, 51)), SIDELESS: (2, (170, 170, 170))}
SHORT = ("person", "organization", "concept", "move", "modality", "position", "efficacy")
LONG = ("item", "statement_id")
ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "person": ("Type", "Role", "Country"),
    "organization": ("Type", "Country"),
    "concept": (),
}
FILE = "file "
"""Begins the line of a document's notes that names the file it was read from."""
STANCES = {"support": 1, "oppose": -1, "conditional": 0, "none": 0}


@dataclass(slots=True)
class Writer:
    """An open database and the numbers of its variables and entities."""

    database: sqlite3.Connection
    variables: dict[tuple[int, str], int] = field(default_factory=dict)
    entities: dict[tuple[int, str], int] = field(default_factory=dict)
    attributes: dict[tuple[int, str], int] = field(default_factory=dict)

    def add(self, table: str, **values: object) -> int:
        """Insert a row and return its number; ``table`` and the names of columns are our own words."""
        names, marks = ", ".join(values), ", ".join("?" for _ in values)
        made = self.database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))  # noqa: S608
        return int(made.lastrowid or 0)

    def entity(self, variable: int, value: str, **attributes: str | None) -> int:
        """Return the number of a value of a short text; attributes are those of its first mention."""
        value = shortened(value)
        if (variable, value) not in self.entities:
            number = self.add("ENTITIES", VariableId=variable, Value=value, Red=0, Green=0, Blue=0)
            self.entities[variable, value] = number
            for (of, name), attribute in self.attributes.items():
                if of == variable:
                    words = shortened(attributes.get(name) or "")
                    self.add("ATTRIBUTEVALUES", EntityId=number, AttributeVariableId=attribute, AttributeValue=words)
        return self.entities[variable, value]


def export(tables: Path, out: Path) -> list[Path]:
    """Write a DNA database with one document an article, duplicates too, and return the file written.

    Raises TableError when a table is missing or two do not fit together.
    """
    with schema.replacing(out) as path, closing(sqlite3.connect(path)) as database:
        writer = begun(database)
        rows = slices.by_article(tables, Article, Statement)
        for number, (article, statements) in enumerate(rows, 1):
            _document(writer, number, article)
            units = Offsets(article.text)
            for one in (s for s in statements if s.stands):
                _statement(writer, number, one, units)
        database.commit()
    return [out]


def begun(database: sqlite3.Connection) -> Writer:
    """Make the tables of an empty database, its coder, statement types and variables."""
    database.executescript(resources.files("pipeline.exchange").joinpath("dna.sql").read_text(encoding="utf-8"))
    database.execute("PRAGMA foreign_keys = ON")
    writer = Writer(database)
    writer.add("SETTINGS", Property="version", Value=VERSION)
    writer.add("CODERS", ID=CODER, Name="Admin", Red=255, Green=255, Blue=0, Password=hashed(PASSWORD, SALT))
    for label, (number, (red, green, blue)) in TYPES.items():
        writer.add("STATEMENTTYPES", ID=number, Label=label, Red=red, Green=green, Blue=blue)
        kinds = {"agreement": "boolean"} if label == SIDED else {}
        kinds = {**dict.fromkeys(SHORT[:3], "short text"), **kinds, "stance": "integer"}
        kinds |= {**dict.fromkeys(SHORT[3:], "short text"), **dict.fromkeys(LONG, "long text")}
        for name, kind in kinds.items():
            made = writer.add("VARIABLES", Variable=name, DataType=kind, StatementTypeId=number)
            writer.variables[number, name] = made
            for attribute in ATTRIBUTES.get(name, ()):
                writer.attributes[made, attribute] = writer.add(
                    "ATTRIBUTEVARIABLES", VariableId=made, AttributeVariable=attribute
                )
            if kind == "short text":
                writer.entity(made, "")
    return writer


def hashed(password: str, salt: bytes) -> str:
    """Return a password as DNA keeps it: 16 bytes of salt, 100,000 rounds of SHA-256 (jasypt's strong encryptor)."""
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()


def shortened(words: str) -> str:
    """Return words on one line, cut where DNA allows no more; it counts in UTF-16 units."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def seconds(day: date | None) -> int:
    """Return midnight UTC of a day in seconds since 1970; an unknown day is the first of 1970."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day else 0


class Offsets:
    """Character offsets of a text counted in UTF-16 units: those beyond the basic plane count twice."""

    def __init__(self, text: str) -> None:
        self.high = [at for at, character in enumerate(text) if ord(character) > 0xFFFF]

    def units(self, at: int) -> int:
        """Return the UTF-16 units before a character."""
        return at + bisect.bisect_left(self.high, at)

    def characters(self, units: int) -> int:
        """Return the character at so many UTF-16 units."""
        for number, place in enumerate(self.high):
            if units <= place + number:
                return units - number
        return units - len(self.high)


def value(one: Statement, variable: str) -> str:
    """Return what a statement has in a variable of short or long text; nothing is an empty string."""
    return str(getattr(one, "stance" if variable == "position" else variable) or "")


def _about(one: Statement, variable: str) -> dict[str, str | None]:
    """What is known of a statement's person, or of the organization that holds it itself."""
    if variable == "organization" and one.person is not None:
        return {}
    return {"Type": one.speaker_kind, "Role": one.role, "Country": one.country}


def _document(writer: Writer, number: int, article: Article) -> None:
    notes = [f"{FILE}{article.path}", f"article {article.article_id}", article.url]
    notes += [f"copy of {article.duplicate_of}" if article.duplicate_of else None]
    notes += [None if article.published else "date unknown"]
    writer.add(
        "DOCUMENTS",
        ID=number,
        Title=shortened(article.title or article.path),
        Text=article.text,
        Coder=CODER,
        Author=shortened(", ".join(article.authors)),
        Source=shortened(article.publisher or ""),
        Section="",
        Notes="\n".join(note for note in notes if note),
        Type=article.genre,
        Date=seconds(article.published),
    )


def _statement(writer: Writer, document: int, one: Statement, units: Offsets) -> None:
    kind, _ = TYPES[SIDELESS if one.agreement is None else SIDED]
    made = writer.add(
        "STATEMENTS",
        StatementTypeId=kind,
        DocumentId=document,
        Start=units.units(one.start),
        Stop=units.units(one.end),
        Coder=CODER,
    )

    def variable(name: str) -> dict[str, int]:
        return {"StatementId": made, "VariableId": writer.variables[kind, name]}

    for name in SHORT:
        entity = writer.entity(writer.variables[kind, name], value(one, name), **_about(one, name))
        writer.add("DATASHORTTEXT", **variable(name), Entity=entity)
    for name in LONG:
        writer.add("DATALONGTEXT", **variable(name), Value=value(one, name))
    if one.agreement is not None:
        writer.add("DATABOOLEAN", **variable("agreement"), Value=int(one.agreement))
    writer.add("DATAINTEGER", **variable("stance"), Value=STANCES[one.stance])
