"""What people corrected takes the place of what the machine found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.corrections import LABELS, Correction, Place, holder_of, matched
from pipeline.records import Article, Statement
from pipeline.statements.views import agreement


def apply(
    article: Article, statements: Iterable[Statement], known: Mapping[Place, Sequence[Correction]]
) -> Iterator[Statement]:
    """Yield the statements of an article, each as people left it where they checked it."""
    every = list(statements)
    places = [((article.path, article.record, one.quote, holder_of(one)), one.move) for one in every]
    for one, by in zip(every, matched(places, known), strict=True):
        yield one if by is None else _corrected(one, by)


def _corrected(one: Statement, by: Correction) -> Statement:
    if not by.passage:
        return replace(one, reviewed=False)
    labels = {name: getattr(by, name) for name in LABELS}
    if by.holder != holder_of(one):
        person = by.holder if one.person is not None else None
        labels |= {"person": person, "organization": None if person else by.holder}
    return replace(one, reviewed=True, agreement=agreement(labels["stance"]), confidence=1.0, **labels)
