"""Candidates from the page's own conventions: "NAME:" transcripts, "Name: claim" headlines, and "— Name" lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc

from pipeline.attribute.candidates import Candidate, length_feature
from pipeline.attribute.quotes import Quote
from pipeline.sentences import paragraphs
from pipeline.spans import Span, contains, hull, overlap, trim

TURN = re.compile(r"[\"“]?(?P<name>[A-Z][\w.’'-]*(?: (?:[A-Z(][\w.’')-]*|of|de|van|von|al)){0,5})(?P<cue>:)\s+(?=\S)")
ANSWER = re.compile(r"(?P<name>(?P<who>Q|A|Question|Answer))(?P<cue>[.:])\s+(?=\S)")
DASH = re.compile(
    r"\s*[—–―-]{1,2} ?(?P<name>[A-Z@][\w.’'@-]*(?: (?:[A-Z][\w.’'-]*|of|the|de|van|von|al)){0,6}(?:,[^.\n]{3,80})?)\s*$"
)
DIRECTION = re.compile(r"[\"“]?[(\[][^)\]\n]*[)\]][.\"”]*")
"""What is done and not said."""
LABELS = re.compile(
    r"(?:a|by|caption|correction|date|editor|image|more|note|on|part|photo|place|q|read|related|source|step|time|update"
    r"|video|watch)\.?",
    re.IGNORECASE,
)
"""First words before a colon that name no speaker."""
MIN_TURNS = 2
PLAIN = {"turn": 0.9, "dashed": 0.5}
"""Rules that read what the page itself says of the speaker, whatever PolNeAR's articles have of it, and their least
probability."""


def find(doc: Doc, text: str, *, quotes: Sequence[Quote]) -> Iterator[Candidate]:
    """Yield turns of a transcript, answers of an interview, "Name:" headlines, and dashed names under a quotation."""
    bounds = paragraphs(text)
    yield from _answers(doc, text, bounds)
    turns = {i: m for i, p in enumerate(bounds) if (m := TURN.match(text, p.start, p.end)) and _is_name(m["name"])}
    headline = turns.pop(0, None) if 1 not in turns else None
    names = [m["name"] for m in turns.values()]
    if len(turns) >= MIN_TURNS and len(set(names)) < len(names):
        for i, following in pairwise([*turns, len(bounds)]):
            yield _turn(text, bounds[i:following], turns[i])
    else:
        headline = turns.get(0, headline)
    if headline:
        yield _headline(text, bounds[0], headline)
    yield from _dashed(text, bounds, quotes)


def _answers(doc: Doc, text: str, bounds: list[Span]) -> Iterator[Candidate]:
    """Yield the answers of an interview in "Q." and "A.", which are the person's whom the introduction names.

    That person is the one the questions call by name, else the first named at all.
    """
    marks = {i: m for i, p in enumerate(bounds) if (m := ANSWER.match(text, p.start, p.end))}
    if {m["who"][0] for m in marks.values()} != {"Q", "A"}:
        return
    persons = [e for e in doc.ents if e.label_ == "PERSON" and e.end_char <= bounds[min(marks)].start]
    asked = " ".join(text[bounds[i].start : bounds[i].end] for i, m in marks.items() if m["who"][0] == "Q")
    called = [e for e in persons if e[-1].text in asked]
    source = tuple(Span(e.start_char, e.end_char) for e in (called or persons)[:1])
    for i, following in pairwise([*marks, len(bounds)]):
        if marks[i]["who"][0] == "A":
            yield replace(_turn(text, bounds[i:following], marks[i]), source=source)


def _is_name(name: str) -> bool:
    return LABELS.fullmatch(name.split()[0]) is None or (name.isupper() and len(name) > 2)


def _turn(text: str, bounds: Sequence[Span], match: re.Match[str]) -> Candidate:
    """Make a turn of all its paragraphs but for directions ("(Applause.)")."""
    spoken = [Span(match.end(), bounds[0].end), *bounds[1:]]
    named, cue = Span(*match.span("name")), Span(*match.span("cue"))
    return Candidate(
        rule="turn",
        content=tuple(trim(text, p) for p in spoken if not DIRECTION.fullmatch(text, p.start, p.end)) or (spoken[0],),
        cue=(cue,),
        source=(named,),
        features=("rule=turn", "opens=True|turn", f"capitals={match['name'].isupper()}|turn"),
    )


def settled(by_rule: Sequence[tuple[float, Candidate]]) -> tuple[list[tuple[float, Candidate]], list[Candidate]]:
    """Return the candidates by rule that agree with a transcript's turns, with their probability, and these turns."""
    turns = [c for _, c in by_rule if c.rule == "turn"]
    return [(max(p, PLAIN.get(c.rule, 0.0)), c) for p, c in by_rule if c in turns or keeps_turns(c, turns)], turns


def keeps_turns(one: Candidate, turns: Sequence[Candidate]) -> bool:
    """Tell whether a candidate lies within one turn of a transcript, cue and all, or outside of every one."""
    whole = hull([*one.content, *one.cue])
    for turn in turns:
        bounds = hull([*turn.source, *turn.content])
        if overlap(whole, bounds):
            return contains(hull(turn.content), whole) and whole != hull(turn.content)
    return True


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
