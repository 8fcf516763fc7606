"""Records -> articles and rejects, those that an earlier run made of the same looked up."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace

from pipeline import each
from pipeline.engine import Engine
from pipeline.ingest.article import Origin, made
from pipeline.ingest.draft import Draft, Fault
from pipeline.ingest.readers import formats
from pipeline.ingest.spool import packed, unpacked
from pipeline.params import IngestParams
from pipeline.records import Article, Reject

STAGE = "ingest"
WHOLE = 1_000_000
"""Bytes up to which a file is one thing; of a larger one, as a long export, each record is looked up."""


class Maker:
    """Makes the rows of files and records; ``engine`` keeps them."""

    def __init__(self, engine: Engine, params: IngestParams) -> None:
        self._engine, self.params = engine, params
        self._fingerprint = each.fingerprint(STAGE, params)

    def of_file(self, name: str, raw: bytes) -> Iterator[Article | Reject]:
        """Yield the rows of the bytes of a file that is no archive."""
        origin = Origin(path=name, sha256=hashlib.sha256(raw).hexdigest())
        if len(raw) > WHOLE:
            for found in formats.read(name, raw, params=self.params):
                yield self.of_record(found, origin)
            return

        def make() -> bytes:
            rows = (made(found, origin, params=self.params) for found in formats.read(name, raw, params=self.params))
            return json.dumps([packed(row) for row in rows]).encode()

        kept = self._engine.remembered(STAGE, self._key("file", name, origin.sha256), make)
        yield from map(unpacked, json.loads(kept))

    def of_record(self, found: Draft | Fault, origin: Origin) -> Article | Reject:
        """Return the row of one record of a large file; whatever else is in the file does not matter to it."""
        make = lambda: json.dumps(packed(made(found, origin, params=self.params))).encode()  # noqa: E731 (one line of it)
        kept = self._engine.remembered(STAGE, self._key("record", origin.path, repr(found)), make)
        row = unpacked(json.loads(kept))
        return replace(row, sha256=origin.sha256) if isinstance(row, Article) else row

    def _key(self, *parts: str) -> bytes:
        told = "\0".join(parts).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(self._fingerprint + told, digest_size=16).digest()
