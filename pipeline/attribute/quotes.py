"""Find quotations by their marks, paragraph by paragraph.

Straight, curly, doubled (``''``), angular and single marks are read. A mark without a partner costs at most its own
paragraph. A quotation that runs over paragraphs opens each of them and closes only the last.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import AttributionType
from pipeline.sentences import paragraphs
from pipeline.spans import Span

MARK = re.compile(r"``|''|[\"“”„‟«»‘’']")
CLOSERS = {
    "“": ("”",),
    "„": ("“", "”"),
    "‟": ("”",),
    "«": ("»",),
    '"': ('"',),
    "''": ("''",),
    "``": ("''",),
    "‘": ("’",),
    "'": ("'",),
}
SINGLE = "‘'"
DOUBLE_MARKS = '"“”„‟«»'
LONGEST_SINGLE = 400
"""Characters a quotation in single marks may run: an apostrophe far away is none of its closing."""


@dataclass(frozen=True)
class Quote:
    """One quotation: ``span`` with its marks, ``inner`` without; ``open`` when it goes on in the next paragraph."""

    span: Span
    inner: Span
    open: bool = False
    resumes: bool = False
    """True when it goes on from an open quotation of the paragraph before."""

    def is_title(self, text: str) -> bool:
        """Tell whether it looks like the title of a work: capitals throughout, and no stop or comma at its end."""
        words = text[self.inner.start : self.inner.end].split()
        if len(words) < 2 or words[-1][-1] in ".,!?…—":
            return False
        return all(w[0].isupper() or (len(w) <= 4 and i) for i, w in enumerate(words) if w[0].isalpha())


def find(text: str) -> list[Quote]:
    """Return the outermost quotations of ``text`` in order; quotations inside quotations are left out."""
    quotes: list[Quote] = []
    bounds = paragraphs(text)
    for i, paragraph in enumerate(bounds):
        following = text[bounds[i + 1].start : bounds[i + 1].start + 2] if i + 1 < len(bounds) else ""
        found = list(_in_paragraph(text, paragraph, following))
        if found and quotes and quotes[-1].open and found[0].span.start == paragraph.start:
            first = found[0]
            found[0] = Quote(first.span, first.inner, open=first.open, resumes=True)
        quotes += found
    return quotes


def _in_paragraph(text: str, paragraph: Span, following: str) -> Iterator[Quote]:
    at = paragraph.start
    while mark := MARK.search(text, at, paragraph.end):
        at = mark.end()
        if not _opens(text, mark, paragraph):
            continue
        close = _closing(text, mark, paragraph)
        if close is not None:
            yield Quote(Span(mark.start(), close.end()), Span(mark.end(), close.start()))
            at = close.end()
        elif mark.start() == paragraph.start and mark[0] not in SINGLE:
            goes_on = following.startswith(mark[0])
            yield Quote(Span(*paragraph), Span(mark.end(), paragraph.end), open=goes_on)
            return


def _opens(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Tell whether a mark can open: not a closing form, and not inside or behind a word."""
    if mark[0] in ("”", "’", "»"):
        return False
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end() : mark.end() + 1]
    if mark[0] in ("“", "„", "«", "``"):
        return bool(after)
    if before.isalnum() or not after or after.isspace():
        return False
    # A straight single mark opens only before a letter: '90s and 5' are none.
    return after.isalpha() if mark[0] == "'" else before not in ".,!?"


def _closing(text: str, opening: re.Match[str], paragraph: Span) -> re.Match[str] | None:
    """Return the mark that closes ``opening`` within its paragraph, null when there is none."""
    single = opening[0] in SINGLE
    end = min(paragraph.end, opening.end() + LONGEST_SINGLE) if single else paragraph.end
    for mark in MARK.finditer(text, opening.end(), end):
        before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
        if mark[0] == opening[0] and opening[0] in ("“", "«"):
            return None  # opened again before it was closed: the first one is odd
        if mark[0] not in CLOSERS[opening[0]]:
            continue
        if single and (after.isalnum() or before.isspace()):
            continue  # an apostrophe
        if mark[0] in ('"', "''") and before.isspace() and after.isalnum():
            return None  # a second opening mark: the first one is odd
        return mark
    return None


def kind_of(text: str, spans: tuple[Span, ...]) -> AttributionType:
    """Return direct, mixed or indirect for a content.

    direct: it begins with a quotation mark (or stands right behind one) and nothing but punctuation lies outside
    marks; mixed: some of it is in marks; indirect: none is.
    """
    marked = [q.span for q in find(text[spans[0].start : spans[-1].end])]
    offset = spans[0].start
    inside = outside = False
    for span in spans:
        covered = [Span(m.start + offset, m.end + offset) for m in marked]
        if span.start and text[span.start - 1] in "\"“«‘'":
            covered.append(span)
        for word in re.finditer(r"\w+", text[span.start : span.end]):
            at = word.start() + span.start
            if any(c.start <= at < c.end for c in covered):
                inside = True
            else:
                outside = True
    if inside and not outside:
        return "direct"
    return "mixed" if inside else "indirect"
