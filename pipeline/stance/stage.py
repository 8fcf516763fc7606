"""articles, concessions, attributions, speakers, docs/ -> stances.parquet."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.tokens import Doc, Token

from pipeline.each import Inputs, Task, Work
from pipeline.engine import HERE, Engine
from pipeline.params import StanceParams
from pipeline.progress import Track, silent
from pipeline.records import Attribution, Concession, Stance, StanceLabel
from pipeline.spans import Span, overlap
from pipeline.stance import classifier, efficacy, features, words
from pipeline.stance.lexicon import Lexicon, default


def run(tables: Path, *, params: StanceParams, engine: Engine = HERE, track: Track = silent) -> None:
    """Write for every concession of ``tables`` whether its holder would have it made and thinks it would work."""
    needs = (Concession, Attribution)
    task = Task(stage="stance", make=worker, params=params, needs=needs, speakers=True, gives=(Stance,))
    engine.write(tables, task, track=track)


def worker(params: StanceParams) -> Work:
    """Return what finds the stances of one article."""
    lexicon = default()

    def find(inputs: Inputs) -> tuple[list[Stance]]:
        concessions, attributions = inputs.rows
        authors = frozenset(one.speaker_id for one in inputs.speakers.values() if one.kind == "author")
        made = stances_of(concessions, attributions, inputs.parsed, authors=authors, lexicon=lexicon, params=params)
        return (list(made),)

    return find


def stances_of(
    concessions: Sequence[Concession],
    attributions: Sequence[Attribution],
    doc: Doc,
    *,
    authors: frozenset[str],
    lexicon: Lexicon,
    params: StanceParams,
) -> Iterator[Stance]:
    """Yield the stance of each concession of one article, in order; ``authors`` are the speakers who hold the pen."""
    heard = [
        holders_words(one, attributions, doc) if one.attribution_id or one.holder_id in authors else []
        for one in concessions
    ]
    readings = [features.read(tokens, lexicon) for tokens in heard]
    by_holder: dict[str | None, list[features.Reading]] = defaultdict(list)
    for one, reading in zip(concessions, readings, strict=True):
        by_holder[one.holder].append(reading)
    for one, tokens, reading in zip(concessions, heard, readings, strict=True):
        values = features.features(
            one,
            reading,
            attitude=features.attitude(by_holder[one.holder]) if one.holder else 0.0,
            by_author=one.holder_id in authors,
        )
        shares = classifier.probabilities(values, lexicon.weights, temperature=params.temperature)
        shown = reading if tokens or one.holder is None else features.read(_passage(one, doc), lexicon)
        yield _stance(one, tokens, shown, shares, lexicon)


def holders_words(one: Concession, attributions: Sequence[Attribution], doc: Doc) -> list[Token]:
    """Return the tokens of a passage that are its holder's: of its attribution, else not another'."""
    tokens = _passage(one, doc)
    own = next((a for a in attributions if a.attribution_id == one.attribution_id), None)
    if own is not None:
        spans = [*own.content_spans, *own.cue_spans]
        return [t for t in tokens if _in(t, spans)] or tokens
    others = [s for a in attributions for s in a.content_spans]
    return [t for t in tokens if not _in(t, others)] or tokens


def _passage(one: Concession, doc: Doc) -> list[Token]:
    passage = doc.char_span(one.start, one.end, alignment_mode="expand")
    return [t for t in passage if not t.is_space] if passage is not None else []


def _in(token: Token, spans: Sequence[Span]) -> bool:
    here = Span(token.idx, token.idx + len(token))
    return any(overlap(here, span) for span in spans)


def _stance(
    one: Concession,
    tokens: Sequence[Token],
    reading: features.Reading,
    shares: dict[StanceLabel, float],
    lexicon: Lexicon,
) -> Stance:
    label = classifier.best(shares)
    works, why = efficacy.judge(tokens, lexicon) if one.holder is not None else ("none", None)
    hit = features.evidence(label, one, reading) if label != "none" else why
    span = _evidence(hit, one) if label != "none" or why else None
    return Stance(
        concession_id=one.concession_id,
        article_id=one.article_id,
        holder_id=one.holder_id,
        holder=one.holder,
        stance=label,
        p_support=shares["support"],
        p_oppose=shares["oppose"],
        p_conditional=shares["conditional"],
        p_none=shares["none"],
        efficacy=works,
        efficacy_confidence=lexicon.precision[works],
        evidence=one.text[span.start - one.start : span.end - one.start] if span else None,
        evidence_start=span.start if span else None,
        evidence_end=span.end if span else None,
    )


def _evidence(hit: words.Hit | None, one: Concession) -> Span | None:
    """Where the deciding words stand: the hit, else the condition or the item inside the passage."""
    if hit is not None:
        return hit.span
    for phrase in (one.item, one.condition):
        at = one.text.find(phrase) if phrase else -1
        if phrase and at >= 0:
            return Span(one.start + at, one.start + at + len(phrase))
    return None
