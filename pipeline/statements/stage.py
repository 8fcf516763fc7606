"""Stage `statements`: the wide table people open, and a description of all tables in words."""

import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import numpy as np
from pyarrow import RecordBatch

from pipeline import schema, slices
from pipeline.corrections import Correction, CorrectionError, Place, by_place, parse
from pipeline.params import StatementsParams, provenance
from pipeline.progress import Track, silent
from pipeline.records import RECORDS, Article, Concession, Relation, Speaker, Stance, Statement, Token, Unit
from pipeline.statements import reviewed, userlist
from pipeline.statements.concepts import Tally, concepts, idea_of, item_span, item_tokens
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
    for one, conceded, words in track(slices.batches(tables, Article, Concession, Token), what="concepts"):
        if not conceded.num_rows:
            continue
        (article,), moves = schema.as_records(Article, one), list(schema.as_records(Concession, conceded))
        tokens = _of_items(article, moves, words)
        for concession in moves:
            own = userlist.concept_of(item_tokens(article, concession, tokens), listed)
            idea = None if own is not None else idea_of(article, concession, tokens, words=params.concept_words)
            if idea is not None:
                tally.add(idea, count=0 if article.duplicate_of else 1)
            key = Key(own, idea.key if idea else None)
            keys.append(shared.setdefault(key, key))
    return tally, keys


def _of_items(article: Article, moves: Iterable[Concession], words: RecordBatch) -> list[Token]:
    """The tokens of the items alone: of all tables that of tokens is by far the longest."""
    starts = words.column("start").to_numpy()
    spans = [span for span in (item_span(article, one) for one in moves) if span]
    places = [np.arange(*np.searchsorted(starts, [span.start, span.end])) for span in spans]
    near = np.unique(np.concatenate(places)) if places else np.empty(0, np.int64)
    return list(schema.as_records(Token, words.take(near)))


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
