"""The `concept` of a concession: a short label that like ones share across articles.

Items are grouped by leaders (Hartigan, Clustering Algorithms, 1975, ch. 3): from the commonest item to the rarest,
each joins the likest leader or becomes one. It takes one pass, the likeness of two items depends on them alone, and the
leaders are the common items, so a few articles more change little. It stands in for the concepts that coders of
discourse networks give by hand (Leifeld, "Discourse Network Analysis", 2017).
"""

import bisect
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.records import Article, Concession, Token
from pipeline.spans import Span
from pipeline.statements.features import content_words, features, likeness, weight
from pipeline.statements.labels import label

RIVALS = 100
"""Leaders an idea is compared with at most for each of its features, the commonest; it keeps the cost linear."""


@dataclass(frozen=True, slots=True)
class Idea:
    """What one item is about: its features, sorted and joined by tabs, and how a label would put it."""

    key: str
    label: str


@dataclass(slots=True)
class Tally:
    """How often each idea and each wording of it occurs; it grows with the ideas, not with the articles."""

    ideas: Counter[str] = field(default_factory=Counter)
    wordings: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, idea: Idea, *, count: int = 1) -> None:
        """Count one idea; ``count`` 0 makes it known without weight, as for a syndicated copy."""
        self.ideas[idea.key] += count
        self.wordings[idea.key][idea.label] += count

    def wording(self, key: str) -> str:
        """Return the commonest wording of an idea; of equals the shortest, then the first by alphabet."""
        return min(self.wordings[key].items(), key=lambda item: (-item[1], len(item[0]), item[0]))[0]


def idea_of(article: Article, concession: Concession, tokens: Sequence[Token], *, words: int) -> Idea | None:
    """Return what a concession's item is about, null when it has none or only words that point elsewhere ("it").

    ``tokens`` are the article's in order; ``words`` is how many content words a label has at most.
    """
    within = item_tokens(article, concession, tokens)
    drop = frozenset((concession.holder or "").casefold().split())
    found = features(content_words(within, drop=drop))
    if all(f.startswith("d:") for f in found):
        return None
    return Idea("\t".join(sorted(found)), label(within, words=words, drop=drop))


def item_tokens(article: Article, concession: Concession, tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens of a concession's item: where it stands in the passage, else where the text has it first."""
    span = item_span(article, concession)
    if span is None:
        return ()
    first = bisect.bisect_left(tokens, span.start, key=lambda t: t.start)
    last = bisect.bisect_left(tokens, span.end, key=lambda t: t.start)
    return tokens[first:last]


def item_span(article: Article, concession: Concession) -> Span | None:
    """Return where a concession's item stands in the passage, else where the text has it first; null for nowhere."""
    if not concession.item:
        return None
    start = article.text.find(concession.item, concession.start, concession.end)
    start = article.text.find(concession.item) if start < 0 else start
    return Span(start, start + len(concession.item)) if start >= 0 else None


def concepts(tally: Tally, *, similarity: float) -> Mapping[str, str]:
    """Return the concept of each idea's key: the wording of the leader of its group.

    ``similarity`` in (0, 1] is how like its leader an idea must be.
    """
    sets = {key: frozenset(key.split("\t")) for key in tally.ideas}
    spread = Counter(f for features in sets.values() for f in features)
    leaders: defaultdict[str, list[str]] = defaultdict(list)
    found: dict[str, str] = {}
    for key in sorted(tally.ideas, key=lambda k: (-tally.ideas[k], len(sets[k]), k)):
        telling = _telling(sets[key], spread=spread, similarity=similarity)
        rivals = {rival for f in telling for rival in leaders[f]}
        best = max(((likeness(sets[key], sets[r]), tally.ideas[r], r) for r in rivals), default=(0.0, 0, ""))
        if best[0] >= similarity:
            found[key] = found[best[2]]
            continue
        found[key] = tally.wording(key)
        for f in telling:
            if len(leaders[f]) < RIVALS:
                leaders[f].append(key)
    return found


def _telling(features: frozenset[str], *, spread: Mapping[str, int], similarity: float) -> list[str]:
    """Return the rarest features, one of which any set that is like enough must share.

    The prefix filter of set-similarity joins (Chaudhuri, Ganti and Kaushik, ICDE 2006): it spares comparing each item
    with every leader that has a common word with it.
    """
    rare = sorted(features, key=lambda f: (spread[f], f))
    whole, seen = weight(features), 0.0
    for i, feature in enumerate(rare):
        if whole - seen < similarity * whole:
            return rare[:i]
        seen += weight((feature,))
    return rare
