"""From judged candidates to a consistent set of attributions.

One cue makes one attribution, a quotation belongs to one, and a quotation without a cue goes with what stands beside
it: resumed after "he said" it joins that attribution; in a paragraph of its own it keeps the last speaker (codebook,
section 2).
"""

import bisect
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.attribute.candidates import Candidate
from pipeline.attribute.quotes import Quote, kind_of
from pipeline.records import Link
from pipeline.sentences import paragraphs
from pipeline.spans import Span, contains, hull, merge, overlap, subtract

STRETCH = 1000
"""Characters of a stretch of text; candidates that share none are not compared."""
SAME = 0.8
"""Overlap (intersection over union) from which two contents are one and the same."""
SCARE_WORDS = 3
"""A quotation without a cue has to have more words than this to be somebody's speech."""
CARRIED = 0.6
"""Share of quotations that keep the last speaker rightly, measured on PolNeAR dev."""


@dataclass(frozen=True)
class Found:
    """A candidate that was kept, with its probability."""

    candidate: Candidate
    probability: float

    @property
    def content(self) -> tuple[Span, ...]:
        """Spans of its content."""
        return self.candidate.content


def decode(text: str, scored: Sequence[tuple[float, Candidate]], quotes: Sequence[Quote]) -> list[Found]:
    """Choose the attributions of one article.

    Candidates are taken by falling probability while no earlier one uses their cue, their quotation, or has the same
    content; then quotations left over are joined to their neighbours. The result is in order of the text.
    """
    kept: list[Found] = []
    near: dict[int, set[int]] = defaultdict(set)
    """Positions in ``kept`` by the stretches of text they touch: only neighbours can be in conflict."""
    for probability, candidate in sorted(scored, key=lambda s: (-s[0], s[1].content, s[1].cue, s[1].rule)):
        stretches = _stretches(candidate)
        others = sorted({i for stretch in stretches for i in near[stretch]})
        mate = next((i for i in others if _broken(candidate, kept[i].candidate)), len(kept))
        if mate < len(kept):
            kept[mate] = _joined(kept[mate], candidate.content)
        elif any(_conflict(candidate, kept[i].candidate) for i in others):
            continue
        else:
            kept.append(Found(candidate, probability))
        for stretch in stretches:
            near[stretch].add(mate)
    kept = [_with_marks(text, found, quotes) for found in _with_loose_quotes(text, kept, quotes)]
    return sorted(kept, key=lambda f: (hull(f.content), f.candidate.cue))


def _with_marks(text: str, found: Found, quotes: Sequence[Quote]) -> Found:
    """Stretch a content to both marks of each quotation whose words it holds, where the parse lost one of them."""

    def stretched(span: Span) -> Span:
        for quote in (quotes[n] for n in _touched(span, quotes)):
            left = subtract(quote.inner, [span])
            if not any(c.isalnum() for piece in left for c in text[piece.start : piece.end]):
                span = hull([span, quote.span])
        return span

    content = merge([stretched(span) for span in found.content])
    return replace(found, candidate=replace(found.candidate, content=content))


