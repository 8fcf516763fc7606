"""articles, sentences, links, docs/ -> attributions, speakers, mentions, voices."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline import docs, schema
from pipeline.params import SpeakersParams, provenance
from pipeline.progress import Track, silent
from pipeline.records import Article, Attribution, Link, Mention, Sentence, SentenceVoice, Speaker
from pipeline.speakers import tables as rows
from pipeline.speakers import userlist
from pipeline.speakers.merge import Register
from pipeline.speakers.profiles import Profile
from pipeline.speakers.resolve import Resolution, resolve
from pipeline.speakers.voices import voices

SPILLED = (Attribution, Mention, SentenceVoice)


def run(tables: Path, *, params: SpeakersParams, track: Track = silent) -> None:
    """Resolve the source of every link and write attributions, speakers, mentions and voices.

    Who is the same across articles shows only at the end, so rows are first written aside with each article's own
    ids and then once more with the final ones; in memory stay the speakers alone. Raises SpeakerListError when the
    user's list cannot be used.
    """
    register = Register(similarity=params.similarity, known=_known(params.list))
    profiles: dict[str, Profile] = {}
    with TemporaryDirectory(prefix=".speakers-", dir=tables) as aside:
        _resolve_all(tables, Path(aside), register, profiles, track)
        register.join()
        speakers = {s.speaker_id: s for s in register.speakers()}
        metadata = provenance(params)
        final = {local: profile.speaker_id for local, profile in profiles.items()}
        with schema.writing(tables, Attribution, metadata=metadata) as table:
            table.add(_final_attributions(schema.read(Path(aside), Attribution), final, speakers))
        with schema.writing(tables, Mention, metadata=metadata) as table:
            table.add(replace(m, speaker_id=final[m.speaker_id]) for m in schema.read(Path(aside), Mention))
        with schema.writing(tables, SentenceVoice, metadata=metadata) as table:
            table.add(
                replace(v, speaker_id=final[v.speaker_id] if v.speaker_id else None)
                for v in schema.read(Path(aside), SentenceVoice)
            )
        schema.write(tables, Speaker, speakers.values(), metadata=metadata)


def _known(path: str | None) -> dict[str, userlist.Known]:
    """Read the user's list of speakers, when there is one."""
    if path is None:
        return {}
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise userlist.SpeakerListError(
            f"speakers.list {path} cannot be read: {error}; give the path of a CSV"
        ) from error
    return userlist.parse(lines, source=path)


def _resolve_all(tables: Path, aside: Path, register: Register, profiles: dict[str, Profile], track: Track) -> None:
    """Resolve article by article; write rows with local speaker ids aside and note each local id's profile."""
    articles = schema.by_article(tables, Article, Sentence, Link)
    with (
        schema.writing(aside, Attribution, metadata={}) as attributions,
        schema.writing(aside, Mention, metadata={}) as mentions,
        schema.writing(aside, SentenceVoice, metadata={}) as spoken,
    ):
        for (article, sentences, links), doc in track(zip(articles, docs.read(tables), strict=True), what="articles"):
            found = resolve(doc, article=article, sentences=sentences, links=links)
            local = rows.local_ids(found, article)
            _register(found, article, links, local, register, profiles)
            attributions.add(rows.attributions(article, links, found, local))
            mentions.add(rows.mentions(article, doc, found, local))
            spoken.add(_voices(article, sentences, links, found, local))


def _register(
    found: Resolution,
    article: Article,
    links: Sequence[Link],
    local: dict[int, str],
    register: Register,
    profiles: dict[str, Profile],
) -> None:
    held = rows.held(found, links)
    for serial, entity in enumerate(rows.kept(found, article)):
        count = held[id(entity)]
        writes = entity is found.author
        profiles[local[id(entity)]] = register.add(
            entity, article_id=article.article_id, serial=serial, attributions=count, holds=bool(count) or writes
        )


def _voices(
    article: Article, sentences: Sequence[Sentence], links: Sequence[Link], found: Resolution, local: dict[int, str]
) -> Iterator[SentenceVoice]:
    holders = {key: local[id(es[0])] if es else None for key, es in found.holders.items()}
    author = local.get(id(found.author)) if rows.has_voice(article) else None
    yield from voices(article, sentences, links, holders=holders, author_id=author)


def _final_attributions(
    rows_aside: Iterator[Attribution], final: dict[str, str], speakers: dict[str, Speaker]
) -> Iterator[Attribution]:
    for row in rows_aside:
        ids = tuple(dict.fromkeys(final[i] for i in row.speaker_ids))
        first = speakers[ids[0]] if ids else None
        yield replace(
            row,
            speaker_ids=ids,
            speaker_id=first.speaker_id if first else None,
            speaker=first.name if first else None,
            speaker_kind=first.kind if first else None,
        )
