"""What the report counts and quotes: one fact a statement or attribution, with the article it comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.records import Article, Attribution, Stance, Statement
from pipeline.schema import TableError
from pipeline.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One statement on a concession, or one attribution (then move, stance, efficacy and concept are null)."""

    fact_id: str
    article_id: str
    title: str | None
    url: str | None
    publisher: str | None
    published: date | None
    genre: str
    text: str
    spans: tuple[Span, ...]
    speakers: tuple[str, ...]
    """Ids of those it belongs to; none in narration or where the text names no source."""
    confidence: float
    way: str | None = None
    cue: str | None = None
    move: str | None = None
    stance: str | None = None
    efficacy: str | None = None
    concept: str | None = None
    actor: str | None = None
    """What the holder is called, person before body; null in narration."""
    conceder: str | None = None


def spoken(article: Article, attributions: Sequence[Attribution]) -> Iterator[Fact]:
    """Yield the attributions of an article; one of a conjoined source belongs to all its speakers."""
    for row in attributions:
        yield Fact(
            fact_id=row.attribution_id,
            article_id=article.article_id,
            title=article.title,
            url=article.url,
            publisher=article.publisher,
            published=article.published,
            genre=article.genre,
            text=row.content,
            spans=row.content_spans,
            speakers=row.speaker_ids or ((row.speaker_id,) if row.speaker_id else ()),
            confidence=row.confidence,
            way=row.type,
            cue=row.cue,
        )


def stated(article: Article, statements: Sequence[Statement], stances: Sequence[Stance]) -> Iterator[Fact]:
    """Yield the statements of an article with their holders; raises TableError when one has no stance."""
    holders = {s.concession_id: s.holder_id for s in stances}
    for row in (one for one in statements if one.stands):
        if row.concession_id not in holders:
            raise TableError(f"stances.parquet has no row for {row.concession_id}; run pipeline statements again")
        holder = holders[row.concession_id]
        yield Fact(
            fact_id=row.statement_id,
            article_id=article.article_id,
            title=article.title,
            url=article.url,
            publisher=article.publisher,
            published=article.published,
            genre=article.genre,
            text=row.quote,
            spans=(Span(row.start, row.end),),
            speakers=(holder,) if holder else (),
            confidence=row.confidence,
            move=row.move,
            stance=row.stance,
            efficacy=row.efficacy,
            concept=row.concept,
            actor=row.person or row.organization,
            conceder=row.conceder,
        )
