"""Score argumentative units and relations against texts with annotated components.

Units are compared as sets of words of the gold text. `argumentative` is over words inside any unit; `role` over words
that are argumentative in both; `unit` pairs units of the same role that share half of the words either has; `link`
and `attack` are over ordered pairs of matched units, roles ignored. A major claim counts as a claim (Stab and
Gurevych 2017); a predicted rhetorical concession is a link but no attack.
"""

import bisect
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.evaluate.figures import Counts, Figures, f1, hits, interval, labels, rounded, scores, total
from pipeline.evaluate.predicted import Predicted
from pipeline.records import Relation, Unit
from pipeline.spans import Span

KEYS = ("id", "text", "components", "relations")
NEEDS: tuple[type, ...] = (Unit, Relation)
METRICS = ("unit", "link", "attack")
HALF = 0.5

Units = Mapping[str, tuple[str, frozenset[int]]]
"""id -> (role, words)"""


def count(gold: Mapping[str, Any], predicted: Predicted) -> Counts:
    """Return the counts of one article; ``gold`` has `text`, `components` and `relations`."""
    starts = [match.start() for match in re.finditer(r"\w+", gold["text"])]

    def covered(span: Span) -> frozenset[int]:
        return frozenset(range(bisect.bisect_left(starts, span.start), bisect.bisect_left(starts, span.end)))

    wanted: Units = {c["id"]: (role(c["type"]), covered(Span(c["start"], c["end"]))) for c in gold["components"]}
    place = predicted.aligner(gold["text"])
    located = [(unit, place(Span(unit.start, unit.end))) for unit in predicted.of(Unit)]
    found: Units = {unit.unit_id: (unit.role, covered(span)) for unit, span in located if span}
    counts: Counts = Counter()
    _count_words(counts, wanted, found, len(starts))
    match = pairs(wanted, found)
    right = sum(wanted[i][0] == found[j][0] for i, j in match.items())
    hits(counts, "unit", right=right, wrong=len(found) - right, missed=len(wanted) - right)
    _count_relations(counts, gold["relations"], predicted.of(Relation), match)
    return counts


def role(kind: str) -> str:
    """Return the role of a component's type, in whatever spelling: claim or premise."""
    return "claim" if "claim" in kind.lower() else "premise"


def _count_words(counts: Counts, wanted: Units, found: Units, words: int) -> None:
    gold = {word: its for its, covered in wanted.values() for word in covered}
    mine = {word: its for its, covered in found.values() for word in covered}
    both, either = gold.keys() & mine.keys(), gold.keys() | mine.keys()
    wrong, missed = len(mine) - len(both), len(gold) - len(both)
    hits(counts, "argumentative", right=len(both), wrong=wrong, missed=missed)
    hits(counts, "other", right=words - len(either), wrong=missed, missed=wrong)
    for word in both:
        counts["role", "label", gold[word], mine[word]] += 1


def pairs(wanted: Units, found: Units) -> dict[str, str]:
    """Pair gold units with predicted ones one to one, those that share most first, half of their words at least."""
    likely = []
    for i, (_, a) in wanted.items():
        for j, (_, b) in found.items():
            if a & b and len(a & b) / len(a | b) >= HALF:
                likely.append((len(a & b) / len(a | b), i, j))
    match: dict[str, str] = {}
    for _, i, j in sorted(likely, reverse=True):
        if i not in match and j not in match.values():
            match[i] = j
    return match


def _count_relations(
    counts: Counts, gold: Sequence[Mapping[str, Any]], rows: Sequence[Relation], match: Mapping[str, str]
) -> None:
    for metric, kind in (("link", ""), ("attack", "attack")):
        wanted = {(_end(match, r["from"]), _end(match, r["to"])) for r in gold if kind in r["type"].lower()}
        found = {(("unit", r.source_id), ("unit", r.target_id)) for r in rows if kind in r.kind}
        right = len(wanted & found)
        hits(counts, metric, right=right, wrong=len(found) - right, missed=len(wanted) - right)


def _end(match: Mapping[str, str], component: str) -> tuple[str, str]:
    """The predicted unit that a gold component is matched with, else the component itself, which matches nothing."""
    return ("unit", match[component]) if component in match else ("unmatched", str(component))


def figures(documents: Sequence[Counts]) -> Figures:
    """Return the figures of a corpus; the interval is of the units' F1."""
    counts = total(documents)
    found: Figures = {metric: scores(counts, metric) for metric in ("argumentative", *METRICS)}
    found["argumentative"]["macro_f1"] = rounded((f1(counts, "argumentative") + f1(counts, "other")) / 2)
    found["role"] = labels(counts, "role")
    found["unit"]["interval"] = interval(documents, "unit")
    return found