def _stretches(candidate: Candidate) -> range:
    """Return the numbers of the stretches of text that a candidate's content and cue lie in."""
    whole = hull([*candidate.content, *candidate.cue])
    return range(whole.start // STRETCH, whole.end // STRETCH + 1)


def _broken(one: Candidate, other: Candidate) -> bool:
    """Tell whether two quotations hang on one cue: a content broken in two by it."""
    return one.quote is not None and other.quote not in (None, one.quote) and one.cue == other.cue


def _joined(found: Found, more: Sequence[Span]) -> Found:
    content = merge([*found.content, *more], gap=1)
    return replace(found, candidate=replace(found.candidate, content=content))


def _conflict(one: Candidate, other: Candidate) -> bool:
    if one.quote is not None and one.quote == other.quote:
        return True
    if any(overlap(a, b) for a in one.cue for b in other.cue):
        return not (_nested(one, other) or _nested(other, one))
    return share(one.content, other.content) > SAME


def _nested(inner: Candidate, outer: Candidate) -> bool:
    """Tell whether a whole attribution, cue and all, lies in the content of another."""
    return bool(inner.cue) and all(any(o.start <= c.start and c.end <= o.end for o in outer.content) for c in inner.cue)


def share(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Return the overlap (intersection over union, in characters) of two sets of spans, in [0, 1]."""
    shared = sum(overlap(x, y) for x in a for y in b)
    return shared / max(1, sum(x.end - x.start for x in a) + sum(y.end - y.start for y in b) - shared)


def _with_loose_quotes(text: str, kept: list[Found], quotes: Sequence[Quote]) -> list[Found]:
    """Give quotations that no candidate explains to the attribution beside them, or to the last speaker."""
    bounds = paragraphs(text)
    starts = [p.start for p in bounds]
    home = [bisect.bisect_right(starts, q.span.start) - 1 for q in quotes]
    owner: dict[int, int] = {}
    for i, found in enumerate(kept):
        for span in found.content:
            for n in _touched(span, quotes):
                if found.candidate.quote in (n, None):
                    owner.setdefault(n, i)
    for n, quote in enumerate(quotes):
        words = len(re.findall(r"\w+", text[quote.span.start : quote.span.end]))
        if n in owner or words <= SCARE_WORDS or quote.is_title(text):
            continue
        near = _neighbour(text, quotes, n, owner, home)
        if near is not None:
            mate = kept[owner[near]]
            if home[near] == home[n]:
                kept[owner[near]] = _joined(mate, (quote.span,))
                owner[n] = owner[near]
            else:
                owner[n] = len(kept)
                carried = replace(mate.candidate, rule="carried", content=(quote.span,), cue=(), quote=n, features=())
                kept.append(Found(carried, round(CARRIED * mate.probability, 3)))
    return kept


def _touched(span: Span, quotes: Sequence[Quote]) -> range:
    """Return the positions of the quotations that share a character with ``span``; quotations are in order."""
    first = bisect.bisect_right(quotes, span.start, key=lambda q: q.span.end)
    last = bisect.bisect_left(quotes, span.end, key=lambda q: q.span.start)
    return range(first, last)


def _neighbour(text: str, quotes: Sequence[Quote], n: int, owner: dict[int, int], home: list[int]) -> int | None:
    """Return the quotation whose speaker goes on in quotation ``n``, null when it is nobody's."""
    quote = quotes[n]
    if not _begins_sentence(text, quote):
        return None
    before, after = n - 1, n + 1
    if before >= 0 and before in owner and home[before] == home[n]:
        return before
    if after < len(quotes) and after in owner and home[after] == home[n] and _only_space(text, quote, quotes[after]):
        return after
    opens = not text[text.rfind("\n", 0, quote.span.start) + 1 : quote.span.start].strip()
    if opens and before >= 0 and before in owner and home[before] == home[n] - 1:
        return before
    return None


def _begins_sentence(text: str, quote: Quote) -> bool:
    before = text[max(0, quote.span.start - 100) : quote.span.start].rstrip()
    return not before or text[quote.span.start - 1] == "\n" or before[-1] in ".!?…:”\"’'"


def _only_space(text: str, one: Quote, other: Quote) -> bool:
    return not text[one.span.end : other.span.start].strip()


def links(article_id: str, text: str, found: Sequence[Found]) -> list[Link]:
    """Turn what was kept into rows, numbered in order, each with the attribution it is nested in."""
    ids = [f"{article_id}-a{n:05d}" for n in range(len(found))]
    parents = _parents(found)
    return [
        Link(
            attribution_id=ids[n],
            article_id=article_id,
            type="direct" if one.candidate.rule == "turn" else kind_of(text, one.content),
            content_spans=one.content,
            cue_spans=one.candidate.cue,
            source_spans=one.candidate.source,
            parent_id=None if (parent := parents[n]) is None else ids[parent],
            rule=one.candidate.rule,
            confidence=one.probability,
        )
        for n, one in enumerate(found)
    ]


def _parents(found: Sequence[Found]) -> list[int | None]:
    """Return for each attribution the smallest one whose content holds the whole of it, cue and all."""
    near: dict[int, list[int]] = defaultdict(list)
    for i, one in enumerate(found):
        for stretch in _stretches(one.candidate):
            near[stretch].append(i)
    parents: list[int | None] = []
    for one in found:
        inner = hull([*one.content, *one.candidate.cue])
        around = [found[i] for i in near[inner.start // STRETCH]]
        sizes = {
            i: sum(s.end - s.start for s in other.content)
            for i, other in zip(near[inner.start // STRETCH], around, strict=True)
            if hull(other.content) != hull(one.content) and any(contains(s, inner) for s in other.content)
        }
        parents.append(min(sizes, key=lambda i: (sizes[i], i)) if sizes else None)
    return parents
