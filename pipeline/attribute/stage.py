"""articles.parquet, docs/ -> links.parquet."""

from pathlib import Path

from pipeline import docs, schema, weights
from pipeline.attribute.attributor import Attributor
from pipeline.attribute.link import links
from pipeline.params import AttributeParams, digest, provenance
from pipeline.progress import Track, silent
from pipeline.records import Article, Link

MODEL = "attribute"
ENCODER = "encoder"


def run(tables: Path, *, params: AttributeParams, track: Track = silent) -> None:
    """Find who says what in every article of ``tables`` and write it as links."""
    attributor = Attributor(params.model, min_confidence=params.min_confidence)
    encoder = f"{ENCODER}/{params.model}"
    models = {MODEL: digest(weights.folder(MODEL)), encoder: digest(weights.folder(ENCODER) / params.model)}
    metadata = provenance(params, models=models)
    with schema.writing(tables, Link, metadata=metadata) as table:
        pairs = zip(schema.read(tables, Article), docs.read(tables), strict=True)
        for article, doc in track(pairs, what="articles"):
            table.add(links(article.article_id, article.text, attributor(doc)))
