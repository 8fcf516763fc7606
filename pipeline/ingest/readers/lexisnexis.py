"""Text exports of the older LexisNexis: "2 of 10 DOCUMENTS", then labelled fields around the body."""

import re
from collections.abc import Sequence

from pipeline.ingest import dates, layout, names
from pipeline.ingest.draft import Draft, Known, Reading, blocks
from pipeline.ingest.readers import base

MARK = re.compile(r"^[ \t]*\d+ of \d+ DOCUMENTS?[ \t]*$", re.MULTILINE)
FIELD = re.compile(r"^(?P<name>[A-Z][A-Z][A-Z /&-]{2,28}):(?:\s+(?P<value>.*))?$", re.DOTALL)
BEFORE_BODY = {
    "BYLINE",
    "SECTION",
    "LENGTH",
    "DATELINE",
    "HEADLINE",
    "HIGHLIGHT",
    "SERIES",
    "COLUMN",
    "BODY",
    "TYPE",
    "NAME",
}
ENDS_BODY = {
    "LOAD-DATE", "LANGUAGE", "GRAPHIC", "PUBLICATION-TYPE", "SUBJECT", "CORRECTION", "CORRECTION-DATE", "URL",
    "ORGANIZATION", "COMPANY", "TICKER", "INDUSTRY", "PERSON", "CITY", "STATE", "COUNTRY", "GEOGRAPHIC",
    "DOCUMENT-TYPE", "JOURNAL-CODE", "NOTES", "PHOTO", "CATEGORY", "DISTRIBUTION",
}  # fmt: skip
COPYRIGHT = re.compile(r"^(?:copyright\b|©|all rights reserved)", re.IGNORECASE)


def articles(text: str) -> Reading:
    """Yield the documents of a bundle in order."""
    marks = list(MARK.finditer(text))
    for record, mark in enumerate(marks):
        end = marks[record + 1].start() if record + 1 < len(marks) else len(text)
        parts = layout.paragraphs(text[mark.end() : end])
        if parts:
            yield _article(record, parts)
        else:
            yield base.empty("the document holds no text", record=record)


def _article(record: int, parts: Sequence[str]) -> Draft:
    fields, head, body = dict[str, str](), list[str](), list[str]()
    in_body = ended = False
    for part in parts:
        found = FIELD.match(part)
        name = found["name"] if found else ""
        if found and name in BEFORE_BODY and not in_body:
            fields[name] = " ".join((found["value"] or "").split())
            in_body = name == "BODY"
            if in_body and fields[name]:
                body.append(fields[name])
        elif found and name in ENDS_BODY:
            fields[name], ended = " ".join((found["value"] or "").split()), True
        elif COPYRIGHT.match(part) or ended:
            ended = ended or bool(body)
        else:
            (body if in_body or ("LENGTH" in fields and "BODY" not in "".join(parts)) else head).append(part)
    return Draft(record=record, blocks=blocks(body), known=_known(fields, head))


def _known(fields: dict[str, str], head: Sequence[str]) -> Known:
    """Head matter is the paper, then the date (and edition), then the headline when it has no label."""
    lines = [" ".join(line.split()) for line in head if not re.match(r"copyright|all rights", line, re.IGNORECASE)]
    dated = next((i for i, line in enumerate(lines) if dates.find(line)), None)
    after = lines[dated + 1 :] if dated is not None else lines[1:]
    unlabelled = [line for line in after if not re.search(r"\bedition\b|^correction appended", line, re.IGNORECASE)]
    title = fields.get("HEADLINE") or (unlabelled[0] if unlabelled else None)
    return Known(
        title=title or None,
        subtitle=fields.get("HIGHLIGHT") or None,
        published=dates.find(lines[dated]) if dated is not None else dates.find(fields.get("LOAD-DATE", "")),
        publisher=re.sub(r"\s*\((?:london|uk|england|usa?|canada|australia)\)$", "", lines[0], flags=re.I)
        if lines
        else None,
        authors=names.authors(fields.get("BYLINE", "")),
        url=fields.get("URL") or None,
        section=" ".join(filter(None, (fields.get("SECTION"), fields.get("TYPE"), fields.get("COLUMN")))) or None,
        dateline=fields.get("DATELINE") or None,
    )
