"""Text exports of ProQuest: documents parted by a rule, each a list of "Name: value" fields."""

import re

from pipeline.ingest import dates, layout, names
from pipeline.ingest.draft import Draft, Known, Reading, blocks
from pipeline.ingest.readers import base

MARK = re.compile(
    r"^(?:Document \d+ of \d+|_{20,})\s*$(?=(?:.*\n){1,60}?^(?:Full text|Publication title|ProQuest document)\b)", re.M
)
PARTING = re.compile(r"^(?:_{20,}|Document \d+ of \d+)\s*$", re.MULTILINE)
FIELDS = (
    "Title|Author|Authors|Publication info|ProQuest document link|Abstract|Links|Full text|Subject|Location|People|"
    "Company / organization|Classification|Identifier / keyword|Publication title|Publication year|Publication date|"
    "First page|Pages|Section|Publisher|Place of publication|Country of publication|Publication subject|ISSN|"
    "Source type|Language of publication|Document type|ProQuest document ID|Document URL|Copyright|Last updated|"
    "Database|Publication|Column|Credit|Dateline|Volume|Issue|Number of pages|Source details|e-ISSN"
)
FIELD = re.compile(rf"^(?P<name>{FIELDS}):[ \t]*", re.MULTILINE)


def articles(text: str) -> Reading:
    """Yield the documents of an export in order; pieces without fields (cover, contact page) are no records."""
    record = 0
    for piece in PARTING.split(text):
        fields = _fields(piece)
        if not {"Title", "Full text", "Publication title", "Abstract"} & fields.keys():
            continue
        if fields.get("Full text", "").strip():
            yield Draft(record=record, blocks=blocks(layout.paragraphs(fields["Full text"])), known=_known(fields))
        else:
            yield base.empty("the document has no full text; export it with full text", record=record)
        record += 1
    if record == 0:
        yield base.empty("no document with a title was found in what looks like a ProQuest export")


def _fields(piece: str) -> dict[str, str]:
    found = list(FIELD.finditer(piece))
    fields: dict[str, str] = {}
    for i, match in enumerate(found):
        stop = found[i + 1].start() if i + 1 < len(found) else len(piece)
        fields.setdefault(match["name"], piece[match.end() : stop].strip("\n"))
    return fields


def _known(fields: dict[str, str]) -> Known:
    flat = {name: " ".join(value.split()) for name, value in fields.items()}
    info = flat.get("Publication info", "")
    paper = flat.get("Publication title") or info.split(";")[0].split(",")[0] or flat.get("Publication")
    author = flat.get("Author") or flat.get("Authors") or ""
    return Known(
        title=flat.get("Title") or None,
        published=dates.find(flat.get("Publication date", "")) or dates.find(info),
        publisher=paper or None,
        authors=names.authors("; ".join(_forename_first(a) for a in author.split(";"))),
        url=flat.get("Document URL") or None,
        section=" ".join(filter(None, (flat.get("Section"), flat.get("Document type"), flat.get("Column")))) or None,
        dateline=flat.get("Dateline") or None,
    )


def _forename_first(name: str) -> str:
    """Turn "Roe, Jane" into "Jane Roe"."""
    last, comma, first = name.strip().partition(", ")
    return (
        f"{first} {last}"
        if comma and len(first.split()) <= 3 and not first.lower().startswith(("by ", "and "))
        else name
    )
