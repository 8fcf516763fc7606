"""Speakers in blocks that can be joined each by itself, so that no machine must hold those of millions of articles.

Whatever :meth:`Register.join` may join lies in one block: all bodies that have a name of their own or an acronym,
persons by the two letters their last name begins with, all others by their name.
"""

import heapq
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import ClassVar

from pipeline.records import Speaker, SpeakerKind
from pipeline.speakers import names
from pipeline.speakers.entities import Met
from pipeline.speakers.profiles import BODIES

LETTERS = 2
"""Letters of a last name that two spellings of one person share, as in :meth:`Register.join`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Who one of an article's speakers is among all articles: the key of its `met`, and its row of `speakers`."""

    TABLE: ClassVar[str] = "found"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "serial")

    article_id: str
    serial: int
    speaker_id: str
    name: str
    kind: SpeakerKind
    role: str | None
    affiliation: str | None
    country: str | None
    wikidata: str | None
    aliases: tuple[str, ...]
    n_articles: int
    n_attributions: int

    @property
    def local_id(self) -> str:
        """Return the speaker's id within its article."""
        return f"{self.article_id}#{self.serial}"

    @property
    def speaker(self) -> Speaker:
        """Return the row of `speakers`."""
        return Speaker(**{f.name: getattr(self, f.name) for f in fields(Speaker)})


def found(met: Met, speaker: Speaker) -> Found:
    """Return who an article's speaker is."""
    told = {f.name: getattr(speaker, f.name) for f in fields(Speaker)}
    return Found(article_id=met.article_id, serial=met.serial, **told)


def block_of(met: Met, *, blocks: int) -> int:
    """Return the block, from 0, that an article's speaker is joined in."""
    if blocks == 1 or (met.kind in BODIES and (met.proper or any(map(names.is_acronym, (met.name, *met.names))))):
        return 0
    if met.kind == "person":
        words = names.words(met.name)
        key = (words[-1] if len(words) > 1 else names.fold(met.name))[:LETTERS]
    else:
        key = names.fold(met.name)
    return 1 + zlib.crc32(f"{met.kind == 'person'}|{key}".encode()) % (blocks - 1)


def names_of_all(told: Iterable[Mapping[str, str | None]]) -> dict[str, str | None]:
    """Return what the registers of all blocks tell of bodies' names, as :meth:`Register.bodies_named` does of one."""
    whole: dict[str, str | None] = {}
    for one in told:
        for form, name in one.items():
            whole[form] = name if whole.get(form, name) == name else None
    return whole


def merged(blocks: Iterable[Iterator[Speaker]]) -> Iterator[Speaker]:
    """Yield the speakers of all blocks, each in the order of its ids, in that order."""
    return heapq.merge(*blocks, key=lambda speaker: speaker.speaker_id)
