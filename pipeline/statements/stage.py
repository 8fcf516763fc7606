"""Stage `statements`: the wide table people open, and a description of all tables in words."""

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from pipeline import schema, slices
from pipeline.corrections import Correction, CorrectionError, Place, by_place, parse
from pipeline.params import StatementsParams, provenance
from pipeline.progress import Track, silent
from pipeline.records import RECORDS, Article, Concession, Relation, Speaker, Stance, Statement, Token, Unit
from pipeline.statements import reviewed, userlist
from pipeline.statements.concepts import Tally, concepts, idea_of, item_tokens
from pipeline.statements.datapackage import descriptor
from pipeline.statements.userlist import ConceptListError, Listed
from pipeline.statements.views import statements


class Key(NamedTuple):
    """Where the concept of a concession comes from: the user's list, else the idea it is about, else nowhere."""

    concept: str | None
    idea: str | None


DATAPACKAGE = "datapackage.json"


def run(tables: Path, *, params: StatementsParams, track: Track = silent) -> None:
    """Read all that is said of each article's concessions; write statements and the data package.

    Memory holds the speakers, one short string a concession, and the ideas that occur. Raises TableError when a table
    is missing or two do not fit together, ConceptListError or CorrectionError when a file of the user's cannot be used.
    """
    tally, keys = tallied(tables, params=params, track=track)
    write(tables, keys, concepts(tally, similarity=params.concept_similarity), params=params, track=track)
    describe(tables)


def write(
    tables: Path, keys: Sequence[Key], found: Mapping[str, str], *, params: StatementsParams, track: Track = silent
) -> None:
    """Write the statements; ``keys`` are as :func:`tallied` returns them, ``found`` gives the concept of each idea."""
    labels = (key.concept if key.idea is None else found[key.idea] for key in keys)
    reviews = _reviews(params.reviews)
    speakers = {s.speaker_id: s for s in schema.read(tables, Speaker)}
    rows = slices.by_article(tables, Article, Concession, Stance, Unit, Relation)
    with schema.writing(tables, Statement, metadata=provenance(params)) as table:
        for article, moves, *others in track(rows, what="statements"):
            of_article = [next(labels) for _ in moves]
            said = statements(article, moves, *others, speakers=speakers, concepts=of_article)
            table.add(reviewed.apply(article, said, reviews))


def describe(tables: Path) -> None:
    """Write the description of all tables."""
    parts = {record: [p.relative_to(tables).as_posix() for p in schema.parts(tables, record)] for record in RECORDS}
    several = {record: found for record, found in parts.items() if len(found) > 1}
    package = descriptor(RECORDS, version=version("concession-miner"), parts=several)
    with schema.replacing(tables / DATAPACKAGE) as path:
        path.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def tallied(tables: Path, *, params: StatementsParams, track: Track = silent) -> tuple[Tally, list[Key]]:
    """Return how often each idea occurs, and the key of each concession, in the table's order."""
    listed = _listed(params.concepts)
    tally, keys = Tally(), list[Key]()
    shared: dict[Key, Key] = {}
    rows = slices.by_article(tables, Article, Concession, Token)
    for article, moves, tokens in track(rows, what="concepts"):
        for concession in moves:
            own = userlist.concept_of(item_tokens(article, concession, tokens), listed)
            idea = None if own is not None else idea_of(article, concession, tokens, words=params.concept_words)
            if idea is not None:
                tally.add(idea, count=0 if article.duplicate_of else 1)
            key = Key(own, idea.key if idea else None)
            keys.append(shared.setdefault(key, key))
    return tally, keys


def _reviews(path: str | None) -> Mapping[Place, Sequence[Correction]]:
    if path is None:
        return {}
    file = Path(path)
    if not file.is_file():
        raise CorrectionError(f"{path} (statements.reviews) is not a file; give a file of corrections or null")
    return by_place(parse(file.read_text(encoding="utf-8").splitlines(), source=path))


def _listed(path: str | None) -> list[Listed]:
    if path is None:
        return []
    file = Path(path)
    if not file.is_file():
        raise ConceptListError(f"{path} (statements.concepts) is not a file; give a CSV file or null")
    with file.open(encoding="utf-8", newline="") as lines:
        return userlist.parse(lines, source=path)
