"""Each article by itself: looked up, or worked out here or in processes of its own, and given back in order.

A stage says in a :class:`Task` what it makes of one article. What it made is kept by the content of what it read, its
settings, its models and the code, so that a later run works out only what is new. The result depends on none of this.
"""

import hashlib
import json
import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

import pyarrow as pa
from spacy.tokens import Doc

from pipeline import docs, schema, slices
from pipeline.docs import Parse
from pipeline.params import provenance
from pipeline.records import Article, Speaker

FRESH = 200
"""Documents that are read with one vocabulary, which grows with their words."""
MADE_OF = (".py", ".tsv")
CODEC = pa.Codec("zstd", 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """All that a stage may look at: one article, its rows of the tables asked for, its parse, and who is named in them.

    ``rows`` are in the order of :attr:`Task.needs`. What other articles change is left out: the sha256 and
    duplicate_of, the speakers' aliases and counts. Speakers are empty and ``doc`` is null where nobody asks for them.
    """

    article: Article
    rows: tuple[list[Any], ...]
    doc: Doc | None
    speakers: Mapping[str, Speaker]

    @property
    def parsed(self) -> Doc:
        """Return the parse; raises ValueError when the task asks for none."""
        if self.doc is None:
            raise ValueError("the task does not ask for parses")
        return self.doc


Work = Callable[[Inputs], Sequence[Any]]
"""From what is known of an article to what a stage makes of it, one entry for each of :attr:`Task.gives`."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Task:
    """What a stage makes of one article.

    ``make`` is a function of a module, which a process finds by name; it gets ``params`` and returns the work.
    ``gives`` are records, and Doc for a parse; ``models`` and ``files`` are digests of what else decides.
    """

    stage: str
    make: Callable[[Any], Work]
    params: Any
    gives: tuple[type, ...]
    needs: tuple[type, ...] = ()
    parses: bool = True
    speakers: bool = False
    models: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def fingerprint(self) -> bytes:
        """Return 16 bytes that tell apart what would make something else of the same article."""
        return fingerprint(self.stage, self.params, models=self.models, files=self.files)

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Task) and self.fingerprint == other.fingerprint


def fingerprint(
    stage: str, params: Any, *, models: Mapping[str, str] | None = None, files: Mapping[str, str] | None = None
) -> bytes:
    """Return 16 bytes that stand for a stage, its settings, what else decides, and the code."""
    told = [stage, provenance(params, models=models), dict(files or {}), code()]
    return hashlib.blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=16).digest()


@cache
def code() -> str:
    """Return a digest of the package's code and word lists, and of the versions of the libraries it stands on."""
    home, total = Path(__file__).parent, hashlib.blake2b(digest_size=16)
    for file in sorted(p for p in home.rglob("*") if p.suffix in MADE_OF):
        total.update(f"{file.relative_to(home).as_posix()}\n".encode() + file.read_bytes())
    needed = (re.match(r"[\w.-]+", line) for line in metadata.requires("concession-miner") or () if ";" not in line)
    for name in sorted(found[0] for found in needed if found):
        total.update(f"{name} {metadata.version(name)}\n".encode())
    return total.hexdigest()


@dataclass(frozen=True, slots=True)
class Item:
    """One article as it goes to a process: Arrow rows of the tables, the article's first, and its parse."""

    batches: tuple[pa.RecordBatch, ...]
    people: pa.RecordBatch
    parse: Parse | None

    @property
    def letters(self) -> int:
        """Return the characters of the article's text."""
        return len(self.batches[0].column("text")[0].as_py())

    def key(self, task: Task) -> bytes:
        """Return what the stage's result is kept by."""
        total = hashlib.blake2b(task.fingerprint, digest_size=16)
        for batch in (*self.batches, self.people):
            total.update(hashlib.blake2b(batch.serialize(), digest_size=16).digest())
        total.update(self.parse.digest if self.parse else b"")
        return total.digest()


def items(tables: Path, task: Task) -> Iterator[Item]:
    """Yield the articles of ``tables`` with what a task needs of them; raises TableError as :func:`slices.batches`."""
    rows = slices.batches(tables, Article, *task.needs)
    parsed = docs.parses(tables) if task.parses else None
    people = People(tables) if task.speakers else None
    none = schema.as_batch(Speaker, [])
    for batches in rows:
        parse = next(parsed, None) if parsed is not None else None
        if parsed is not None and parse is None:
            raise schema.TableError(f"{tables / docs.FOLDER} has fewer parses than there are articles; tokenize again")
        article, *others = (_rows(batch, range(batch.num_rows)) for batch in batches)  # copies: no bit of a neighbour's
        own = (_alone(article), *others)
        yield Item(own, people.of(batches) if people else none, parse)


def _rows(batch: pa.RecordBatch, places: Iterable[int]) -> pa.RecordBatch:
    return batch.take(pa.array(places, pa.int32()))


def _alone(article: pa.RecordBatch) -> pa.RecordBatch:
    """An article without what other articles change: the digest of a file of many, the one it is a copy of."""
    for name, value in (("sha256", ""), ("duplicate_of", None)):
        place = article.schema.get_field_index(name)
        article = article.set_column(place, article.schema.field(place), pa.array([value], pa.string()))
    return article


class People:
    """The speakers of all articles, to be found by the rows that name them."""

    def __init__(self, tables: Path) -> None:
        kept = [replace(one, aliases=(), n_articles=0, n_attributions=0) for one in schema.read(tables, Speaker)]
        self._rows = schema.as_batch(Speaker, kept)
        self._places = {one.speaker_id: place for place, one in enumerate(kept)}

    def of(self, batches: Iterable[pa.RecordBatch]) -> pa.RecordBatch:
        """Return the speakers whose ids are in a column speaker_id, holder_id or speaker_ids, in the order of ids."""
        found: set[str] = set()
        for batch in batches:
            for name in ("speaker_id", "holder_id"):
                if name in batch.schema.names:
                    found.update(batch.column(name).to_pylist())
            if "speaker_ids" in batch.schema.names:
                found.update(batch.column("speaker_ids").values.to_pylist())
        return _rows(self._rows, sorted(self._places[one] for one in found if one in self._places))


class Bench:
    """Where a process works out articles: a task's models, loaded once, and a vocabulary that is renewed."""

    def __init__(self, task: Task) -> None:
        self._task, self._work = task, task.make(task.params)
        self._words, self._read = docs.vocab(), 0

    def made(self, item: Item) -> bytes:
        """Return what the stage makes of an article, as :func:`parts` reads it."""
        article, *rows = (
            list[Any](schema.as_records(record, batch))
            for record, batch in zip((Article, *self._task.needs), item.batches, strict=True)
        )
        speakers = {one.speaker_id: one for one in schema.as_records(Speaker, item.people)}
        inputs = Inputs(article=article[0], rows=tuple(rows), doc=self._doc(item), speakers=speakers)
        found = [_part(kind, made) for kind, made in zip(self._task.gives, self._work(inputs), strict=True)]
        whole = struct.pack(f"<{len(found)}I", *map(len, found)) + b"".join(found)
        return struct.pack("<I", len(whole)) + bytes(CODEC.compress(whole, asbytes=True))

    def _doc(self, item: Item) -> Doc | None:
        if item.parse is None:
            return None
        self._read += 1
        if self._read % FRESH == 0:
            self._words = docs.vocab()
        return item.parse.doc(self._words)


bench = lru_cache(maxsize=1)(Bench)
"""The bench of a process; it changes with the task."""
benches = cache(Bench)
"""The benches of a process that goes through all stages again and again; none is given up."""


def work(task: Task, found: Sequence[Item]) -> list[bytes]:
    """Return what a task makes of articles, in order; this is what a process is asked for."""
    return [_bench(task).made(item) for item in found]


_bench: Callable[[Task], Bench] = bench


def keep_benches() -> None:
    """Let this process keep the models of all tasks from now on."""
    global _bench  # a process is told once what it is for
    _bench = benches


def _part(kind: type, made: Any) -> bytes:
    """Rows, given as records or columns, or a parse, as bytes."""
    if kind is Doc:
        return docs.packed(made)
    batch = schema.as_columns(kind, made) if isinstance(made, Mapping) else schema.as_batch(kind, made)
    return bytes(batch.serialize())


def parts(task: Task, made: bytes) -> tuple[Any, ...]:
    """Return what a stage made of one article: Arrow rows, or the bytes of a parse, as :attr:`Task.gives` says."""
    whole = CODEC.decompress(made[4:], struct.unpack_from("<I", made)[0], asbytes=True)
    count = len(task.gives)
    sizes, at, found = struct.unpack_from(f"<{count}I", whole), 4 * count, []
    for kind, size in zip(task.gives, sizes, strict=True):
        raw = whole[at : at + size]
        found.append(raw if kind is Doc else pa.ipc.read_record_batch(pa.py_buffer(raw), schema.schema_of(kind)))
        at += size
    return tuple(found)
