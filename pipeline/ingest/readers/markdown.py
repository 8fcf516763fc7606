"""Markdown: front matter, headings, emphasis, links; headings of the first level are the headline."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from pipeline.ingest import clean, layout
from pipeline.ingest.draft import Block, Draft, Known, Reading
from pipeline.ingest.encoding import decode
from pipeline.ingest.readers import base, columns
from pipeline.params import IngestParams

FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
HEADING = re.compile(r"^(?P<level>#{1,6})\s+(?P<text>.*?)\s*#*$")
EMPHASIS = re.compile(r"^(?P<mark>\*{1,3}|_{1,3})(?=\S)(?P<text>[^*_]{10,600}|.{10,600}?)(?<=\S)(?P=mark)$")
PULL_QUOTE = re.compile(r"^_{3}`.{10,}`_{3}$")
RULE = re.compile(r"^(?:-{3,}|\*{3,}|_{3,}|(?:[-*_] ){2,}[-*_])$")
PICTURE = re.compile(r"^!\[(?P<caption>[^\]]*)\]\([^)]*\)$")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def read(raw: bytes, *, params: IngestParams) -> Reading:
    """Yield the article of a Markdown file."""
    text = decode(raw)
    if text is None:
        yield base.unreadable(base.NOT_TEXT)
        return
    text = text.replace("\r\n", "\n")
    front = FRONT.match(text)
    known = _front_matter(front["yaml"], params=params) if front else Known()
    parts = [_block(p) for p in layout.paragraphs(_own_lines(COMMENT.sub("", text[front.end() if front else 0 :])))]
    found = tuple(_decked(_noted([p for p in parts if p.text])))
    if not found:
        yield base.empty("the file holds no text")
        return
    yield Draft(record=0, blocks=found, known=known)


def _own_lines(text: str) -> str:
    """Part headings and list items from the lines around them."""
    return re.sub(r"^(#{1,6} .*|[-*+] .*|\d{1,2}\. .*)$", r"\n\1\n", text, flags=re.MULTILINE)


def _block(text: str) -> Block:
    heading = HEADING.match(text)
    if heading:
        title = len(heading["level"]) == 1
        return Block(text=clean.drop_markdown(heading["text"]), zone="title" if title else "body")
    if RULE.match(text):
        return Block(text="---", zone="furniture")
    if PULL_QUOTE.match(text):
        return Block(text=clean.drop_markdown(text), zone="furniture")
    picture = PICTURE.match(text)
    if picture:
        return Block(text=clean.drop_markdown(picture["caption"]), zone="caption")
    emphasis = EMPHASIS.match(text)
    if emphasis:
        return Block(text=clean.drop_markdown(text), zone="subtitle")
    text = re.sub(r"^(?:>\s?|[-*+]\s+)+", "", text)
    return Block(text=clean.drop_markdown(text))


def _noted(parts: list[Block]) -> list[Block]:
    """What stands below the last rule, short beside the text, is notes on the authors."""
    rules = [i for i, p in enumerate(parts) if p.zone == "furniture" and p.text == "---"]
    if not rules or not parts[rules[-1] + 1 :]:
        return parts
    before, after = parts[: rules[-1]], parts[rules[-1] + 1 :]
    if sum(len(p.text) for p in after) > 0.3 * sum(len(p.text) for p in before) or len(after) > 8:
        return parts
    return [*before, *(Block(text=p.text, zone="bio") if _is_note(p) else p for p in after)]


def _is_note(part: Block) -> bool:
    """Tell whether a paragraph below the rule opens with a name and a verb, or with a name in emphasis."""
    if part.zone not in (None, "subtitle"):
        return False
    verb = "" if part.zone else r".{0,80}? (?:is|was|are|has|works|writes|serves|teaches)\b"
    return bool(re.match(r"(?:(?:Sir|Dr|Prof\.?|Dame) )?[A-Z]\S+ [A-Z]\S+" + verb, part.text))


def _decked(parts: list[Block]) -> list[Block]:
    """A paragraph in emphasis is the deck when it stands before the body, else a plain paragraph."""
    seen_body = seen_deck = False
    found = []
    for part in parts:
        if part.zone == "subtitle" and (seen_body or seen_deck):
            part = Block(text=part.text)
        seen_deck = seen_deck or part.zone == "subtitle"
        seen_body = seen_body or (part.zone in (None, "body") and len(part.text.split()) > 12)
        found.append(part)
    return found


def _front_matter(text: str, *, params: IngestParams) -> Known:
    try:
        loaded = yaml.safe_load(text)
    except yaml.YAMLError:
        return Known()  # the text below it is still good
    fields: Mapping[Any, Any] = loaded if isinstance(loaded, dict) else {}
    return columns.known({str(k): v for k, v in fields.items()}, params=params)
