"""articles, concessions, attributions, speakers, docs/ -> stances.parquet."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Token

from pipeline import docs, schema, weights
from pipeline.params import StanceParams, digest, provenance
from pipeline.progress import Track, silent
from pipeline.reader import Reading
from pipeline.records import Article, Attribution, Concession, Efficacy, Speaker, Stance
from pipeline.spans import Span, overlap
from pipeline.stance import classifier, efficacy, features, words
from pipeline.stance.classifier import Model
from pipeline.stance.lexicon import Lexicon, default

READER = "concessions"
MODEL = "stance"


def run(tables: Path, *, params: StanceParams, track: Track = silent) -> None:
    """Write for every concession of ``tables`` whether its holder would have it made and thinks it would work."""
    model = classifier.load(params.model) if params.model else None
    authors = frozenset(one.speaker_id for one in schema.read(tables, Speaker) if one.kind == "author")
    rows = schema.by_article(tables, Article, Concession, Attribution)
    with schema.writing(tables, Stance, metadata=provenance(params, models=_digests(params.model))) as table:
        for (article, concessions, attributions), doc in track(
            zip(rows, docs.read(tables), strict=True), what="articles"
        ):
            read = model.read(article.text, concessions) if model else [None] * len(concessions)
            values = held(concessions, attributions, doc, authors=authors, lexicon=default())
            for one, hold, reading in zip(concessions, values, read, strict=True):
                table.add([_stance(one, hold, reading, model, params=params)])


def _digests(model: str | None) -> dict[str, str]:
    if model is None:
        return {}
    return {f"{READER}/{model}": digest(weights.folder(READER) / model), MODEL: digest(weights.folder(MODEL))}


@dataclass(frozen=True)
class Held:
    """What the rules see in the words of one row's holder."""

    heard: features.Heard
    """In the holder's words; in those of the passage where an actor holds it that does not speak."""
    values: dict[str, float]
    efficacy: Efficacy
    because: words.Hit | None


def held(
    concessions: Sequence[Concession],
    attributions: Sequence[Attribution],
    doc: Doc,
    *,
    authors: frozenset[str],
    lexicon: Lexicon,
) -> Iterator[Held]:
    """Yield what the rules see of each concession of one article; ``authors`` are the speakers who hold the pen."""
    own = [
        holders_words(one, attributions, doc) if one.attribution_id or one.holder_id in authors else []
        for one in concessions
    ]
    heard = [features.read(tokens, lexicon) for tokens in own]
    by_holder: dict[str | None, list[features.Heard]] = defaultdict(list)
    for one, found in zip(concessions, heard, strict=True):
        by_holder[one.holder].append(found)
    for one, tokens, found in zip(concessions, own, heard, strict=True):
        values = features.features(
            one,
            found,
            attitude=features.attitude(by_holder[one.holder]) if one.holder else 0.0,
            by_author=one.holder_id in authors,
        )
        shown = found if tokens or one.holder is None else features.read(_passage(one, doc), lexicon)
        works, why = efficacy.judge(tokens, lexicon) if one.holder is not None else ("none", None)
        yield Held(shown, values, works, why)


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
    one: Concession, found: Held, reading: Reading | None, model: Model | None, *, params: StanceParams
) -> Stance:
    lexicon = default()
    if model is not None and reading is not None:
        shares, effects = model.judge(features.with_reading(found.values, found.efficacy, reading))
        works = max(effects, key=lambda label: effects[label]) if one.holder is not None else "none"
        sure = effects[works]
    else:
        shares = classifier.probabilities(found.values, lexicon.weights, temperature=params.temperature)
        works, sure = found.efficacy, lexicon.precision[found.efficacy]
    label = classifier.best(shares)
    why = found.because if works != "none" else None
    hit = features.evidence(label, one, found.heard) if label != "none" else why
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
        efficacy_confidence=sure,
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
