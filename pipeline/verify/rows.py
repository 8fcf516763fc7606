"""Faults of an article's rows: what each check of :mod:`pipeline.verify.checks` looks at."""

import itertools
from collections import Counter
from collections.abc import Iterator

from pipeline.records import Attribution, Concession, Sentence, Stance, Statement, Unit
from pipeline.spans import Span, quoted
from pipeline.verify.case import Case
from pipeline.verify.fault import fault, key_of, row_fault, shown

AGREEMENT = {"support": True, "oppose": False}
PROBABILITIES = ("p_support", "p_oppose", "p_conditional", "p_none")
TOLERANCE = 0.002
"""How far four probabilities, each rounded to three decimals, may be from 1 together."""


def quote_faults(case: Case, record: type, column: str, start: str, end: str) -> Iterator[str]:
    """Yield rows whose quoted cell is not the article's text at its offsets; all three are null together."""
    text = case.article.text
    for row in case.of(record):
        first, last = getattr(row, start), getattr(row, end)
        if first is None or last is None:
            if {first, last, getattr(row, column)} != {None}:
                yield row_fault(row, column, wanted=f"null where {start} or {end} is, and all three together")
        elif not 0 <= first < last <= len(text):
            yield fault(record, key_of(row), f"{start}, {end}", found=(first, last), wanted=_inside(text))
        elif getattr(row, column) != text[first:last]:
            yield row_fault(row, column, wanted=f"{shown(text[first:last])}, the text at {first} to {last}")


def span_faults(case: Case, record: type, spans: str, column: str | None) -> Iterator[str]:
    """Yield rows whose spans leave the text or are out of order, or whose quoted cell is not their text."""
    text = case.article.text
    for row in case.of(record):
        found: tuple[Span, ...] = getattr(row, spans)
        if any(not 0 <= s.start < s.end <= len(text) for s in found):
            yield row_fault(row, spans, wanted=_inside(text))
        elif any(a.end > b.start for a, b in itertools.pairwise(found)):
            yield row_fault(row, spans, wanted="spans in order that do not overlap")
        elif spans == "content_spans" and not found:
            yield row_fault(row, spans, wanted="at least one span")
        elif column and getattr(row, column) != quoted(text, found):
            yield row_fault(row, column, wanted=f"{shown(quoted(text, found))}, the text of {spans} joined by a space")


def _inside(text: str) -> str:
    return f"an interval with start < end within the text (0 to {len(text)})"


def reference_faults(case: Case, record: type, column: str, target: type, target_column: str) -> Iterator[str]:
    """Yield rows that refer to a row which the article does not have."""
    known = {getattr(row, target_column) for row in case.of(target)} | {None}
    for row in case.of(record):
        if getattr(row, column) not in known:
            table = target.TABLE  # type: ignore[attr-defined]
            yield row_fault(row, column, wanted=f"one of {table}.{target_column} in the same article")


def speaker_faults(case: Case, record: type, column: str, copy: str | None, attribute: str | None) -> Iterator[str]:
    """Yield rows whose speaker is not in `speakers`, or that call the speaker otherwise than `speakers` does.

    A holder may be named by a phrase of the text alone, without being one of the speakers.
    """
    for row in case.of(record):
        speaker_id = getattr(row, column)
        speaker = case.speakers.get(speaker_id)
        if speaker_id is not None and speaker is None:
            yield row_fault(row, column, wanted="a speaker_id of speakers")
        elif copy and attribute and (speaker or column != "holder_id"):
            wanted = getattr(speaker, attribute) if speaker else None
            if getattr(row, copy) != wanted:
                why = f"the {attribute} of speaker {speaker_id}" if speaker else f"as {column} is"
                yield row_fault(row, copy, wanted=f"{shown(wanted)}, {why}")


def conjoined_faults(case: Case) -> Iterator[str]:
    """Yield attributions whose `speaker_ids` do not resolve or do not begin with `speaker_id`."""
    for row in case.of(Attribution):
        if any(speaker_id not in case.speakers for speaker_id in row.speaker_ids):
            yield row_fault(row, "speaker_ids", wanted="ids of speakers")
        if (row.speaker_ids[0] if row.speaker_ids else None) != row.speaker_id:
            yield row_fault(row, "speaker_ids", wanted=f"{shown(row.speaker_id)} as the first")


def one_each_faults(case: Case, record: type, column: str, target: type) -> Iterator[str]:
    """Yield rows of ``target`` that do not have just one row of ``record``."""
    found = Counter(getattr(row, column) for row in case.of(record))
    for row in case.of(target):
        count = found[getattr(row, column)]
        if count != 1:
            table = record.TABLE  # type: ignore[attr-defined]
            yield fault(target, key_of(row), f"number of its rows in {table}", found=count, wanted="1")


def count_faults(case: Case, record: type, column: str) -> Iterator[str]:
    """Yield the article when it counts otherwise than its table does."""
    if getattr(case.article, column) != len(case.of(record)):
        table = record.TABLE  # type: ignore[attr-defined]
        yield row_fault(case.article, column, wanted=f"{len(case.of(record))}, its rows in {table}")


def heading_faults(case: Case) -> Iterator[str]:
    """Yield the article when its text does not begin with its title and subtitle, each a paragraph."""
    heading = "\n\n".join(part for part in (case.article.title, case.article.subtitle) if part)
    text = case.article.text
    if heading and text != heading and not text.startswith(f"{heading}\n\n"):
        yield row_fault(case.article, "text", wanted=f"a text that begins with title and subtitle, {shown(heading)}")


def passage_faults(case: Case) -> Iterator[str]:
    """Yield concessions whose passage does not lie within one sentence."""
    sentences = case.of(Sentence)
    for row in case.of(Concession):
        if not any(s.start <= row.start and row.end <= s.end for s in sentences):
            found = (row.start, row.end)
            yield fault(Concession, key_of(row), "start, end", found=found, wanted="a passage within one sentence")


def stance_faults(case: Case) -> Iterator[str]:
    """Yield stances whose four probabilities do not add up to 1."""
    for row in case.of(Stance):
        total = sum(getattr(row, name) for name in PROBABILITIES)
        if not abs(total - 1) <= TOLERANCE:
            yield fault(Stance, key_of(row), " + ".join(PROBABILITIES), found=round(total, 3), wanted="1")


def agreement_faults(case: Case) -> Iterator[str]:
    """Yield statements whose `agreement` is not what their stance says."""
    for row in case.of(Statement):
        if row.agreement is not AGREEMENT.get(row.stance):
            yield row_fault(row, "agreement", wanted=f"{shown(AGREEMENT.get(row.stance))} for {row.stance}")


def reason_faults(case: Case) -> Iterator[str]:
    """Yield statements whose `reasons` are not units of the article, or whose `reason_texts` are not their words."""
    units = {unit.unit_id: unit.text for unit in case.of(Unit)}
    for row in case.of(Statement):
        if any(unit_id not in units for unit_id in row.reasons):
            yield row_fault(row, "reasons", wanted="ids of units in the same article")
        elif row.reason_texts != tuple(units[unit_id] for unit_id in row.reasons):
            yield row_fault(row, "reason_texts", wanted="the text of the units in reasons")
