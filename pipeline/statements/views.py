"""The joins: a concession, the stance on it, its holder and its article as one wide row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.records import Article, Concession, Relation, Speaker, Stance, StanceLabel, Statement, Unit
from pipeline.schema import TableError
from pipeline.statements.reasons import reasons

PERSONS = frozenset({"person", "author"})
BODIES = frozenset({"organization", "government", "group"})
OF_ARTICLE = ("article_id", "published", "publisher", "title", "genre", "duplicate_of")
OWN_SIDE = frozenset({"offer", "refuse"})
"""Moves whose holder speaks for the conceder, by the codebook; they address the beneficiary."""


def statements(
    article: Article,
    concessions: Sequence[Concession],
    stances: Sequence[Stance],
    units: Sequence[Unit] = (),
    relations: Sequence[Relation] = (),
    *,
    speakers: Mapping[str, Speaker],
    concepts: Iterable[str | None],
) -> Iterator[Statement]:
    """Yield one statement a concession of ``article``, in its order.

    ``concepts`` holds one label a concession. Raises TableError when a concession has no stance, a stance no
    concession, or a holder is not among ``speakers`` (by speaker_id).
    """
    judged = {s.concession_id: s for s in stances}
    for concession in concessions:
        if concession.concession_id not in judged:
            raise TableError(f"stances.parquet has no row for {concession.concession_id}; run pipeline stance again")
    if len(judged) > len(concessions):
        spare = min(judged.keys() - {c.concession_id for c in concessions})
        raise TableError(f"stances.parquet has a row for {spare}, which concessions.parquet lacks; run pipeline stance")
    for number, (concession, concept) in enumerate(zip(concessions, concepts, strict=True)):
        yield statement(
            article,
            concession,
            judged[concession.concession_id],
            holder_of(concession, speakers=speakers),
            number=number,
            concept=concept,
            why=reasons(concession, units, relations),
        )


def holder_of(concession: Concession, *, speakers: Mapping[str, Speaker]) -> Speaker | None:
    """Return the speaker who holds a concession, null in narration; raises TableError for an unknown id."""
    if concession.holder_id is None:
        return None
    if concession.holder_id not in speakers:
        raise TableError(
            f"{concession.concession_id} is held by {concession.holder_id}, which speakers.parquet lacks; "
            "run pipeline speakers and pipeline concessions again"
        )
    return speakers[concession.holder_id]


def statement(
    article: Article,
    concession: Concession,
    stance: Stance,
    holder: Speaker | None,
    *,
    number: int,
    concept: str | None,
    why: Sequence[Unit],
) -> Statement:
    """Join one row; ``number`` is the position of the concession in the article, from 0; ``why`` are its reasons."""
    return Statement(
        statement_id=f"{article.article_id}-s{number:05d}",
        concession_id=concession.concession_id,
        **{name: getattr(article, name) for name in OF_ARTICLE},
        person=person(holder),
        organization=organization(holder) if holder else concession.holder,
        country=holder.country if holder else None,
        speaker_kind=holder.kind if holder else None,
        role=holder.role if holder else None,
        concept=concept,
        move=concession.move,
        modality=concession.modality,
        event_source=event_source(concession),
        event_target=event_target(concession, holder=holder),
        cameo=concession.cameo,
        plover=concession.plover,
        conceder=concession.conceder,
        beneficiary=concession.beneficiary,
        item=concession.item,
        stance=stance.stance,
        agreement=agreement(stance.stance),
        efficacy=stance.efficacy,
        reviewed=None,
        reasons=tuple(unit.unit_id for unit in why),
        reason_texts=tuple(unit.text for unit in why),
        confidence=concession.confidence * certainty(stance),
        quote=concession.text,
        start=concession.start,
        end=concession.end,
    )


def person(holder: Speaker | None) -> str | None:
    """Return the holder's name when it is a person's or an author's."""
    return holder.name if holder and holder.kind in PERSONS else None


def organization(holder: Speaker) -> str | None:
    """Return the holder's name when it is a body's, else the body the holder belongs to."""
    return holder.name if holder.kind in BODIES else holder.affiliation


def event_source(concession: Concession) -> str | None:
    """Return who acts: of a yielding who gives, of every other move its holder."""
    return concession.conceder if concession.move == "yield" else concession.holder


def event_target(concession: Concession, *, holder: Speaker | None) -> str | None:
    """Return on whom: of a yielding who gets, else the conceder, unless it is the holder's own side."""
    if concession.move == "yield" or concession.move in OWN_SIDE:
        return concession.beneficiary
    if concession.conceder is not None and is_named(holder, concession.conceder):
        return concession.beneficiary
    return concession.conceder


def is_named(speaker: Speaker | None, phrase: str) -> bool:
    """Tell whether ``phrase`` is one of the speaker's names, articles and case apart."""
    if speaker is None:
        return False
    return _bare(phrase) in {_bare(name) for name in (speaker.name, *speaker.aliases)}


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


def agreement(stance: StanceLabel) -> bool | None:
    """Return true for support, false for oppose, else null."""
    return {"support": True, "oppose": False}.get(stance)


def certainty(stance: Stance) -> float:
    """Return the probability in [0, 1] of the stance that was chosen."""
    return {
        "support": stance.p_support,
        "oppose": stance.p_oppose,
        "conditional": stance.p_conditional,
        "none": stance.p_none,
    }[stance.stance]
