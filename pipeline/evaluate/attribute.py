"""Score attributions: which source, by which cue, holds which content.

Words are runs of letters and digits, so punctuation never counts. The figure that counts is `attribution`: pairs,
one to one, whose contents and whose sources each share half of the words that either has (both null agree). Recall
of a kind is over gold of that kind against all predictions, precision over predictions of that kind against all
gold. The measures by words and by whole spans are those of PolNeAR (Newell et al. 2018) and CofeNet (Wang et al. 2022).
"""

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.figures import Counts, Figures, interval, scores, share, sides, total
from pipeline.evaluate.predicted import Predicted
from pipeline.records import Attribution
from pipeline.spans import Span

KEYS = ("id", "text", "attributions")
NEEDS: tuple[type, ...] = (Attribution,)
ROLES = ("content", "source", "cue")
KINDS = {"all": ("direct", "mixed", "indirect"), "direct": ("direct",), "mixed": ("mixed",), "indirect": ("indirect",)}
MARKS = "\"“”„‟«»‘’'`"
OPENING = '"“„«‘`'
DOUBLE = '"“”„‟«»'
HALF = 0.5
"""Share of words that two spans must have in common to be paired."""
MEASURES = ("words", "spans")
WHOLE = "content whole"


@dataclass(frozen=True, slots=True)
class Read:
    """An attribution as sets of words: by role all its words, and the first and last word of each of its spans."""

    words: Mapping[str, frozenset[int]]
    spans: Mapping[str, frozenset[tuple[int, int]]]
    kind: str


def count(gold: Mapping[str, Any], predicted: Predicted) -> Counts:
    """Return the counts of one article; ``gold`` has `text` and `attributions` of lists of ``[start, end]``."""
    reader = Reader(gold["text"])
    wanted = reader.all({role: one.get(role) or [] for role in ROLES} for one in gold["attributions"])
    found = reader.all(_located(gold["text"], predicted))
    strict, lenient = pairs(wanted, found, need_source=True), pairs(wanted, found, need_source=False)
    counts: Counts = Counter()
    for name, kinds in KINDS.items():
        _count_spans(counts, name, kinds, wanted, found)
        of_gold, of_found = ([x for x in side if x.kind in kinds] for side in (wanted, found))
        for metric, matched in (("attribution", strict), ("content match", lenient)):
            sides(
                counts,
                f"{name} {metric}",
                found=sum(g.kind in kinds for g, _ in matched),
                gold=len(of_gold),
                correct=sum(p.kind in kinds for _, p in matched),
                predicted=len(of_found),
            )
        mine = [(g, p) for g, p in lenient if g.kind in kinds]
        counts[f"{name} source given content", "right"] += sum(common(g, p, "source") >= HALF for g, p in mine)
        counts[f"{name} source given content", "n"] += len(mine)
    return counts


def figures(documents: Sequence[Counts]) -> Figures:
    """Return the figures of a corpus by kind of attribution; the interval is of all attributions' F1."""
    counts = total(documents)
    every = [f"{role} {measure}" for measure in MEASURES for role in ROLES] + [WHOLE, "attribution", "content match"]
    found: Figures = {}
    for kind in KINDS:
        metrics = every if kind == "all" else ["content words", "attribution", "content match"]
        found[kind] = {metric: scores(counts, f"{kind} {metric}") for metric in metrics}
        found[kind]["source given content"] = share(counts, f"{kind} source given content")
    found["all"]["attribution"]["interval"] = interval(documents, "all attribution")
    return found


class Reader:
    """Reads the attributions of one text as sets of words."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [match.start() for match in re.finditer(r"\w+", text)]

    def all(self, attributions: Iterable[Mapping[str, Sequence[Sequence[int]]]]) -> list[Read]:
        """Return the attributions whose content has words."""
        return [one for one in map(self._read, attributions) if one and one.words["content"]]

    def _read(self, attribution: Mapping[str, Sequence[Sequence[int]]]) -> Read | None:
        spans = {role: [(s, e) for s, e in attribution[role] if s < e] for role in ROLES}
        if not spans["content"]:
            return None
        each = {role: [self._words(s, e) for s, e in spans[role]] for role in ROLES}
        return Read(
            words={role: frozenset(w for part in parts for w in part) for role, parts in each.items()},
            spans={role: frozenset((p[0], p[-1]) for p in parts if p) for role, parts in each.items()},
            kind=self._kind(spans["content"]),
        )

    def _words(self, start: int, end: int) -> range:
        return range(bisect.bisect_left(self._starts, start), bisect.bisect_left(self._starts, end))

    def _kind(self, spans: Sequence[tuple[int, int]]) -> str:
        first = min(start for start, _ in spans)
        if self._text[first] in MARKS or (first and self._text[first - 1] in OPENING):
            return "direct"
        return "mixed" if any(sign in DOUBLE for s, e in spans for sign in self._text[s:e]) else "indirect"


def _located(gold_text: str, predicted: Predicted) -> Iterable[dict[str, list[Span]]]:
    """Yield the predicted attributions with their spans in the gold text; spans not found there are left out."""
    place = predicted.aligner(gold_text)
    for row in predicted.of(Attribution):
        spans = {role: map(place, getattr(row, f"{role}_spans")) for role in ROLES}
        yield {role: [span for span in found if span] for role, found in spans.items()}


def common(a: Read, b: Read, role: str) -> float:
    """Return the share of words of a role that two attributions have in common, in [0, 1]; 1 when neither has any."""
    union = a.words[role] | b.words[role]
    return len(a.words[role] & b.words[role]) / len(union) if union else 1.0


def pairs(gold: Sequence[Read], found: Sequence[Read], *, need_source: bool) -> list[tuple[Read, Read]]:
    """Pair gold with predictions one to one, the best contents first."""
    likely = []
    for i, g in enumerate(gold):
        for j, p in enumerate(found):
            content = common(g, p, "content")
            if content >= HALF:
                source = common(g, p, "source")
                if source >= HALF or not need_source:
                    likely.append((-content, -source, i, j))
    left, right, matched = set[int](), set[int](), []
    for _, _, i, j in sorted(likely):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            matched.append((gold[i], found[j]))
    return matched


def _count_spans(
    counts: Counts, name: str, kinds: Sequence[str], wanted: Sequence[Read], found: Sequence[Read]
) -> None:
    of_gold, of_found = ([x for x in side if x.kind in kinds] for side in (wanted, found))
    for measure in MEASURES:
        for role in ROLES:
            sets = [_union(side, measure, role) for side in (of_gold, of_found, wanted, found)]
            _count_sets(counts, f"{name} {role} {measure}", sets)
    whole = [
        {(min(x.words["content"]), max(x.words["content"])) for x in s} for s in (of_gold, of_found, wanted, found)
    ]
    _count_sets(counts, f"{name} {WHOLE}", whole)


def _union(side: Sequence[Read], measure: str, role: str) -> set[Any]:
    return {item for one in side for item in getattr(one, measure)[role]}


def _count_sets(counts: Counts, metric: str, sets: Sequence[set[Any]]) -> None:
    of_gold, of_found, wanted, found = sets
    sides(
        counts,
        metric,
        found=len(of_gold & found),
        gold=len(of_gold),
        correct=len(of_found & wanted),
        predicted=len(of_found),
    )
