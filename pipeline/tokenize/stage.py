"""articles.parquet -> sentences.parquet, tokens.parquet, docs/."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import docs, schema
from pipeline.params import TokenizeParams, provenance
from pipeline.progress import Track, silent
from pipeline.records import Article, Sentence, Token, Zone
from pipeline.sentences import paragraphs, split
from pipeline.spans import Span
from pipeline.tokenize.nlp import load
from pipeline.tokenize.sentences import token_sentences


def run(tables: Path, *, params: TokenizeParams, track: Track = silent, workers: int = 1) -> None:
    """Parse every article of ``tables`` and write its sentences, tokens and parse.

    ``workers`` is the number of processes that parse; the result does not depend on it. Raises ModelError when
    ``params.model`` is not installed.
    """
    nlp = load(params.model)
    metadata = provenance(params, models={params.model: nlp.meta["version"]})
    with (
        schema.writing(tables, Sentence, metadata=metadata) as sentence_table,
        schema.writing(tables, Token, metadata=metadata) as token_table,
    ):
        articles = schema.read(tables, Article)
        parsed = parse(nlp, articles, params=params, workers=workers)
        for article, doc in track(_kept(tables, parsed, params.shard_size), what="articles"):
            spans = split(article.text)
            sentence_table.add(sentences_of(article, spans))
            token_table.add_columns(token_columns(article.article_id, doc, spans))


def parse(
    nlp: Language, articles: Iterable[Article], *, params: TokenizeParams, workers: int
) -> Iterator[tuple[Article, Doc]]:
    """Yield each article with its parse, in order."""
    nlp.max_length = max(nlp.max_length, 10_000_000)
    pairs = ((article.text, article) for article in articles)
    for doc, article in nlp.pipe(pairs, as_tuples=True, batch_size=params.batch_size, n_process=workers):
        yield article, doc


def _kept(tables: Path, parsed: Iterator[tuple[Article, Doc]], shard_size: int) -> Iterator[tuple[Article, Doc]]:
    """Write each parse to its shard on the way through."""
    waiting: list[Article] = []

    def only_docs() -> Iterator[Doc]:
        for article, doc in parsed:
            waiting.append(article)
            yield doc

    for doc in docs.write(tables, only_docs(), shard_size=shard_size):
        yield waiting.pop(0), doc


def sentences_of(article: Article, spans: list[Span]) -> Iterator[Sentence]:
    """Yield the sentences of an article with their paragraph and zone.

    Title and subtitle, when known, are the first paragraphs of the text; all else is body.
    """
    zones: list[Zone] = []
    if article.title:
        zones.append("title")
    if article.subtitle:
        zones.append("subtitle")
    bounds = paragraphs(article.text)
    paragraph = 0
    for number, span in enumerate(spans):
        while bounds[paragraph].end <= span.start:
            paragraph += 1
        yield Sentence(
            article_id=article.article_id,
            sentence_id=number,
            start=span.start,
            end=span.end,
            paragraph=paragraph,
            zone=zones[paragraph] if paragraph < len(zones) else "body",
            text=article.text[span.start : span.end],
        )


def token_columns(article_id: str, doc: Doc, spans: list[Span]) -> dict[str, list[Any]]:
    """Return the rows of `tokens` of one article, one list a column; white space is left out."""
    owner = token_sentences(doc, spans)
    kept = [token for token in doc if not token.is_space]
    return {
        "article_id": [article_id] * len(kept),
        "token_id": [t.i for t in kept],
        "sentence_id": [owner[t.i] for t in kept],
        "start": [t.idx for t in kept],
        "end": [t.idx + len(t) for t in kept],
        "text": [t.text for t in kept],
        "lemma": [t.lemma_ for t in kept],
        "pos": [t.pos_ for t in kept],
        "tag": [t.tag_ for t in kept],
        "dep": [t.dep_ for t in kept],
        "head": [t.head.i for t in kept],
        "entity": [t.ent_type_ or None for t in kept],
    }
