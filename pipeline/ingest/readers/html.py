"""HTML: pages by trafilatura (Barbaresi 2021) and their metadata, fragments by walking the tree."""

import re
from collections.abc import Iterator
from dataclasses import replace

import trafilatura
from lxml import html

from pipeline.ingest.draft import Block, Draft, Known, Reading
from pipeline.ingest.encoding import MARKS, decode
from pipeline.ingest.readers import base, markup, mending, metadata
from pipeline.params import IngestParams

CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
DECK = re.compile(
    r"\b(?:article__?)?(?:dek|deck|standfirst|sub-?head(?:line)?|sub-?title|article__summary|hero__excerpt|alternativeheadline)\b",
    re.IGNORECASE,
)
NOTHING = Known()
PARAGRAPHS = frozenset(("p", "head", "item", "quote", "ab", "fw"))


def read(raw: bytes, *, params: IngestParams) -> Reading:  # noqa: ARG001 the signature is Reader's
    """Yield the article of an HTML page or fragment."""
    yield from page(raw)


def page(raw: bytes, *, told: Known = NOTHING, charset: str | None = None) -> Reading:
    """Yield the article of an HTML page or fragment.

    ``told`` is what whoever fetched it knows: its address, which has the last word on that, and the day it was fetched;
    ``charset`` is what the server said of its encoding.
    """
    text = _decode(raw, charset)
    if text is None:
        yield base.unreadable(base.NOT_TEXT)
        return
    root = markup.tree(text)
    if root is None:
        yield base.empty("the page holds no element")
        return
    if not markup.is_page(text):
        known = replace(told, url=told.url or markup.source_url(text))
        yield Draft(record=0, blocks=tuple(markup.walk(root)), known=known)
        return
    extracted = mending.mended(root, list(_extracted(text)))
    found = tuple(extracted or markup.walk(root))
    if not found:
        yield base.empty("no article text was found on the page; it may be drawn by scripts")
        return
    known = replace(metadata.of_page(root, address=told.url), fetched=told.fetched)
    yield Draft(record=0, blocks=found, known=replace(known, subtitle=_deck(root, found, known)))


def _decode(raw: bytes, charset: str | None) -> str | None:
    """Return the text of a page: by its byte order mark, the server's word, its own word, or as any text."""
    declared = CHARSET.search(raw[:4000])
    name = charset or (declared[1].decode("ascii") if declared else None)
    if name and not raw.startswith(tuple(mark for mark, _ in MARKS)):
        try:
            return raw.decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            return decode(raw)
    return decode(raw)


def _extracted(text: str) -> Iterator[Block]:
    """Yield the paragraphs that trafilatura takes for the article."""
    found = trafilatura.bare_extraction(text, include_comments=False, include_tables=False, with_metadata=False)
    body = getattr(found, "body", None)
    if body is None:
        return
    for element in body.iter(*PARAGRAPHS):
        if any(parent.tag in PARAGRAPHS for parent in element.iterancestors()):
            continue
        words = " ".join("".join(element.itertext()).split())
        if words:
            yield Block(text=words, zone="body" if element.tag == "head" else None)


def _deck(root: html.HtmlElement, found: tuple[Block, ...], known: Known) -> str | None:
    """Return the deck of a page: told by its class, or its description where the page prints it above the body."""
    body = " ".join(b.text for b in found)
    opening = [b.text for b in found[:3]]
    for element in root.iter("p", "h2", "h3", "div", "span"):
        marks = " ".join(filter(None, (element.get("class"), element.get("itemprop"))))
        text = " ".join((element.text_content() or "").split())
        if not 4 <= len(text.split()) <= 60 or text == known.title:
            continue
        described = known.subtitle and text == " ".join(known.subtitle.split()) and text[:60] not in body[:2000]
        if described or (DECK.search(marks) and (text[:60] not in body or text in opening)):
            return text
    return None
