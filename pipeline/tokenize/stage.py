"""articles.parquet -> sentences.parquet, tokens.parquet, docs/."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pipeline import docs, schema
from pipeline.each import Inputs, Task, Work
from pipeline.engine import HERE, Engine
from pipeline.params import TokenizeParams, provenance
from pipeline.progress import Track, silent
from pipeline.records import Article, Sentence, Token, Zone
from pipeline.sentences import paragraphs, split
from pipeline.spans import Span
from pipeline.tokenize.nlp import load, version_of
from pipeline.tokenize.sentences import token_sentences

LONGEST = 10_000_000
"""Most characters of a text; more would need more memory than there is."""


def run(tables: Path, *, params: TokenizeParams, engine: Engine = HERE, track: Track = silent) -> None:
    """Parse every article of ``tables`` and write its sentences, tokens and parse.

    Raises ModelError when ``params.model`` is not installed.
    """
    models = {params.model: version_of(params.model)}
    task = Task(stage="tokenize", make=worker, params=params, gives=(Sentence, Token, Doc), parses=False, models=models)
    metadata = provenance(params, models=models)
    with (
        schema.writing(tables, Sentence, metadata=metadata) as sentence_table,
        schema.writing(tables, Token, metadata=metadata) as token_table,
        docs.writing(tables, shard_size=params.shard_size) as shards,
    ):
        for rows, words, parse in engine.each(tables, task, track=track):
            sentence_table.add_batch(rows)
            token_table.add_batch(words)
            shards.add(parse)


def worker(params: TokenizeParams) -> Work:
    """Return what parses one article, by itself: its parse does not depend on what else there is."""
    nlp = load(params.model)
    nlp.max_length = max(nlp.max_length, LONGEST)

    def parse(inputs: Inputs) -> tuple[list[Sentence], dict[str, list[Any]], Doc]:
        doc = nlp(inputs.article.text)
        spans = split(inputs.article.text)
        return list(sentences_of(inputs.article, spans)), token_columns(inputs.article.article_id, doc, spans), doc

    return parse


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
