"""Why a holder stands where it does: the premises that support what it says in the passage."""

from collections.abc import Iterable, Sequence

from pipeline.records import Concession, Relation, Unit
from pipeline.spans import Span, overlap


def reasons(concession: Concession, units: Sequence[Unit], relations: Iterable[Relation]) -> list[Unit]:
    """Return the units that support the holder's own units in the passage of ``concession``, the surest first.

    ``units`` and ``relations`` are those of its article. A unit is the holder's when its speaker is; of narration,
    when it has none.
    """
    passage = Span(concession.start, concession.end)
    held = {
        u.unit_id for u in units if u.speaker_id == concession.holder_id and overlap(passage, Span(u.start, u.end)) > 0
    }
    sure = {r.source_id: r.confidence for r in relations if r.kind == "support" and r.target_id in held}
    return sorted((u for u in units if u.unit_id in sure), key=lambda u: (-sure[u.unit_id], u.start))
