"""Choose the clauses that argue, and give each its role: claim or premise."""

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import linear
from pipeline.arguments.candidates import Candidate
from pipeline.arguments.features import Features, with_reading
from pipeline.arguments.model import Model, Setting, placed
from pipeline.arguments.reading import ClauseReading
from pipeline.params import ArgumentsParams
from pipeline.records import Genre, Unit, UnitRole

SETTINGS: dict[Genre, Setting] = {"statement": "speech", "interview": "debate", "opinion": "written"}
CONTEXT = ("previous", "next")
LEAST = 0.5
"""Probability that a clause needs in a set speech when it grants a point, outweighs one or gives a reason."""
MARKED = 0.8
"""Probability of a role that a connective of reason gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A candidate that argues, what describes it, and how sure that is."""

    candidate: Candidate
    features: Features
    p_argues: float
    p_claim: float
    clause: ClauseReading | None = None
    """What the reader makes of it."""

    @property
    def role(self) -> UnitRole:
        """The likelier role."""
        return "claim" if self.p_claim >= 0.5 else "premise"

    @property
    def confidence(self) -> float:
        """Probability that the words are the speaker's, argue, and have this role."""
        return self.candidate.certainty * self.p_argues * max(self.p_claim, 1.0 - self.p_claim)


def judge(
    found: Sequence[Candidate],
    rows: Sequence[Features],
    clauses: Sequence[ClauseReading | None],
    *,
    kept: Collection[int] = (),
    marked: Collection[int] = (),
    genre: Genre,
    model: Model,
    params: ArgumentsParams,
) -> dict[int, Judged]:
    """Return the candidates that argue, in order, by their place among ``found``.

    ``rows`` are their features, ``clauses`` what the reader makes of each, null for one that it did not read.
    Those at the places ``kept`` argue whatever their words: they take a side. Those at the places ``marked`` grant a
    point or outweigh one, and argue too; in a set speech, which has "but" in its reports, only when they are likely
    to. What is attributed to a source needs ``params.source_threshold``, an author's clause ``params.threshold``; the
    narration of a newsroom, which takes no side, must pass the much higher ``params.narration_threshold`` to count as
    analysis.
    """
    judged = {}
    setting = SETTINGS.get(genre, "written")
    rows = [with_reading(row, clause) for row, clause in zip(rows, clauses, strict=True)]
    likely = set(marked) | _reasons(found, rows)
    for place, (candidate, described) in enumerate(zip(found, rows, strict=True)):
        row = placed(described, setting)
        p_argues = linear.probability(model.argues, alone(row))
        least = _least(candidate, params)
        certain = place in kept or (place in likely and (setting != "speech" or p_argues >= LEAST))
        if certain or (p_argues >= least and not reports(candidate, row)):
            p_claim = linear.probability(model.claims, row)
            judged[place] = Judged(
                candidate=candidate, features=row, p_argues=p_argues, p_claim=p_claim, clause=clauses[place]
            )
    return _reasoned(judged)


def gives_reason(reason: Judged, for_what: Judged) -> bool:
    """Tell whether one unit is the clause of reason ("because …") of another unit of its sentence and speaker."""
    first, second = for_what.candidate, reason.candidate
    same = (first.sentence_id, first.speaker_id) == (second.sentence_id, second.speaker_id)
    return same and first.span < second.span and _because(reason.features)


def _reasons(found: Sequence[Candidate], rows: Sequence[Features]) -> set[int]:
    """Places of clauses of reason and of what they give a reason for, in the words of an author or source."""
    pairs = (
        (i, i + 1)
        for i, (claim, reason) in enumerate(itertools.pairwise(found))
        if _because(rows[i + 1]) and claim.sentence_id == reason.sentence_id and not claim.narrated
    )
    return {place for pair in pairs for place in pair}


def _because(row: Features) -> bool:
    return "word:because" in row and "opens:reason" in row


def _reasoned(judged: dict[int, Judged]) -> dict[int, Judged]:
    """Make a clause of reason a premise, and the clause it gives the reason for a claim."""
    certain = dict(judged)
    for (one, claim), (other, reason) in itertools.pairwise(judged.items()):
        if gives_reason(reason, claim):
            certain[one] = replace(claim, p_claim=max(claim.p_claim, MARKED))
            certain[other] = replace(reason, p_claim=min(reason.p_claim, 1.0 - MARKED))
    return certain


def _least(candidate: Candidate, params: ArgumentsParams) -> float:
    if candidate.attribution_id is not None:
        return params.source_threshold
    return params.narration_threshold if candidate.narrated else params.threshold


def alone(row: Features) -> Features:
    """Return the features of the clause itself; whether it argues carries over to new kinds of text without context."""
    return {name: value for name, value in row.items() if not name.startswith(CONTEXT)}


def reports(candidate: Candidate, row: Features) -> bool:
    """Tell whether a newsroom's clause is plain report: no modality, judgement or reason makes it analysis."""
    signs = ("class:duty", "class:hedge", "class:value", "class:sure", "class:opinion", "opens:reason", "opens:result")
    return candidate.narrated and sum(sign in row for sign in signs) < 2


def units(article_id: str, text: str, judged: Sequence[Judged]) -> Iterator[Unit]:
    """Yield the rows of the units of one article, numbered by their place in the text."""
    for number, one in enumerate(judged):
        start, end = one.candidate.span
        yield Unit(
            unit_id=f"{article_id}-u{number:05d}",
            article_id=article_id,
            start=start,
            end=end,
            text=text[start:end],
            role=one.role,
            speaker_id=one.candidate.speaker_id,
            speaker=one.candidate.speaker,
            attribution_id=one.candidate.attribution_id,
            confidence=one.confidence,
        )
