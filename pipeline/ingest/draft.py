"""What a reader hands on: a draft of one article, or a fault in its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pipeline.records import Reason

ZoneName = Literal["title", "subtitle", "byline", "dateline", "caption", "body", "bio", "furniture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph with the zone its markup tells; null leaves it to :mod:`pipeline.ingest.zones`."""

    text: str
    zone: ZoneName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a format says of an article outside its running text; null where it says nothing."""

    title: str | None = None
    subtitle: str | None = None
    published: date | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    section: str | None = None
    """Section, genre or content type as printed: "Opinion; Pg. A12", "NewsArticle"."""
    language: str | None = None
    dateline: str | None = None
    fetched: date | None = None
    """Day it was fetched from the web, which stands in for ``published`` when nothing else tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One article as read, before cleaning and zoning."""

    record: int
    blocks: tuple[Block, ...]
    known: Known = field(default_factory=Known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One record that could not be read, and why."""

    record: int
    reason: Reason
    detail: str


Reading = Iterator[Draft | Fault]


def blocks(texts: list[str]) -> tuple[Block, ...]:
    """Return paragraphs of text as blocks whose zone is not known yet."""
    return tuple(Block(text=text) for text in texts)
