"""Write and read the parses as DocBin shards, in the order of article_id.

Only what a parse holds passes on (words, tags, lemmas, dependencies, entities, sentence starts); never custom
attributes. The i-th document of all shards together belongs to the i-th article of `articles.parquet`.
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.lang.en import English
from spacy.strings import get_string_id
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab, create_vocab

from pipeline.schema import TableError, replacing

FOLDER = "docs"
ATTRS = ("ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE")


class Shard:
    """Parses that are kept together, with the strings of them all."""

    def __init__(self, bin_: DocBin) -> None:
        self.bin = bin_
        self.names = {get_string_id(string): string for string in bin_.strings}
        """Strings by the numbers that stand for them."""

    def __iter__(self) -> "Iterator[Parse]":
        return (Parse(self, place) for place in range(len(self.bin)))


@dataclass(frozen=True, slots=True)
class Parse:
    """The parse of one article as it is kept: that of its place in a shard, read when it is asked for."""

    shard: Shard
    place: int

    @property
    def digest(self) -> bytes:
        """Return 16 bytes that tell this parse from any other."""
        content = hashlib.blake2b(self.shard.bin.tokens[self.place].tobytes(), digest_size=16)
        content.update(self.shard.bin.spaces[self.place].tobytes())
        return content.digest()

    def doc(self, vocab: Vocab) -> Doc:
        """Return the document; its strings go to ``vocab``."""
        alone = self.alone()
        for string in alone.strings:
            vocab.strings.add(string)
        alone.strings = set()  # or each becomes a lexeme of the vocabulary, words or not
        (doc,) = alone.get_docs(vocab)
        return doc

    def alone(self) -> DocBin:
        """Return it in a bin of its own, with no other string than its own."""
        whole, found = self.shard.bin, DocBin(attrs=list(ATTRS))
        found.tokens, found.spaces = [whole.tokens[self.place]], [whole.spaces[self.place]]
        found.cats, found.flags = [whole.cats[self.place]], [whole.flags[self.place]]
        found.span_groups, found.user_data = [whole.span_groups[self.place]], [None]
        own = np.unique(whole.tokens[self.place]).tolist()
        found.strings = {self.shard.names[number] for number in own if number in self.shard.names}
        return found


def packed(doc: Doc) -> bytes:
    """Return a document as the bytes of a bin of its own."""
    found = DocBin(attrs=list(ATTRS))
    found.add(doc)
    return found.to_bytes()


def unpacked(raw: bytes) -> Parse:
    """Return the parse that :func:`packed` made bytes of."""
    return Parse(Shard(DocBin().from_bytes(raw)), 0)


def vocab() -> Vocab:
    """Return an empty vocabulary; it grows with the words of the documents that are read with it."""
    return create_vocab("en", English.Defaults)


class ShardWriter:
    """Write parses one by one; use it as given by :func:`writing`."""

    def __init__(self, folder: Path, *, shard_size: int) -> None:
        self._folder, self._size = folder, shard_size
        self._shard = DocBin(attrs=list(ATTRS))
        self.paths: list[Path] = []

    def add(self, raw: bytes) -> None:
        """Add the next article's parse, as :func:`packed` gives it."""
        self._shard.merge(DocBin().from_bytes(raw))
        if len(self._shard) >= self._size:
            self.flush()

    def flush(self) -> None:
        """Write what is held as one shard."""
        if len(self._shard):
            path = self._folder / f"{len(self.paths):05d}.spacy"
            self.paths.append(path)
            with replacing(path) as temporary:
                temporary.write_bytes(self._shard.to_bytes())
            self._shard = DocBin(attrs=list(ATTRS))


@contextmanager
def writing(tables: Path, *, shard_size: int) -> Iterator[ShardWriter]:
    """Open ``tables/docs`` for writing, as shards of ``shard_size``.

    Shards of an earlier run that are no longer needed are removed when the block ends.
    """
    folder = tables / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    writer = ShardWriter(folder, shard_size=shard_size)
    yield writer
    writer.flush()
    for stale in set(folder.iterdir()) - set(writer.paths):
        shutil.rmtree(stale) if stale.is_dir() else stale.unlink()


def parses(tables: Path) -> Iterator[Parse]:
    """Yield the parses of ``tables/docs`` in order, unread; raises TableError when there is no such folder."""
    folder = tables / FOLDER
    if not folder.is_dir():
        raise TableError(f"{folder} is missing; run pipeline tokenize first")
    for path in sorted(folder.glob("*.spacy")):
        yield from Shard(DocBin().from_disk(path))


def read(tables: Path) -> Iterator[Doc]:
    """Yield the documents of ``tables/docs`` in order; raises TableError when there is no such folder."""
    shard, words = None, vocab()
    for parse in parses(tables):
        if parse.shard is not shard:  # a vocabulary a shard: memory does not grow with the number of articles
            shard, words = parse.shard, vocab()
        yield parse.doc(words)
