"""The first reading: everything the report counts, of each article once."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date

from pipeline.networks import Sided
from pipeline.records import Article, Reject
from pipeline.report.facts import Fact
from pipeline.report.figures import FIGURES, Figure
from pipeline.report.tally import Cross
from pipeline.report.ties import side


@dataclass(slots=True)
class Census:
    """Counts over the corpus, syndicated copies left out of all but ``articles`` and ``copies``."""

    articles: int = 0
    copies: int = 0
    undated: int = 0
    first: date | None = None
    last: date | None = None
    genres: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    held: int = 0
    """Statements that have a holder."""
    sided: Sided = field(default_factory=Sided)
    """Who took which side on what."""
    crosses: dict[str, Cross[Hashable]] = field(default_factory=lambda: {f.name: Cross() for f in FIGURES})

    def add_article(self, article: Article) -> None:
        """Count one article."""
        self.articles += 1
        if article.duplicate_of is not None:
            self.copies += 1
            return
        self.genres[article.genre] += 1
        if article.published is None:
            self.undated += 1
            return
        self.first = min(self.first or article.published, article.published)
        self.last = max(self.last or article.published, article.published)

    def add_rejects(self, rejects: Iterable[Reject]) -> None:
        """Count inputs that could not be used by their reason."""
        self.reasons.update(r.reason for r in rejects)

    def add(self, fact: Fact) -> None:
        """Count one fact in every figure that counts its kind."""
        self.facts["attributions" if fact.way else "statements"] += 1
        self.held += bool(fact.stance and fact.speakers)
        taken = side(fact)
        if taken is not None:
            actor, concept, agreement = taken
            self.sided.count(actor, concept, agreement=agreement)
        for figure in FIGURES:
            if counts(figure, fact):
                self.crosses[figure.name].add(figure.rows(fact), figure.column(fact) or "")


def counts(figure: Figure, fact: Fact) -> bool:
    """Tell whether a figure counts a fact."""
    return figure.of == ("attributions" if fact.way else "statements")
