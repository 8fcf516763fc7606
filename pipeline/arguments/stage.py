"""articles, sentences, voices, attributions, concessions, stances, speakers, docs/ -> units and relations.parquet."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from spacy.tokens import Doc

from pipeline import weights
from pipeline.arguments import grants, opposed, relations
from pipeline.arguments import units as choosing
from pipeline.arguments.candidates import Candidate, candidates
from pipeline.arguments.features import features
from pipeline.arguments.model import Model, load
from pipeline.arguments.parse import Parse
from pipeline.each import Inputs, Task, Work
from pipeline.engine import HERE, Engine
from pipeline.params import ArgumentsParams
from pipeline.progress import Track, silent
from pipeline.records import (
    Article,
    Attribution,
    Concession,
    Relation,
    Sentence,
    SentenceVoice,
    Stance,
    Unit,
)
from pipeline.spans import Span, overlap

MODEL = "arguments"


def run(tables: Path, *, params: ArgumentsParams, engine: Engine = HERE, track: Track = silent) -> None:
    """Find the claims and premises of every article of ``tables``, and what joins them."""
    task = Task(
        stage="arguments",
        make=worker,
        params=params,
        needs=(Sentence, SentenceVoice, Attribution, Concession, Stance),
        speakers=True,
        gives=(Unit, Relation),
        models={f"{MODEL}/{params.model}": weights.digest(f"{MODEL}/{params.model}")},
    )
    engine.write(tables, task, track=track)


def worker(params: ArgumentsParams) -> Work:
    """Return what finds the units and relations of one article."""
    model = load(params.model)

    def find(inputs: Inputs) -> tuple[list[Unit], list[Relation]]:
        names = {one.speaker_id: one.name for one in inputs.speakers.values()}
        sentences, voices, attributions, concessions, stances = inputs.rows
        return argue(
            inputs.article,
            sentences,
            voices,
            attributions,
            concessions,
            stances,
            doc=inputs.parsed,
            names=names,
            model=model,
            params=params,
        )

    return find


def argue(
    article: Article,
    sentences: Sequence[Sentence],
    voices: Sequence[SentenceVoice],
    attributions: Sequence[Attribution],
    concessions: Sequence[Concession],
    stances: Sequence[Stance],
    *,
    doc: Doc,
    names: Mapping[str, str],
    model: Model,
    params: ArgumentsParams,
) -> tuple[list[Unit], list[Relation]]:
    """Return the units and relations of one article, both sorted by key; ``names`` are speakers' by speaker_id."""
    parse = Parse(doc)
    body = [s for s in sentences if s.zone != "title"]  # a title announces; what it claims is argued below it
    found = grants.whole(parse, candidates(parse, body, voices, attributions, names=names))
    described = features(parse, found)
    telling = zip(found, described, strict=True)  # plain report is not read: whatever is made of it, it is no unit
    clauses = model.reader.read(article.text, [None if choosing.reports(*pair) else pair[0].span for pair in telling])
    granted = list(grants.find(parse, found, clauses, model=model, least=params.concession_threshold))
    sides = opposed.passages(concessions, {s.concession_id: s for s in stances})
    marked = {place for one in granted for place in (one.granted, one.outweighing)}
    kept = taking_sides(found, sides)
    judged = choosing.judge(
        found, described, clauses, kept=kept, marked=marked, genre=article.genre, model=model, params=params
    )
    units = list(choosing.units(article.article_id, article.text, list(judged.values())))
    place = {candidate: number for number, candidate in enumerate(judged)}
    clashes = opposed.clashes(concessions, {s.concession_id: s for s in stances})
    joined = [
        *relations.conceded(granted, place),
        *relations.clashing(units, clashes),
        *relations.linked(
            parse, list(judged.values()), speech=article.genre == "statement", model=model, params=params
        ),
    ]
    return units, relations.relations(units, joined)


def taking_sides(found: Sequence[Candidate], sides: Sequence[tuple[str, Span]]) -> set[int]:
    """Return the places of the clauses in which a speaker takes a side on a concession."""
    return {
        place
        for place, one in enumerate(found)
        if any(holder == one.speaker_id and overlap(span, one.span) > 0 for holder, span in sides)
    }
