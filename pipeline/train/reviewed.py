"""What people corrected (`pipeline review import`) and the tables they checked -> coded articles to train on.

A sentence is learned from when people have checked every statement in it: what nobody looked at is neither right nor
wrong. What the machine missed in such a sentence stays unknown, so corrections teach precision more than recall.
"""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import slices
from pipeline.corrections import LABELS, Correction, CorrectionError, Place, by_place, holder_of, matched, parse
from pipeline.records import Article, Sentence, Statement
from pipeline.spans import Span, overlap

Checked = tuple[Statement, Correction]


def coded(
    article: Article,
    sentences: Sequence[Sentence],
    statements: Sequence[Statement],
    known: Mapping[Place, Sequence[Correction]],
) -> dict[str, Any] | None:
    """Return an article in the shape of coded ones, its ``checked`` sentences besides; null when none is checked.

    Raises CorrectionError when the statements hold corrections already: they are no longer what was checked.
    """
    if any(one.reviewed is not None for one in statements):
        raise CorrectionError(
            f"{article.path}: its statements hold corrections; run pipeline statements with statements.reviews null"
        )
    places = [((article.path, article.record, one.quote, holder_of(one)), one.move) for one in statements]
    found = list(zip(statements, matched(places, known), strict=True))
    bounds = [Span(s.start, s.end) for s in sentences]
    open_ones = {_home(Span(one.start, one.end), bounds) for one, by in found if by is None}
    pairs = [(one, by) for one, by in found if by is not None]
    homes = {_home(Span(one.start, one.end), bounds) for one, _ in pairs}
    rows = list(_rows(article, pairs, bounds))
    checked = sorted((homes | {row["sentence"] for row in rows}) - open_ones)
    if not checked:
        return None
    return {
        "id": f"reviewed-{article.article_id}",
        "text": article.text,
        "sentences": [[span.start, span.end] for span in bounds],
        "checked": checked,
        "concessions": [row for row in rows if row["sentence"] in checked],
    }


def _rows(article: Article, pairs: Iterable[Checked], bounds: Sequence[Span]) -> Iterator[dict[str, Any]]:
    for one, by in pairs:
        if by.passage:
            labels = {name: getattr(by, name) for name in LABELS}
            holder = _holder(article, one, by)
            yield {"sentence": _home(Span(by.start, by.end), bounds), "holder": holder, **labels, "items": []}


def _holder(article: Article, one: Statement, by: Correction) -> str:
    """Return the holder as coders write it: the author and the narrator have names of their own."""
    if by.holder is None:
        return "NARRATOR"
    is_author = one.speaker_kind == "author" and by.holder == holder_of(one)
    return "AUTHOR" if is_author or by.holder in article.authors else by.holder


def _home(passage: Span, bounds: Sequence[Span]) -> int:
    """Return the sentence that holds most of a passage."""
    return max(range(len(bounds)), key=lambda number: overlap(bounds[number], passage))


def articles(tables: Path, reviews: Path) -> Iterator[dict[str, Any]]:
    """Yield the checked articles of a folder of tables.

    Raises CorrectionError for a line that is no correction, TableError when a table is missing.
    """
    known = by_place(parse(reviews.read_text(encoding="utf-8").splitlines(), source=str(reviews)))
    for article, sentences, statements in slices.by_article(tables, Article, Sentence, Statement):
        made = coded(article, sentences, statements, known) if statements else None
        if made is not None:
            yield made


def main(
    out: Path,
    reviews: Annotated[
        Path | None, typer.Option(exists=True, help="corrections, as pipeline review import wrote them")
    ] = None,
    tables: Annotated[Path | None, typer.Option(exists=True, help="the tables that were checked")] = None,
) -> None:
    """Write what was checked in TABLES to OUT, gzipped JSON lines; nothing when there are no REVIEWS."""
    if (reviews is None) != (tables is None):
        raise typer.BadParameter("corrections and the tables they are of go together: give --reviews and --tables")
    found = list(articles(tables, reviews)) if tables and reviews else []
    with gzip.open(out, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in found)
    checked = sum(len(article["checked"]) for article in found)
    typer.echo(f"{out}: {checked} checked sentences of {len(found)} articles")


if __name__ == "__main__":
    typer.run(main)
