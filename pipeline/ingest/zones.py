"""The zone of every paragraph of an article: title, subtitle, byline, dateline, caption, body, bio or furniture."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.ingest import captions, clean, dateline, foot, header, lexicon, related
from pipeline.ingest.draft import Block, Known, ZoneName

TWEET = re.compile(r"<a href=\"https?://(?:t\.co|(?:www\.)?twitter\.com)|pic\.twitter\.com/", re.IGNORECASE)
LONGEST_FURNITURE = 700
"""Characters; a longer paragraph is never thrown away whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One cleaned paragraph and its zone."""

    text: str
    zone: ZoneName


def zoned(blocks: Sequence[Block], known: Known) -> tuple[list[Paragraph], Known]:
    """Zone the paragraphs of an article; returns them in order, and what is known with what its head says added."""
    parts = [p for block in blocks for p in _marked(block)]
    head = header.read([p.text if p.zone == "body" else "" for p in parts], known)
    parts = [
        replace(p, zone=head.zones[i], text=head.kept.get(i, p.text)) if i in head.zones else p
        for i, p in enumerate(parts)
    ]
    parts = _footed(parts, head.known)
    parts = _linked(_repeated_captions(parts))
    return _datelined(parts, head.known)


def _marked(block: Block) -> list[Paragraph]:
    """Clean one paragraph and tell captions and furniture by their own words."""
    if block.zone == "furniture":
        return [Paragraph(text=clean.paragraph(block.text), zone="furniture")]
    tweet = bool(TWEET.search(block.text)) and len(block.text) <= LONGEST_FURNITURE + 600
    text = clean.paragraph(block.text)
    if block.zone not in (None, "body"):
        return [Paragraph(text=text, zone=block.zone)] if text and block.zone else []
    if tweet and re.search(r"[—–-]\s?(?:@\w+|[^—–]{2,60}\(@\w+\)).{0,30}$", text):
        return [Paragraph(text=text, zone="furniture")]
    text = _cut(text)
    if not text:
        return []
    return [Paragraph(text=part, zone=_own_zone(part)) for part in foot.split_glued(text)]


def _own_zone(text: str) -> ZoneName:
    if len(text) <= LONGEST_FURNITURE and any(p.fullmatch(text) for p in lexicon.furniture("line")):
        return "furniture"
    return "caption" if captions.is_caption(text) else "body"


def _cut(text: str) -> str:
    """Cut furniture from the beginning and the end of a paragraph."""
    for pattern in lexicon.furniture("start"):
        found = pattern.match(text)
        text = text[found.end() :] if found and found.end() < len(text) else text
    for pattern in lexicon.furniture("end"):
        found = pattern.search(text)
        text = text[: found.start()] if found and found.end() == len(text) and found.start() else text
    return text.strip()


def _footed(parts: list[Paragraph], known: Known) -> list[Paragraph]:
    """Zone bios and what follows the end of the article."""
    stops = lexicon.furniture("stop")
    texts = [
        p.text if p.zone == "body" or (p.zone == "furniture" and any(s.fullmatch(p.text) for s in stops)) else ""
        for p in parts
    ]
    found = foot.zones(texts, authors=known.authors)
    return [replace(p, zone=found[i]) if i in found and p.zone == "body" else p for i, p in enumerate(parts)]


def _repeated_captions(parts: list[Paragraph]) -> list[Paragraph]:
    bodies = [(i, p.text) for i, p in enumerate(parts) if p.zone == "body"]
    repeated = {
        i
        for at, (i, text) in enumerate(bodies)
        if captions.repeats_neighbour(text, [t for _, t in bodies[max(0, at - 3) : at] + bodies[at + 1 : at + 4]])
    }
    return [replace(p, zone="caption") if i in repeated else p for i, p in enumerate(parts)]


def _linked(parts: list[Paragraph]) -> list[Paragraph]:
    """Zone headlines of other stories among the paragraphs, and a label at the end that announces nothing."""
    bodies = [i for i, p in enumerate(parts) if p.zone == "body"]
    links = {
        at
        for before, at, after in zip(bodies, bodies[1:], bodies[2:], strict=False)
        if related.is_link(parts[at].text, before=parts[before].text, after=parts[after].text)
    }
    if bodies[2:] and related.announces_nothing(parts[bodies[-1]].text):
        links.add(bodies[-1])
    lone = related.lone_label([parts[i].text for i in bodies])
    if lone is not None:
        links.add(bodies[lone])
    return [replace(p, zone="furniture") if i in links else p for i, p in enumerate(parts)]


def _datelined(parts: list[Paragraph], known: Known) -> tuple[list[Paragraph], Known]:
    """Take the dateline from the first paragraph of the body."""
    told = next((p.text for p in parts if p.zone == "dateline"), None)
    first = next((i for i, p in enumerate(parts) if p.zone == "body"), None)
    if first is None:
        return parts, known
    line, rest = dateline.split(parts[first].text, [p.text for p in parts[first + 1 :]])
    if line and rest:
        parts = [*parts[:first], replace(parts[first], text=rest), *parts[first + 1 :]]
        known = replace(known, publisher=known.publisher or dateline.agency(line))
    return parts, replace(known, dateline=known.dateline or told or line)
