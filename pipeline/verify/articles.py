"""Faults between tables: they are read side by side, article by article."""

import heapq
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.records import RECORDS, Article, Speaker
from pipeline.schema import read, read_batches
from pipeline.verify.case import Case
from pipeline.verify.checks import CHECKS
from pipeline.verify.fault import fault, key_of


def article_faults(tables: Path, sound: set[type]) -> Iterator[str]:
    """Yield the faults of each article's rows in the ``sound`` tables, `articles` being one of them."""
    speakers = {s.speaker_id: s for s in read(tables, Speaker)} if Speaker in sound else {}
    checks = [check for check in CHECKS if check.needs <= sound]
    for article_id, rows in grouped(tables, sound):
        if Article not in rows:
            yield from _orphans(article_id, rows)
            continue
        case = Case(article=rows[Article][0], rows=rows, speakers=speakers)
        for check in checks:
            yield from check.faults(case)


def grouped(tables: Path, sound: set[type]) -> Iterator[tuple[str, dict[type, list[Any]]]]:
    """Yield each article_id with its rows of all sound tables that have one; only one article is held at a time."""
    streams = [_groups(tables, record) for record in RECORDS if record in sound and _by_article(record)]
    merged = heapq.merge(*streams, key=lambda group: group[0])
    for article_id, groups in itertools.groupby(merged, key=lambda group: group[0]):
        rows: dict[type, list[Any]] = {}
        for _, record, found in groups:
            rows.setdefault(record, []).extend(found)
        yield article_id, rows


def _groups(tables: Path, record: type) -> Iterator[tuple[str, type, list[Any]]]:
    rows: Iterator[Any] = read(tables, record)
    for article_id, group in itertools.groupby(rows, key=lambda row: row.article_id):
        yield article_id, record, list(group)


def _by_article(record: type) -> bool:
    return "article_id" in record.__annotations__


def _orphans(article_id: str, rows: dict[type, list[Any]]) -> Iterator[str]:
    for record, found in rows.items():
        yield fault(record, key_of(found[0]), "article_id", found=article_id, wanted="an id of articles")


def duplicate_faults(tables: Path) -> Iterator[str]:
    """Yield the articles whose `duplicate_of` is no other article."""
    targets: dict[str, str] = {}
    for article_id, duplicate_of in _duplicates(tables):
        if duplicate_of is not None:
            targets.setdefault(duplicate_of, article_id)
            if duplicate_of == article_id:
                yield fault(Article, (article_id,), "duplicate_of", found=article_id, wanted="another article")
    for article_id, _ in _duplicates(tables):
        targets.pop(article_id, None)
    for target, article_id in targets.items():
        yield fault(Article, (article_id,), "duplicate_of", found=target, wanted="an article_id of articles")


def _duplicates(tables: Path) -> Iterator[tuple[str, str | None]]:
    for batch in read_batches(tables, Article, columns=["article_id", "duplicate_of"]):
        yield from zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True)
