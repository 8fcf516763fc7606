"""Split a cleaned article into sentences, by its punctuation.

A rule for this text is steadier than a parser's guess: paragraphs end sentences, a closing quotation mark or bracket
belongs to the sentence it closes, and the same text gives the same sentences whatever pipeline parses it.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from pipeline.spans import Span, trim

PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n\s*")
END = re.compile(
    r"""(?P<stop>[.!?]+|…)(?P<close>(?:''|["”’'»)\]])*(?:[ ]?”(?=\s|$))?)(?P<gap>\s+|$|(?=[A-Z“][a-z“]))"""
)
OPENS = re.compile(r"""[\s]*(?:['"“‘«(\[—–•*-]|'')*\s*(?P<first>\w)?""")
SPEECH_TAG = re.compile(
    r"(?:\w[\w.’'-]*,? ){1,5}?(?:said|says|asked|asks|told|wrote|added|replied|cried|shouted|declared|tweeted|warned)\b"
)


@cache
def _words(kind: str) -> frozenset[str]:
    """Words of one kind from `sentences.tsv`: never (ends no sentence), maybe, opener (often begins one)."""
    lines = resources.files("pipeline").joinpath("sentences.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return frozenset(word for word, its_kind in rows if its_kind == kind)


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs of ``text``: stretches parted by blank lines, trimmed, in order."""
    spans, at = [], 0
    for gap in [*PARAGRAPH_BREAK.finditer(text), None]:
        span = trim(text, Span(at, gap.start() if gap else len(text)))
        if span.end > span.start:
            spans.append(span)
        at = gap.end() if gap else at
    return spans


def split(text: str) -> list[Span]:
    """Return the sentences of ``text`` as trimmed spans in order; none crosses a paragraph."""
    return [sentence for paragraph in paragraphs(text) for sentence in _in_paragraph(text, paragraph)]


def _in_paragraph(text: str, paragraph: Span) -> Iterator[Span]:
    at = paragraph.start
    for end in END.finditer(text, paragraph.start, paragraph.end):
        stop = _closing_mark(text, paragraph, end)
        if stop < paragraph.end and stop > at and _ends_sentence(text, paragraph, end, stop):
            yield trim(text, Span(at, stop))
            at = stop
    if at < paragraph.end:
        last = trim(text, Span(at, paragraph.end))
        if last.end > last.start:
            yield last


def _closing_mark(text: str, paragraph: Span, end: re.Match[str]) -> int:
    """Where the sentence ends: past a straight mark that stands a space away but closes what was opened."""
    stop = end.end("close")
    after = re.compile(r"\s(\"|'')(?=\s|$)").match(text, stop, paragraph.end)
    if after and text.count(after[1], paragraph.start, stop) % 2 == 1:
        return after.end()
    return stop


def _ends_sentence(text: str, paragraph: Span, end: re.Match[str], stop: int) -> bool:
    following = OPENS.match(text, stop, paragraph.end)
    first = following["first"] if following else None
    if first is None or first.islower():
        return False
    if text[stop : stop + 1] not in (" ", "\n", "\t", "\u00a0") and not _glued(text, end):
        return False
    if end["close"]:
        return not (end["stop"][-1] in "?!" and SPEECH_TAG.match(text[stop : stop + 90].lstrip()))
    return end["stop"] != "." or not _abbreviated(text, paragraph, end, stop)


def _glued(text: str, end: re.Match[str]) -> bool:
    """Tell whether a full stop without a space after it still ends a sentence, as in scraped text ("talks.But")."""
    before = text[max(0, end.start() - 3) : end.start()]
    return before.isalpha() and before.islower() and text[end.end() : end.end() + 2].istitle()


def _abbreviated(text: str, paragraph: Span, end: re.Match[str], stop: int) -> bool:
    """Tell whether the full stop at ``end`` belongs to an abbreviation and does not end the sentence too."""
    before = re.search(r"[^\s(\[“\"‘—–]+$", text[max(paragraph.start, end.start() - 24) : end.start()])
    word = before[0] if before else ""
    opens = not text[paragraph.start : end.start() - len(word)].strip()
    if opens and re.fullmatch(r"\d{1,2}|[ivx]{1,4}|[a-zA-Z]", word):
        return True  # "1." or "a." that opens a paragraph numbers it
    if word.lower() in _words("never") or re.match(r"[Nn]o\.\s\d", text[end.start() - 2 : stop + 2]):
        return True
    letters = re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]|[A-Z]", word) is not None
    if letters or word.lower() in _words("maybe"):
        next_word = re.compile(r"\W*(\w+)").match(text, stop)
        return not (next_word and next_word[1] in _words("opener"))
    return False
