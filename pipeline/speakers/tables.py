"""The rows of one article, with ids of its own for its speakers."""

from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from pipeline.records import Article, Attribution, Link, Mention
from pipeline.spans import quoted
from pipeline.speakers.entities import Entity, Met, met
from pipeline.speakers.resolve import Resolution

VOICED = frozenset(("opinion", "statement", "other"))
"""Genres whose author is a speaker; in news and interviews the writer only relays."""

ACTORS = frozenset(("person", "organization", "government"))


def has_voice(article: Article) -> bool:
    """Tell whether an article's author speaks in it."""
    return article.genre in VOICED


def held(found: Resolution, links: Sequence[Link]) -> Counter[int]:
    """Count the attributions of each entity, by its identity."""
    return Counter(id(e) for link in links for e in found.holders[link.attribution_id])


def kept(found: Resolution, article: Article) -> list[Entity]:
    """Return the entities that become speakers: who holds an attribution or the pen, and named actors."""
    holders = {id(e): e for es in found.holders.values() for e in es}
    listed = [e for e in found.entities if not e.members and (id(e) in holders or _acts(e))]
    seen = {id(e) for e in listed}
    listed += [e for key, e in holders.items() if key not in seen and e is not found.author]
    if has_voice(article) or id(found.author) in holders:
        listed = [found.author, *(e for e in listed if e is not found.author)]
    return listed


def _acts(entity: Entity) -> bool:
    return entity.kind in ACTORS and entity.proper and entity.actor


def local_ids(found: Resolution, article: Article) -> dict[int, str]:
    """Return an id within the article for each entity that becomes a speaker, by the entity's identity."""
    return {id(e): f"{article.article_id}#{n}" for n, e in enumerate(kept(found, article))}


def met_in(article: Article, links: Sequence[Link], found: Resolution) -> Iterator[Met]:
    """Yield what the article tells of each entity that becomes a speaker, in the order of its ids."""
    counts = held(found, links)
    for serial, entity in enumerate(kept(found, article)):
        count = counts[id(entity)]
        holds = bool(count) or entity is found.author
        yield met(entity, article_id=article.article_id, serial=serial, attributions=count, holds=holds)


def attributions(
    article: Article, links: Sequence[Link], found: Resolution, local: dict[int, str]
) -> Iterator[Attribution]:
    """Yield the attributions of an article: its links with their words and their speakers."""
    for link in links:
        ids = tuple(local[id(e)] for e in found.holders[link.attribution_id])
        yield Attribution(
            attribution_id=link.attribution_id,
            article_id=link.article_id,
            type=link.type,
            content_spans=link.content_spans,
            content=quoted(article.text, link.content_spans) or "",
            cue_spans=link.cue_spans,
            cue=quoted(article.text, link.cue_spans),
            source_spans=link.source_spans,
            source=quoted(article.text, link.source_spans),
            speaker_id=ids[0] if ids else None,
            speaker=None,
            speaker_ids=ids,
            speaker_kind=None,
            parent_id=link.parent_id,
            confidence=link.confidence,
        )


def mentions(article: Article, doc: Doc, found: Resolution, local: dict[int, str]) -> Iterator[Mention]:
    """Yield the mentions of an article's speakers in the order of the text, one a place."""
    rows: dict[tuple[int, int], Mention] = {}
    for entity in (*found.entities, found.author):
        if id(entity) not in local:
            continue
        for spot in entity.spots:
            last = doc[spot.last - 1]
            start, end = doc[spot.first].idx, last.idx + len(last)
            rows.setdefault(
                (start, end),
                Mention(
                    article_id=article.article_id,
                    start=start,
                    end=end,
                    text=article.text[start:end],
                    speaker_id=local[id(entity)],
                    mention_type=spot.type,
                ),
            )
    yield from (rows[key] for key in sorted(rows))
