"""Find the rhetorical concessions among the clauses of an article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.arguments.candidates import Candidate
from pipeline.arguments.features import words_of
from pipeline.arguments.parse import Parse
from pipeline.arguments.rhetorical import marks, weigh
from pipeline.spans import hull


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


def find(parse: Parse, found: Sequence[Candidate], *, least: float) -> Iterator[Granting]:
    """Yield the rhetorical concessions between neighbouring clauses of one speaker.

    Clauses are neighbours within a sentence, or in sentences that follow each other in one paragraph. Those less sure
    than ``least`` are left out; a newsroom's narration grants nothing.
    """
    for i in range(len(found) - 1):
        first, second = found[i], found[i + 1]
        if first.narrated or second.narrated or not _one_voice(first, second):
            continue
        together = first.sentence_id == second.sentence_id
        if not together and (second.sentence_id - first.sentence_id > 1 or first.paragraph != second.paragraph):
            continue
        grant = weigh(words_of(parse, first)[1], words_of(parse, second)[1], together=together)
        if grant is not None and grant.confidence >= least:
            granted, outweighing = (i, i + 1) if grant.granted == "first" else (i + 1, i)
            yield Granting(granted=granted, outweighing=outweighing, confidence=grant.confidence)


def _one_voice(first: Candidate, second: Candidate) -> bool:
    """Tell whether both clauses are one speaker's; of a source that nobody resolved, one attribution's."""
    if first.speaker_id is None:
        return first.attribution_id == second.attribution_id
    return first.speaker_id == second.speaker_id
