"""The checks of an article's rows: a table of what is quoted, what refers to what, and what comes how often."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from pipeline.records import (
    Article,
    Attribution,
    Concession,
    Link,
    Mention,
    Relation,
    Sentence,
    SentenceVoice,
    Speaker,
    Stance,
    Statement,
    Token,
    Unit,
)
from pipeline.verify import rows
from pipeline.verify.case import Case, Check

QUOTES = (  # record, quoted column, columns of its offsets
    (Sentence, "text", "start", "end"),
    (Token, "text", "start", "end"),
    (Mention, "text", "start", "end"),
    (Concession, "text", "start", "end"),
    (Stance, "evidence", "evidence_start", "evidence_end"),
    (Unit, "text", "start", "end"),
    (Statement, "quote", "start", "end"),
)
SPANS = (  # record, column of spans, column that quotes them
    (Link, "content_spans", None),
    (Link, "cue_spans", None),
    (Link, "source_spans", None),
    (Attribution, "content_spans", "content"),
    (Attribution, "cue_spans", "cue"),
    (Attribution, "source_spans", "source"),
)
REFERENCES = (  # record, column, record and column of the same article it refers to
    (SentenceVoice, "sentence_id", Sentence, "sentence_id"),
    (Token, "sentence_id", Sentence, "sentence_id"),
    (Token, "head", Token, "token_id"),
    (Link, "parent_id", Link, "attribution_id"),
    (Attribution, "parent_id", Attribution, "attribution_id"),
    (Concession, "attribution_id", Attribution, "attribution_id"),
    (Stance, "concession_id", Concession, "concession_id"),
    (Unit, "attribution_id", Attribution, "attribution_id"),
    (Relation, "source_id", Unit, "unit_id"),
    (Relation, "target_id", Unit, "unit_id"),
    (Statement, "concession_id", Concession, "concession_id"),
)
SPEAKERS = (  # record, column with a speaker's id, column that repeats an attribute of the speaker, the attribute
    (SentenceVoice, "speaker_id", None, None),
    (Mention, "speaker_id", None, None),
    (Attribution, "speaker_id", "speaker", "name"),
    (Attribution, "speaker_id", "speaker_kind", "kind"),
    (Concession, "holder_id", "holder", "name"),
    (Stance, "holder_id", "holder", "name"),
    (Unit, "speaker_id", "speaker", "name"),
)
ONE_EACH = (  # record, column, record of which each row has just one
    (SentenceVoice, "sentence_id", Sentence),
    (Stance, "concession_id", Concession),
    (Statement, "concession_id", Concession),
)
COUNTS = ((Token, "n_tokens"), (Sentence, "n_sentences"))


def _check(function: Callable[..., Iterator[str]], *row: Any, needs: tuple[type, ...] = ()) -> Check:
    records = {part for part in row if isinstance(part, type)}
    return Check(needs=frozenset({Article, *records, *needs}), faults=partial(_call, function, row))


def _call(function: Callable[..., Iterator[str]], row: tuple[Any, ...], case: Case) -> Iterator[str]:
    return function(case, *row)


CHECKS: tuple[Check, ...] = (
    _check(rows.heading_faults),
    *(_check(rows.count_faults, *row) for row in COUNTS),
    *(_check(rows.quote_faults, *row) for row in QUOTES),
    *(_check(rows.span_faults, *row) for row in SPANS),
    *(_check(rows.reference_faults, *row) for row in REFERENCES),
    *(_check(rows.speaker_faults, *row, needs=(Speaker,)) for row in SPEAKERS),
    _check(rows.conjoined_faults, needs=(Attribution, Speaker)),
    *(_check(rows.one_each_faults, *row) for row in ONE_EACH),
    _check(rows.passage_faults, needs=(Concession, Sentence)),
    _check(rows.stance_faults, needs=(Stance,)),
    _check(rows.agreement_faults, needs=(Statement,)),
    _check(rows.reason_faults, needs=(Statement, Unit)),
)
