"""Write and read the parses as DocBin shards, in the order of article_id.

Only what a parse holds passes on (words, tags, lemmas, dependencies, entities, sentence starts); never custom
attributes. The i-th document of all shards together belongs to the i-th article of `articles.parquet`.
"""

import itertools
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from pipeline.schema import TableError, replacing

FOLDER = "docs"
ATTRS = ("ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE")


def write(tables: Path, docs: Iterable[Doc], *, shard_size: int) -> Iterator[Doc]:
    """Write documents to ``tables/docs`` as shards of ``shard_size``, and yield each one on.

    Shards of an earlier run that are no longer needed are removed at the end.
    """
    folder = tables / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    stream, kept = iter(docs), set()
    for number in itertools.count():
        shard = DocBin(attrs=list(ATTRS))
        for doc in itertools.islice(stream, shard_size):
            shard.add(doc)
            yield doc
        if not len(shard):
            break
        path = folder / f"{number:05d}.spacy"
        kept.add(path)
        with replacing(path) as temporary:
            temporary.write_bytes(shard.to_bytes())
    for stale in set(folder.iterdir()) - kept:
        shutil.rmtree(stale) if stale.is_dir() else stale.unlink()


def read(tables: Path, *, vocab: Vocab | None = None) -> Iterator[Doc]:
    """Yield the documents of ``tables/docs`` in order; raises TableError when there is no such folder."""
    folder = tables / FOLDER
    if not folder.is_dir():
        raise TableError(f"{folder} is missing; run pipeline tokenize first")
    vocab = vocab or spacy.blank("en").vocab
    for path in sorted(folder.glob("*.spacy")):
        yield from DocBin().from_disk(path).get_docs(vocab)
