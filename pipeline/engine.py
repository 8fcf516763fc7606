"""How the articles of a run are worked out: looked up first, the rest here or in processes, given back in order."""

import itertools
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline import cache, each, schema
from pipeline.cache import Cache
from pipeline.each import Item, Task
from pipeline.errors import PipelineError
from pipeline.params import provenance
from pipeline.progress import Track, silent
from pipeline.records import Article

ARTICLES, LETTERS = 16, 100_000
"""Most articles, and about how many characters, that are worked out at once."""
AHEAD = 3
"""Batches that wait in order for each process."""
FEW = 4
"""So few articles are worked out sooner than a process starts."""


MOST = 4
"""Processes that are started when nobody says how many; each needs about a gigabyte of memory."""


class WorkerError(PipelineError):
    """A process that worked out articles died."""


@dataclass(slots=True)
class Batch:
    """Articles on their way: their keys, what is known of them, and the promise of the rest."""

    items: Sequence[Item]
    keys: Sequence[bytes]
    known: dict[bytes, bytes]
    missing: Sequence[int]
    promise: Future[list[bytes]] | None


class Engine:
    """Works out articles in ``workers`` processes, or here when there is one; use it as a context manager.

    What is in ``cache``, if given, is not worked out again.
    """

    def __init__(self, *, workers: int = 1, cache: Cache | None = None) -> None:
        self.workers, self._cache = workers, cache
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def each(self, tables: Path, task: Task, *, track: Track = silent) -> Iterator[tuple[Any, ...]]:
        """Yield what a task makes of each article of ``tables``, in order: Arrow rows, bytes for a parse.

        Raises TableError as :func:`each.items`, WorkerError when a process dies.
        """
        found = track(self._made(task, each.items(tables, task)), what="articles", total=schema.count(tables, Article))
        return (each.parts(task, made) for made in found)

    def write(self, tables: Path, task: Task, *, track: Track = silent) -> None:
        """Write the tables that a task gives; raises as :meth:`each`."""
        with ExitStack() as stack:
            metadata = provenance(task.params, models=task.models)
            writers = [stack.enter_context(schema.writing(tables, kind, metadata=metadata)) for kind in task.gives]
            for made in self.each(tables, task, track=track):
                for writer, batch in zip(writers, made, strict=True):
                    writer.add_batch(batch)

    def remembered(self, stage: str, key: bytes, make: Callable[[], bytes]) -> bytes:
        """Return what is kept by ``key``, else what ``make`` returns; that is kept from now on."""
        known = self._cache.get([key]) if self._cache else {}
        if key in known:
            return known[key]
        made = make()
        if self._cache:
            self._cache.put(stage, [(key, made)])
        return made

    def _made(self, task: Task, items: Iterator[Item]) -> Iterator[bytes]:
        batches = _batches(items)
        first = list(itertools.islice(batches, 2))
        spread = self.workers > 1 and len(first) > 1
        waiting = deque[Batch]()
        for found in itertools.chain(first, batches):
            waiting.append(self._begun(task, found, spread=spread))
            if len(waiting) > (AHEAD * self.workers if spread else 0):
                yield from self._ended(task, waiting.popleft())
        while waiting:
            yield from self._ended(task, waiting.popleft())

    def _begun(self, task: Task, items: Sequence[Item], *, spread: bool) -> Batch:
        keys = [item.key(task) for item in items] if self._cache else []
        known = dict(self._cache.get(keys)) if self._cache else {}
        missing = [n for n in range(len(items)) if not keys or keys[n] not in known]
        promise = None
        if missing and spread and (self._pool is not None or len(missing) > FEW):
            if self._pool is None:
                self._pool = ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"))
            try:
                promise = self._pool.submit(each.work, task, [items[n] for n in missing])
            except BrokenProcessPool as error:
                raise _died(task, items) from error
        return Batch(items, keys, known, missing, promise)

    def _ended(self, task: Task, batch: Batch) -> Iterator[bytes]:
        if batch.promise is not None:
            try:
                made = batch.promise.result()
            except BrokenProcessPool as error:
                raise _died(task, batch.items) from error
        else:
            made = each.work(task, [batch.items[n] for n in batch.missing]) if batch.missing else []
        if self._cache and made:
            self._cache.put(task.stage, ((batch.keys[n], one) for n, one in zip(batch.missing, made, strict=True)))
        new = dict(zip(batch.missing, made, strict=True))
        for n in range(len(batch.items)):
            yield new[n] if n in new else batch.known[batch.keys[n]]


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    held, letters = list[Item](), 0
    for item in items:
        held.append(item)
        letters += item.letters
        if len(held) >= ARTICLES or letters >= LETTERS:
            yield held
            held, letters = [], 0
    if held:
        yield held


def _died(task: Task, items: Sequence[Item]) -> WorkerError:
    first, last = (items[n].batches[0].column("article_id")[0].as_py() for n in (0, -1))
    return WorkerError(
        f"pipeline {task.stage}: a process died at or before the articles {first} to {last}; memory may have run out. "
        "Run again with fewer --workers; what was done is kept"
    )


@contextmanager
def opened(*, workers: int | None = None, keep: bool = True) -> Iterator[Engine]:
    """Open an engine with as many ``workers`` as there are processors (null; at most four), keeping what it makes.

    Raises CacheError when the user's cache cannot be opened.
    """
    with ExitStack() as stack:
        known = stack.enter_context(Cache(cache.folder(), limit=cache.limit())) if keep else None
        yield stack.enter_context(Engine(workers=workers or min(MOST, processors()), cache=known))


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


HERE = Engine()
"""Works out everything in this process and keeps nothing."""
