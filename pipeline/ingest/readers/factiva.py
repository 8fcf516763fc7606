"""Text exports of Factiva: with two-letter field codes, or the plain form that closes with "Document ABCD000020…"."""

import re
from collections.abc import Sequence

from pipeline.ingest import dates, layout, names
from pipeline.ingest.draft import Draft, Known, Reading, blocks

END = re.compile(r"^\s*(?:AN\s+)?Document (?P<id>[A-Z]{2,}[A-Z0-9]*\d{8}\w{6,})\s*$", re.MULTILINE)
MARK = END
CODES = (
    "SE", "HD", "CR", "BY", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "ART",
    "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "CT", "CX", "RF", "DLN",
)  # fmt: skip
CODED = re.compile(rf"^[ \t]*(?P<code>{'|'.join(CODES)})(?:[ \t]+|$)(?P<rest>.*)$", re.MULTILINE)
WORDS = re.compile(r"^[\d,]+ words$")


def articles(text: str) -> Reading:
    """Yield the articles of an export in order."""
    at = 0
    for record, end in enumerate(END.finditer(text)):
        piece = text[at : end.start()]
        at = end.end()
        coded = len(re.findall(r"^[ \t]*(?:HD|LP|TD|PD|SN)(?:[ \t]|$)", piece, re.MULTILINE)) >= 3
        yield _coded(record, piece) if coded else _plain(record, layout.paragraphs(piece))


def _coded(record: int, piece: str) -> Draft:
    found = list(CODED.finditer(piece))
    fields: dict[str, str] = {}
    for i, match in enumerate(found):
        stop = found[i + 1].start() if i + 1 < len(found) else len(piece)
        fields[match["code"]] = (match["rest"] + piece[match.end() : stop]).strip("\n")
    body = layout.paragraphs("\n\n".join(fields.get(code, "") for code in ("LP", "TD")))
    flat = {code: " ".join(value.split()) for code, value in fields.items()}
    known = Known(
        title=flat.get("HD") or None,
        published=dates.find(flat.get("PD", "")),
        publisher=flat.get("SN") or None,
        authors=names.authors(flat.get("BY", "")),
        section=" ".join(
            filter(None, (flat.get("SE"), flat.get("CR") if "opinion" in flat.get("CR", "").lower() else None))
        )
        or None,
    )
    return Draft(record=record, blocks=blocks(body), known=known)


def _plain(record: int, lines: Sequence[str]) -> Draft:
    """The plain form: headline, byline, "803 words", day, paper, code, language, copyright, then the text."""
    count = next((i for i, line in enumerate(lines[:8]) if WORDS.match(line)), None)
    if count is None:
        return Draft(record=record, blocks=blocks(list(lines)))
    start = next(
        (
            i + 1
            for i, line in enumerate(lines[: count + 12])
            if i > count and re.match(r"copyright|©|\(c\)", line, re.I)
        ),
        None,
    )
    if start is None:
        start = next((i + 1 for i in range(count, min(len(lines), count + 10)) if lines[i] == "English"), count + 1)
    head = lines[:count]
    by = next((line for line in head[1:] if names.is_byline(line) or names.is_name_line(line)), "")
    lines_above = [line for line in head if line != by]
    section = lines_above[0] if len(lines_above) > 1 and len(lines_above[0].split()) <= 3 else None
    title = next((line for line in lines_above if line != section), None)
    meta = lines[count + 1 : start]
    known = Known(
        title=title,
        published=next((d for d in map(dates.line, meta) if d), None),
        publisher=_paper(meta),
        authors=names.authors(by),
        section=section,
    )
    return Draft(record=record, blocks=blocks(list(lines[start:])), known=known)


def _paper(meta: Sequence[str]) -> str | None:
    dated = next((i for i, line in enumerate(meta) if dates.line(line)), None)
    following = meta[dated + 1 :] if dated is not None else meta
    return next((line for line in following if not re.fullmatch(r"\d\d:\d\d( \w+)?|[A-Z0-9]{2,8}", line)), None)
