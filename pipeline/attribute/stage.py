"""articles.parquet, docs/ -> links.parquet."""

from pathlib import Path

from pipeline import docs, schema, weights
from pipeline.attribute.attributor import RULES, Attributor
from pipeline.attribute.link import links
from pipeline.params import AttributeParams, digest, provenance
from pipeline.progress import Track, silent
from pipeline.records import Article, Link


def run(tables: Path, *, params: AttributeParams, track: Track = silent) -> None:
    """Find who says what in every article of ``tables`` and write it as links."""
    attributor = Attributor(params.model, min_confidence=params.min_confidence)
    models = (RULES, f"encoder/{params.model}")
    metadata = provenance(params, models={name: digest(weights.folder(name)) for name in models})
    with schema.writing(tables, Link, metadata=metadata) as table:
        pairs = zip(schema.read(tables, Article), docs.read(tables), strict=True)
        for article, doc in track(pairs, what="articles"):
            table.add(links(article.article_id, article.text, attributor(doc)))
