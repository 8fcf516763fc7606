"""articles.parquet, docs/ -> links.parquet."""

from pathlib import Path

from pipeline import weights
from pipeline.attribute.attributor import Attributor
from pipeline.attribute.link import links
from pipeline.each import Inputs, Task, Work
from pipeline.engine import HERE, Engine
from pipeline.params import AttributeParams
from pipeline.progress import Track, silent
from pipeline.records import Link

MODEL = "attribute"
ENCODER = "encoder"


def run(tables: Path, *, params: AttributeParams, engine: Engine = HERE, track: Track = silent) -> None:
    """Find who says what in every article of ``tables`` and write it as links."""
    encoder = f"{ENCODER}/{params.model}"
    models = {MODEL: weights.digest(MODEL), encoder: weights.digest(f"{ENCODER}/{params.model}")}
    engine.write(tables, Task(stage="attribute", make=worker, params=params, gives=(Link,), models=models), track=track)


def worker(params: AttributeParams) -> Work:
    """Return what finds the links of one article."""
    attributor = Attributor(params.model, min_confidence=params.min_confidence)

    def find(inputs: Inputs) -> tuple[list[Link]]:
        article = inputs.article
        return (list(links(article.article_id, article.text, attributor(inputs.parsed))),)

    return find
