"""articles.parquet, docs/ -> links.parquet."""

from pathlib import Path

from pipeline import docs, schema, weights
from pipeline.attribute import judge
from pipeline.attribute.find import candidates_of
from pipeline.attribute.link import decode, links
from pipeline.attribute.quotes import find as find_quotes
from pipeline.params import AttributeParams, digest, provenance
from pipeline.progress import Track, silent
from pipeline.records import Article, Link

MODEL = "attribute"


def run(tables: Path, *, params: AttributeParams, track: Track = silent) -> None:
    """Find who says what in every article of ``tables`` and write it as links."""
    judging = judge.parse(weights.read(MODEL))
    threshold = max(judging.threshold, params.min_confidence)
    metadata = provenance(params, models={MODEL: digest(weights.folder(MODEL))})
    with schema.writing(tables, Link, metadata=metadata) as table:
        pairs = zip(schema.read(tables, Article), docs.read(tables), strict=True)
        for article, doc in track(pairs, what="articles"):
            quotes = find_quotes(article.text)
            scored = judging.scored(candidates_of(doc, article.text, quotes))
            table.add(
                links(article.article_id, article.text, decode(article.text, scored, quotes, threshold=threshold))
            )
