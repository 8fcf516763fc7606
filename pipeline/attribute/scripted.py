"""Candidates from the page's own conventions: "NAME:" transcripts, "Name: claim" headlines, and "— Name" lines."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from pipeline.attribute.candidates import Candidate, length_feature
from pipeline.attribute.quotes import Quote
from pipeline.sentences import paragraphs
from pipeline.spans import Span, trim

TURN = re.compile(r"[\"“]?(?P<name>[A-Z][\w.’'-]*(?: (?:[A-Z(][\w.’')-]*|of|de|van|von|al)){0,5})(?P<cue>:)\s+(?=\S)")
ANSWER = re.compile(r"(?P<who>Q|A|Question|Answer)[.:]\s+(?=\S)")
DASH = re.compile(
    r"\s*[—–―-]{1,2} ?(?P<name>[A-Z@][\w.’'@-]*(?: (?:[A-Z][\w.’'-]*|of|the|de|van|von|al)){0,6}(?:,[^.\n]{3,80})?)\s*$"
)
LABELS = re.compile(
    r"(?:a|by|caption|correction|date|editor|image|more|note|on|part|photo|place|q|read|related|source|step|time|update"
    r"|video|watch)\.?",
    re.IGNORECASE,
)
"""First words before a colon that name no speaker."""
MIN_TURNS = 2
PLAIN = frozenset({"turn", "dashed"})
"""Rules that read what the page itself says of the speaker, whatever PolNeAR's articles have of it."""


def find(doc: Doc, text: str, *, quotes: Sequence[Quote]) -> Iterator[Candidate]:
    """Yield turns of a transcript, answers of an interview, "Name:" headlines, and dashed names under a quotation."""
    bounds = paragraphs(text)
    yield from _answers(doc, text, bounds)
    turns = {i: m for i, p in enumerate(bounds) if (m := TURN.match(text, p.start, p.end)) and _is_name(m["name"])}
    names = [m["name"] for m in turns.values()]
    is_transcript = len(turns) >= MIN_TURNS and len(set(names)) < len(names)
    current: re.Match[str] | None = None
    for i, paragraph in enumerate(bounds):
        current = turns.get(i, current if is_transcript else None)
        if is_transcript and current is not None:
            yield _turn(text, paragraph, current, opens=i in turns)
        elif i == 0 and i in turns and ":" in text[paragraph.start : paragraph.end]:
            yield _headline(text, paragraph, turns[i])
    yield from _dashed(text, bounds, quotes)


def _answers(doc: Doc, text: str, bounds: list[Span]) -> Iterator[Candidate]:
    """Yield the answers of an interview in "Q." and "A.", which are the person's whom the introduction names.

    That person is the one the questions call by name, else the first named at all.
    """
    marks = [ANSWER.match(text, p.start, p.end) for p in bounds]
    first = next((i for i, mark in enumerate(marks) if mark), None)
    if first is None or {m["who"][0] for m in marks if m} != {"Q", "A"}:
        return
    persons = [e for e in doc.ents if e.label_ == "PERSON" and e.end_char <= bounds[first].start]
    asked = " ".join(text[p.start : p.end] for p, m in zip(bounds, marks, strict=True) if m and m["who"][0] == "Q")
    called = [e for e in persons if e[-1].text in asked]
    source = tuple(Span(e.start_char, e.end_char) for e in (called or persons)[:1])
    answers = False
    for paragraph, mark in zip(bounds[first:], marks[first:], strict=True):
        answers = mark["who"][0] == "A" if mark else answers
        if answers:
            start = mark.end() if mark else paragraph.start
            cue = (Span(mark.start("who"), mark.end("who")),) if mark else ()
            content = (trim(text, Span(start, paragraph.end)),)
            yield Candidate(
                rule="turn", content=content, cue=cue, source=source, features=("rule=turn", "opens=True|turn")
            )


def _is_name(name: str) -> bool:
    return LABELS.fullmatch(name.split()[0]) is None or (name.isupper() and len(name) > 2)


def _turn(text: str, paragraph: Span, match: re.Match[str], *, opens: bool) -> Candidate:
    start = match.end() if opens else paragraph.start
    return Candidate(
        rule="turn",
        content=(trim(text, Span(start, paragraph.end)),),
        cue=(Span(match.start("cue"), match.end("cue")),),
        source=(Span(match.start("name"), match.end("name")),),
        features=("rule=turn", f"opens={opens}|turn", f"capitals={match['name'].isupper()}|turn"),
    )


def _headline(text: str, paragraph: Span, match: re.Match[str]) -> Candidate:
    content = (trim(text, Span(match.end(), paragraph.end), strip=" ."),)
    return Candidate(
        rule="headline",
        content=content,
        cue=(Span(match.start("cue"), match.end("cue")),),
        source=(Span(match.start("name"), match.end("name")),),
        features=(
            "rule=headline",
            length_feature(content) + "|headline",
            f"words={len(match['name'].split())}|headline",
        ),
    )


def _dashed(text: str, bounds: list[Span], quotes: Sequence[Quote]) -> Iterator[Candidate]:
    ends = {q.span.end: (n, q) for n, q in enumerate(quotes)}
    for end, (number, quote) in ends.items():
        paragraph = next((p for p in bounds if p.start <= quote.span.start < p.end), None)
        following = next((p for p in bounds if p.start >= end), None) if paragraph and paragraph.end == end else None
        stretch = following or (Span(end, paragraph.end) if paragraph else None)
        match = DASH.match(text, stretch.start, stretch.end) if stretch else None
        if match:
            dash = text.index(match[0].strip()[0], match.start())
            yield Candidate(
                rule="dashed",
                content=(quote.span,),
                cue=(Span(dash, dash + 1),),
                source=(Span(match.start("name"), match.end("name")),),
                features=("rule=dashed", f"own_line={following is not None}|dashed"),
                quote=number,
            )
