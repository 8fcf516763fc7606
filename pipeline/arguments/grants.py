"""Find the rhetorical concessions among the clauses of an article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.arguments.candidates import Candidate
from pipeline.arguments.features import words_of
from pipeline.arguments.parse import Parse
from pipeline.arguments.rhetorical import weigh


@dataclass(frozen=True, slots=True, kw_only=True)
class Granting:
    """The clause that grants and the clause that outweighs it, by their place among the candidates."""

    granted: int
    outweighing: int
    confidence: float


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
