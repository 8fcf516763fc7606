"""articles, sentences, links, docs/ -> attributions, speakers, mentions, voices."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
from pyarrow import RecordBatch

from pipeline import schema, scratch, slices
from pipeline.each import Inputs, Task, Work
from pipeline.engine import HERE, Engine
from pipeline.params import SpeakersParams, provenance
from pipeline.progress import Track, silent
from pipeline.records import Article, Attribution, Link, Mention, Sentence, SentenceVoice, Speaker
from pipeline.speakers import tables as rows
from pipeline.speakers import userlist
from pipeline.speakers.entities import Met
from pipeline.speakers.merge import Register
from pipeline.speakers.profiles import Profile
from pipeline.speakers.resolve import Resolution, resolve
from pipeline.speakers.voices import voices

GIVES = (Met, Attribution, Mention, SentenceVoice)


def run(tables: Path, *, params: SpeakersParams, engine: Engine = HERE, track: Track = silent) -> None:
    """Resolve the source of every link and write attributions, speakers, mentions and voices.

    Who is the same across articles shows only at the end, so rows are first written aside with each article's own
    ids and then once more with the final ones; in memory stay the speakers alone. Raises SpeakerListError when the
    user's list cannot be used.
    """
    register = registered(params)
    with scratch.folder(tables / "met") as aside:
        profiles = list[Profile]()

        def number(one: Met) -> int:
            profile = register.add(one)
            if profile.number == len(profiles):
                profiles.append(profile)
            return profile.number

        meet(tables, aside, number, params=params, engine=engine, track=track)
        register.join()
        speakers = {s.speaker_id: s for s in register.speakers()}
        settle(tables, aside, lambda one: speakers[profiles[one.profile].speaker_id], params=params)
        schema.write(tables, Speaker, speakers.values(), metadata=provenance(params))


def registered(params: SpeakersParams) -> Register:
    """Return an empty register that knows the user's list of speakers; raises SpeakerListError as :func:`run`."""
    return Register(similarity=params.similarity, known=known(params.list))


def settle(tables: Path, aside: Path, who: Callable[[Met], Speaker], *, params: SpeakersParams) -> None:
    """Write once more the rows that :func:`meet` wrote aside, now with the speakers that all articles together show."""
    metadata = provenance(params)
    with (
        schema.writing(tables, Attribution, metadata=metadata) as attributions,
        schema.writing(tables, Mention, metadata=metadata) as mentions,
        schema.writing(tables, SentenceVoice, metadata=metadata) as spoken,
    ):
        for _, met, said, named, voiced in slices.batches(tables, Article, *GIVES, beside=aside):
            final = {one.local_id: who(one) for one in schema.as_records(Met, met)}
            attributions.add(_final(row, final) for row in schema.as_records(Attribution, said))
            mentions.add_batch(_renamed(named, final))
            spoken.add_batch(_renamed(voiced, final))


def _renamed(batch: RecordBatch, final: Mapping[str, Speaker]) -> RecordBatch:
    """Rows with the last ids in place of the article's own."""
    ids = [final[one].speaker_id if one is not None else None for one in batch.column("speaker_id").to_pylist()]
    place = batch.schema.get_field_index("speaker_id")
    return batch.set_column(place, batch.schema.field(place), pa.array(ids, pa.string()))


def known(path: str | None) -> dict[str, userlist.Known]:
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


def meet(
    tables: Path,
    aside: Path,
    number: Callable[[Met], int],
    *,
    params: SpeakersParams,
    engine: Engine = HERE,
    track: Track = silent,
) -> None:
    """Resolve article by article and write the rows aside; ``number`` numbers those of `met` by their profiles."""
    task = Task(stage="speakers", make=worker, params=params, needs=(Sentence, Link), gives=GIVES)
    with ExitStack() as stack:
        table, *others = (stack.enter_context(schema.writing(aside, record, metadata={})) for record in GIVES)
        for met, *batches in engine.each(tables, task, track=track):
            table.add(replace(one, profile=number(one)) for one in schema.as_records(Met, met))
            for other, batch in zip(others, batches, strict=True):
                other.add_batch(batch)


def worker(_: SpeakersParams) -> Work:
    """Return what finds the speakers of one article, under ids of its own."""

    def find(inputs: Inputs) -> tuple[list[Met], list[Attribution], list[Mention], list[SentenceVoice]]:
        article, (sentences, links), doc = inputs.article, inputs.rows, inputs.parsed
        found = resolve(doc, article=article, sentences=sentences, links=links)
        local = rows.local_ids(found, article)
        return (
            list(rows.met_in(article, links, found)),
            list(rows.attributions(article, links, found, local)),
            list(rows.mentions(article, doc, found, local)),
            list(_voices(article, sentences, links, found, local)),
        )

    return find


def _voices(
    article: Article, sentences: Sequence[Sentence], links: Sequence[Link], found: Resolution, local: dict[int, str]
) -> Iterator[SentenceVoice]:
    holders = {key: local[id(es[0])] if es else None for key, es in found.holders.items()}
    author = local.get(id(found.author)) if rows.has_voice(article) else None
    yield from voices(article, sentences, links, holders=holders, author_id=author)


def _final(row: Attribution, final: Mapping[str, Speaker]) -> Attribution:
    held = [final[one] for one in row.speaker_ids]
    ids, first = tuple(dict.fromkeys(one.speaker_id for one in held)), held[0] if held else None
    return replace(
        row,
        speaker_ids=ids,
        speaker_id=first.speaker_id if first else None,
        speaker=first.name if first else None,
        speaker_kind=first.kind if first else None,
    )
