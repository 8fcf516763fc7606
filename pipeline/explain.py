"""Why a row of `concessions` is there: its passage, the words that decided, the probabilities, whose words they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import docs, schema, slices
from pipeline.concessions import deciding, lexicon
from pipeline.concessions.cast import Cast
from pipeline.concessions.coding import Coded, Scene
from pipeline.concessions.deciding import READ
from pipeline.concessions.stage import found
from pipeline.errors import UsageError
from pipeline.params import ConcessionsParams
from pipeline.records import Article, Attribution, Concession, Mention, Sentence, SentenceVoice, Speaker, Stance
from pipeline.sentences import paragraphs
from pipeline.spans import Span


class UnknownConcessionError(UsageError):
    """No row of `concessions` has the id asked for."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that decided, where it stands in the article's text, and what it did."""

    span: Span
    did: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All there is to say of one row."""

    article: Article
    paragraph: Span
    concession: Concession
    stance: Stance
    holder: Speaker | None
    words: tuple[Word, ...]
    """In order of the text; empty when the tables were made with other settings than those given."""
    rule: str | None
    chain: tuple[Attribution, ...]
    """Attributions that give the passage to its holder, the outermost first."""


def explain(tables: Path, concession_id: str, *, params: ConcessionsParams) -> Explanation:
    """Return why the row ``concession_id`` of ``tables`` is there, by coding its article once more with ``params``.

    Raises UnknownConcessionError when no row has the id, TableError when a table is missing.
    """
    concession = next((c for c in schema.read(tables, Concession) if c.concession_id == concession_id), None)
    if concession is None:
        raise UnknownConcessionError(
            f"{schema.table_path(tables, Concession)} has no row {concession_id!r}; its column concession_id lists them"
        )
    stance = next(s for s in schema.read(tables, Stance) if s.concession_id == concession_id)
    speakers = {one.speaker_id: one for one in schema.read(tables, Speaker)}
    tables_of = slices.by_article(tables, Article, Sentence, Attribution, SentenceVoice, Mention)
    rows, doc = next(
        (rows, doc)
        for rows, doc in zip(tables_of, docs.read(tables), strict=True)
        if rows[0].article_id == concession.article_id
    )
    article, sentences, attributions, voices, named = rows
    words = lexicon.load(Path(params.lexicon)) if params.lexicon else lexicon.default()
    scene = Scene(article.text, Cast(attributions, named, voices, speakers), speakers, words)
    model = deciding.load(params.model) if params.model else None
    again = found(article, sentences, doc, scene, params=params, model=model)
    coded = next((row for row, one in again if _key(one) == _key(concession)), None)
    return Explanation(
        article=article,
        paragraph=next(p for p in paragraphs(article.text) if p.start <= concession.start < p.end),
        concession=concession,
        stance=stance,
        holder=speakers.get(concession.holder_id or ""),
        words=tuple(sorted(_words(coded), key=lambda w: w.span.start)) if coded else (),
        rule=coded.rule if coded else None,
        chain=_chain(concession.attribution_id, attributions),
    )


def _key(one: Concession) -> tuple[str, int, str | None, str]:
    return one.concession_id, one.start, one.holder, one.move


def _words(row: Coded) -> Iterator[Word]:
    """Yield the words a row was made from: what gives, what is given, and what bargains over it."""
    anchor = row.anchor
    last = anchor.token.doc[anchor.last]
    trigger = Span(anchor.token.idx, max(anchor.token.idx + len(anchor.token), last.idx + len(last)))
    if row.rule == READ:
        yield Word(trigger, "read most closely")
    elif anchor.is_act:
        yield Word(trigger, {"keep": "withholds", "blame": "blames a giving"}.get(anchor.entry.sense, "gives up"))
    if anchor.thing is not None:
        what = f"what is given ({anchor.goods})" if anchor.goods else "what is given"
        yield Word(Span(anchor.thing.idx, anchor.thing.idx + len(anchor.thing)), what)
    for operator in anchor.operators:
        token = operator.token
        yield Word(Span(token.idx, token.idx + len(token)), f"bargains ({operator.entry.sense})")


def _chain(attribution_id: str | None, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    by_id = {one.attribution_id: one for one in attributions}
    chain: list[Attribution] = []
    at = by_id.get(attribution_id or "")
    while at is not None and at not in chain:
        chain.insert(0, at)
        at = by_id.get(at.parent_id or "")
    return tuple(chain)
