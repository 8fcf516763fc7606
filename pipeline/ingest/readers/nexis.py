"""Exports of Nexis Uni, as .docx or text: articles that each close with "End of Document"."""

import re
from collections.abc import Sequence

from pipeline.ingest import dates, layout, names
from pipeline.ingest.draft import Draft, Known, Reading, blocks

MARK = re.compile(r"^\s*End of Document\s*$", re.MULTILINE)
FIELD = re.compile(
    r"^(?P<name>Section|Length|Byline|Dateline|Highlight|Body|Classification|Load-Date|Language|Graphic|Copyright|URL|Series|"
    r"Publication-Type|Notes|Correction|Distribution|Journal Code|Subject)\b:?\s*(?P<value>.*)$"
)
ENDS_BODY = {
    "Classification",
    "Load-Date",
    "Graphic",
    "Language",
    "Publication-Type",
    "Notes",
    "Journal Code",
    "Subject",
}


def articles(text: str) -> Reading:
    """Yield the articles of a text export."""
    yield from of_lines(layout.paragraphs(text))


def of_lines(lines: Sequence[str]) -> Reading:
    """Yield the articles of an export given as its paragraphs in order."""
    record, current = 0, list[str]()
    for line in lines:
        if not MARK.match(line):
            current.append(" ".join(line.split()))
            continue
        yield _article(record, [c for c in current if c])
        record, current = record + 1, []
    if any(len(line.split()) > 8 for line in current):
        yield _article(record, [c for c in current if c])  # the last one, cut short


def _article(record: int, lines: Sequence[str]) -> Draft:
    fields, head, body = dict[str, str](), list[str](), list[str]()
    place = "head"
    for line in lines:
        found = FIELD.match(line) if place != "body" or _ends(line) else None
        if found and found["name"] == "Body":
            place = "body"
            body += [found["value"]] if found["value"] else []
        elif found and found["name"] in ENDS_BODY and place == "body":
            place = "end"
            fields[found["name"]] = found["value"]
        elif found and place != "body":
            fields[found["name"]] = found["value"]
        elif place != "end":
            (head if place == "head" else body).append(line)
    if not body:
        head, body = head[:3], head[3:]
    return Draft(record=record, blocks=blocks(body), known=_known(fields, head))


def _ends(line: str) -> bool:
    """Tell whether a line of the body is the label that closes it ("Notes" alone may open a sentence)."""
    return bool(re.match(r"^(?:Classification$|(?:Load-Date|Graphic|Language|Publication-Type|Notes|Subject):)", line))


def _known(fields: dict[str, str], head: Sequence[str]) -> Known:
    """The head is the headline, the paper and the day; pages of contents and search terms before it are left out."""
    dated = next((i for i, line in enumerate(head) if dates.find(line)), None)
    paper = head[dated - 1] if dated else None
    title = head[dated - 2] if dated is not None and dated >= 2 else (head[0] if head and dated is None else None)
    return Known(
        title=title,
        subtitle=fields.get("Highlight") or None,
        published=dates.find(head[dated]) if dated is not None else dates.find(fields.get("Load-Date", "")),
        publisher=re.sub(r"\s*\([^()]*\)$", "", paper) if paper else None,
        authors=names.authors(fields.get("Byline", "")),
        url=fields.get("URL") or None,
        section=fields.get("Section") or None,
        dateline=fields.get("Dateline") or None,
    )
