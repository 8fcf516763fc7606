"""Find the rhetorical concessions among the clauses of an article."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline import linear
from pipeline.arguments.candidates import Candidate
from pipeline.arguments.features import Features, words_of
from pipeline.arguments.model import Model
from pipeline.arguments.parse import Parse
from pipeline.arguments.reading import ClauseReading, Pairing
from pipeline.arguments.rhetorical import marks, weigh
from pipeline.spans import hull

Side = Literal["first", "second"]
SIDES: tuple[Side, Side] = ("first", "second")


@dataclass(frozen=True, slots=True, kw_only=True)
class Granting:
    """The clause that grants and the clause that outweighs it, by their place among the candidates."""

    granted: int
    outweighing: int
    confidence: float


def whole(parse: Parse, found: Sequence[Candidate]) -> list[Candidate]:
    """Return the clauses, with a sentence that outweighs a granted one kept in one piece.

    After "For sure, …" the sentence "Though X, Y" answers as a whole; cut, the half that grants would be its answer.
    """
    kept: list[Candidate] = []
    for at, one in enumerate(found):
        if kept and _answers(parse, found, at) and kept[-1].sentence_id == one.sentence_id:
            kept[-1] = replace(kept[-1], span=hull([kept[-1].span, one.span]))
        else:
            kept.append(one)
    return kept


def _answers(parse: Parse, found: Sequence[Candidate], at: int) -> bool:
    """Tell whether clause ``at`` ends a "Though X, Y" after a sentence that grants a point, in one voice."""
    if at < 2:
        return False
    granting, yielding, last = found[at - 2 : at + 1]
    apart = yielding.sentence_id - granting.sentence_id
    if apart != 1 or granting.paragraph != yielding.paragraph or granting.narrated:
        return False
    if not (_one_voice(granting, yielding) and _one_voice(yielding, last)):
        return False
    return "grant" in marks(words_of(parse, granting)[1]) and "yield" in marks(words_of(parse, yielding)[1])


def find(
    parse: Parse, found: Sequence[Candidate], clauses: Sequence[ClauseReading | None], *, model: Model, least: float
) -> Iterator[Granting]:
    """Yield the rhetorical concessions between neighbouring clauses of one speaker.

    Clauses are neighbours within a sentence, or in sentences that follow each other in one paragraph; ``clauses`` are
    what is read of each. Those less sure than ``least`` are left out; a newsroom's narration grants nothing.
    """
    for i, (first, second) in enumerate(itertools.pairwise(found)):
        if not neighbours(first, second) or first.narrated or second.narrated or not _one_voice(first, second):
            continue
        words = words_of(parse, first)[1], words_of(parse, second)[1]
        if _yields_to_next(found, i + 1, words[1]) and first.sentence_id != second.sentence_id:
            continue
        read = clauses[i], clauses[i + 1]
        together = first.sentence_id == second.sentence_id
        sure = {
            side: linear.probability(
                model.grants, grant_features(words, read, together=together, granted=side, pairing=model.reader.pairing)
            )
            for side in SIDES
        }
        side = max(SIDES, key=lambda one: sure[one])
        if sure[side] >= least:
            granted, outweighing = (i, i + 1) if side == "first" else (i + 1, i)
            yield Granting(granted=granted, outweighing=outweighing, confidence=sure[side])


def _yields_to_next(found: Sequence[Candidate], at: int, words: Sequence[str]) -> bool:
    """Tell whether a clause ("Though X,") grants what the rest of its sentence outweighs: it answers nothing before."""
    rest = found[at + 1] if at + 1 < len(found) else None
    return rest is not None and rest.sentence_id == found[at].sentence_id and "yield" in marks(words)


def neighbours(first: Candidate, second: Candidate) -> bool:
    """Tell whether two clauses stand in one sentence, or in sentences that follow each other in one paragraph."""
    apart = second.sentence_id - first.sentence_id
    return apart == 0 or (apart == 1 and first.paragraph == second.paragraph)


def grant_features(
    words: tuple[Sequence[str], Sequence[str]],
    read: tuple[ClauseReading | None, ClauseReading | None],
    *,
    together: bool,
    granted: Side,
    pairing: Pairing,
) -> Features:
    """Return what tells whether the ``granted`` one of two clauses grants a point that the other outweighs.

    ``words`` are theirs in lower case, ``read`` what is made of them: marks, the rule that they make
    (:mod:`pipeline.arguments.rhetorical`), and the reader's log odds, in this direction and the other.
    """
    rule = weigh(*words, together=together)
    row = {f"granted {granted}": 1.0, f"granted {granted}:{'together' if together else 'apart'}": 1.0}
    if rule is not None:
        row[f"rule:{'agrees' if rule.granted == granted else 'differs'}"] = rule.confidence
    for place, its in zip(SIDES, words, strict=True):
        row.update({f"granted {granted}:{place} {mark}": 1.0 for mark in marks(its)})
    source, target = read if granted == "first" else read[::-1]
    if source is not None and target is not None:
        row["reads:concession"] = pairing.log_odds(source, target)[2]
        row["reads:concession back"] = pairing.log_odds(target, source)[2]
    return row


def _one_voice(first: Candidate, second: Candidate) -> bool:
    """Tell whether both clauses are one speaker's; of a source that nobody resolved, one attribution's."""
    if first.speaker_id is None:
        return first.attribution_id == second.attribution_id
    return first.speaker_id == second.speaker_id
