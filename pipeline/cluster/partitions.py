"""Partitions: articles that follow each other in `articles`, in a folder that a worker fills with their tables."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pyarrow.parquet as pq

from pipeline import docs, schema
from pipeline.records import RECORDS, Article, Reject, Speaker

ASIDE = "aside"
"""Folder of rows whose speakers are not settled yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """Articles of one folder: how many, and the first and last of their ids. Names sort as the articles do."""

    folder: Path
    count: int
    first: str
    last: str

    @property
    def name(self) -> str:
        """Return the name of the folder."""
        return self.folder.name


def split(tables: Path, work: Path, *, size: int) -> list[Partition]:
    """Part the articles of ``tables`` into folders below ``work``, of at most ``size`` articles each."""
    metadata = provenance_of(tables, Article)
    articles, found = schema.read(tables, Article), list[Partition]()
    while some := list(islice(articles, size)):
        found.append(_written(work / f"{len(found):06d}", some, metadata))
    return found


def halved(partition: Partition) -> list[Partition]:
    """Part a partition in two, from the beginning: what was worked out of it is dropped."""
    metadata = provenance_of(partition.folder, Article)
    articles = list(schema.read(partition.folder, Article))
    middle = len(articles) // 2
    folder = partition.folder
    found = [
        _written(folder.with_name(f"{folder.name}-{n}"), half, metadata)
        for n, half in enumerate((articles[:middle], articles[middle:]))
    ]
    shutil.rmtree(folder)
    return found


def _written(folder: Path, articles: list[Article], metadata: dict[str, str]) -> Partition:
    schema.write(folder, Article, articles, metadata=metadata)
    return Partition(folder=folder, count=len(articles), first=articles[0].article_id, last=articles[-1].article_id)


def provenance_of(tables: Path, record: type) -> dict[str, str]:
    """Return what the Parquet metadata of a table says of its making."""
    told = pq.read_schema(schema.parts(tables, record)[0]).metadata or {}
    return {key.decode(): value.decode() for key, value in told.items() if key.startswith(b"pipeline_")}


def orphaned(partitions: Iterable[Partition], lost: set[str]) -> Iterator[Partition]:
    """Make the first copy of each lost article the one that others repeat; yield the partitions that changed."""
    heirs: dict[str, str] = {}
    for partition in partitions:
        changed = False
        articles = []
        for article in schema.read(partition.folder, Article):
            of = article.duplicate_of
            if of in lost:
                changed = True
                heir = heirs.setdefault(of, article.article_id)
                article = replace(article, duplicate_of=None if heir == article.article_id else heir)
            articles.append(article)
        if changed:
            metadata = provenance_of(partition.folder, Article)
            schema.write(partition.folder, Article, articles, metadata=metadata)
            yield partition


def gather(partitions: Iterable[Partition], tables: Path) -> None:
    """Move the tables of all partitions to ``tables``, as parts; each table appears when all its parts are there."""
    ordered = sorted(partitions, key=lambda one: one.first)
    for record in RECORDS:
        if record in (Reject, Speaker):
            continue
        with schema.gathering(tables, record) as folder:
            for number, one in enumerate(ordered):
                schema.table_path(one.folder, record).rename(folder / f"part-{number:06d}.parquet")
    shards = tables / docs.FOLDER
    shutil.rmtree(shards, ignore_errors=True)
    shards.mkdir()
    for number, one in enumerate(ordered):
        for shard in sorted((one.folder / docs.FOLDER).glob("*.spacy")):
            shard.rename(shards / f"{number:06d}-{shard.name}")
