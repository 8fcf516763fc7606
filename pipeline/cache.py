"""What was worked out before, by content: a store on disk that later runs, and others at the same time, read from.

SQLite in its write-ahead mode: what is written is there whole or not at all, whenever a process dies.
"""

import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from time import time
from types import TracebackType

from platformdirs import user_cache_path

from pipeline.errors import PipelineError

PLACE, LIMIT = "PIPELINE_CACHE", "PIPELINE_CACHE_MB"
"""Environment variables: the folder, and the most megabytes that are kept."""
DEFAULT_MB = 5_000
DAY = 86_400
PATIENCE = 60.0
"""Seconds that a run waits for another that is writing."""


class CacheError(PipelineError):
    """The store cannot be read or written."""


def folder() -> Path:
    """Return the folder of the store: where ``PIPELINE_CACHE`` says, else in the user's cache folder."""
    given = os.environ.get(PLACE)
    return Path(given) if given else user_cache_path("concession-miner")


def limit() -> int:
    """Return the most bytes that are kept; raises CacheError when ``PIPELINE_CACHE_MB`` is no number."""
    given = os.environ.get(LIMIT, str(DEFAULT_MB))
    if not given.isdecimal():
        raise CacheError(f"{LIMIT} is {given!r}; give a whole number of megabytes, as {DEFAULT_MB}")
    return int(given) * 1_000_000


class Cache:
    """The store; use it as a context manager. Every method raises CacheError when the file does not work."""

    def __init__(self, place: Path, *, limit: int) -> None:
        self.path, self._limit = place / "made.sqlite", limit
        try:
            place.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
            self._db.execute("PRAGMA auto_vacuum = INCREMENTAL")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS made "
                "(key BLOB PRIMARY KEY, stage TEXT, day INTEGER, size INTEGER, value BLOB)"
            )
        except (OSError, sqlite3.Error) as error:
            raise self._broken(error) from error

    def __enter__(self) -> "Cache":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self.shrink()
        finally:
            self._db.close()

    def get(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """Return what is known of these keys, by key."""
        today = int(time() // DAY)
        found: dict[bytes, bytes] = {}
        try:
            old = []
            for key in keys:
                row = self._db.execute("SELECT value, day FROM made WHERE key = ?", (key,)).fetchone()
                if row is not None:
                    found[key] = row[0]
                    old += [(today, key)] if row[1] != today else []
            if old:
                self._write("UPDATE made SET day = ? WHERE key = ?", old)
        except sqlite3.Error as error:
            raise self._broken(error) from error
        return found

    def put(self, stage: str, made: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep what a stage made, by key; what is there already stays."""
        today = int(time() // DAY)
        rows = [(key, stage, today, len(value), value) for key, value in made]
        try:
            self._write("INSERT OR IGNORE INTO made VALUES (?, ?, ?, ?, ?)", rows)
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(statement, rows)

    def held(self) -> Mapping[str, tuple[int, int]]:
        """Return how many articles are known and their bytes, by stage."""
        try:
            rows = self._db.execute("SELECT stage, count(*), sum(size) FROM made GROUP BY stage ORDER BY stage")
            return {stage: (count, size) for stage, count, size in rows}
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def shrink(self) -> None:
        """Drop what was not used for the longest time until the rest is within the limit."""
        try:
            total = self._db.execute("SELECT coalesce(sum(size), 0) FROM made").fetchone()[0]
            dropped = []
            for key, size in self._db.execute("SELECT key, size FROM made ORDER BY day, rowid"):
                if total <= self._limit:
                    break
                total -= size
                dropped.append((key,))
            if dropped:
                self._write("DELETE FROM made WHERE key = ?", dropped)
                self._db.execute("PRAGMA incremental_vacuum").fetchall()
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def clear(self) -> None:
        """Drop everything."""
        try:
            self._db.execute("DELETE FROM made")
            self._db.execute("PRAGMA incremental_vacuum").fetchall()
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _broken(self, error: Exception) -> CacheError:
        return CacheError(
            f"{self.path} cannot be used: {error}; free space there, move it ({PLACE}=FOLDER), delete it, "
            "or run with --no-cache"
        )
