"""Paragraphs of plain text: blank lines part them, hard-wrapped lines are joined, indented lines open new ones."""

import re

FULL = 0.8
"""A line is full when the first word of the next would not have fitted within this share of the common width."""
WIDEST_WRAP = 120
"""Lines wider than this are paragraphs of their own, not hard-wrapped."""
INDENT = 3
STOP = re.compile(r"[.!?…:;][\"”’'»)\]]*$")
HEADER_LINE = re.compile(
    r"(?:(?:By|BY)\s+(?=[A-Z])|(?i:by:|source|author|journalists?|date|published|byline|section|publication)\b\s?:\s*)\S"
)
"""A byline or labelled field; "by" and "published" in small letters may open any line of wrapped text."""
BULLET = re.compile(r"\s*(?:[•●▪*–—-]|\d{1,2}[.)])\s+\S")
AGENCY_MARK = re.compile(
    r"\s*(?:REUTERS?|\(?AP\)?|AFP|UPI|END|ENDS|-30-|###?|[A-Z]{2,8} \w{2,3}/\w{2,3})\s*$", re.IGNORECASE
)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of plain text, trimmed, in order; lines that were wrapped by hand are joined."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    lines = lines.replace("\x0c", "\n\n").expandtabs(4)
    stanzas = [s.split("\n") for s in re.split(r"\n(?:[ \u00a0]*\n)+", lines.strip("\n"))]
    width = _wrap_width(stanzas)
    found: list[str] = []
    for stanza in stanzas:
        rows = [row for row in stanza if row.strip()]
        found += _unwrap(rows, width) if width else [row.strip() for row in rows]
    return [p for p in found if p]


def _wrap_width(stanzas: list[list[str]]) -> int | None:
    """Return the common width of hard-wrapped lines; null when the lines are paragraphs."""
    inner = [row.rstrip() for stanza in stanzas for row in stanza[:-1] if row.strip()]
    if len(inner) < 3:
        return None
    broken = [row for row in inner if not STOP.search(row)]
    if len(broken) < 0.5 * len(inner):
        return None
    lengths = sorted(len(row) for row in inner)
    for rank, least, share in ((0.9, 0.7, 0.5), (0.5, 0.85, 0.8)):  # paragraphs run together make some lines longer
        width = lengths[int(len(lengths) * rank)]
        full = [row for row in inner if len(row) >= least * width]
        if 25 <= width <= WIDEST_WRAP and len(full) >= share * len(inner):
            return width
    return None


def _unwrap(rows: list[str], width: int) -> list[str]:
    if all(len(row.strip()) < 0.75 * width for row in rows) and not any(row.strip()[:1].islower() for row in rows):
        return [row.strip() for row in rows]  # the lines of a heading, none of them full
    base = min(_indent(row) for row in rows)
    found: list[str] = []
    for at, row in enumerate(rows):
        if at and not _opens(rows[at - 1], row, width=width, base=base):
            hyphenated = re.search(r"[a-z]-$", found[-1]) and not row.strip()[:1].isupper()
            found[-1] += row.strip() if hyphenated else " " + row.strip()
        else:
            found.append(row.strip())
    return found


def _opens(before: str, row: str, *, width: int, base: int) -> bool:
    """Tell whether a line of wrapped text opens a paragraph after the line before it."""
    if AGENCY_MARK.match(row) or HEADER_LINE.match(row.strip()) or HEADER_LINE.match(before.strip()):
        return True
    if _indent(row) >= max(INDENT, base + 2) and _indent(row) > _indent(before):
        return True
    if BULLET.match(row) and STOP.search(before.rstrip()):
        return True
    first_word = row.split(maxsplit=1)[0]
    fitted = len(before.rstrip()) + 1 + len(first_word) <= FULL * width
    return fitted and bool(STOP.search(before.rstrip())) and not row.strip()[:1].islower()


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())
