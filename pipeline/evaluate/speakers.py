"""Score who a source refers to.

A gold mention is found when a predicted attribution's content overlaps its content by half of the shorter of the
two; the attribution that overlaps most answers for it. Names are compared as in :mod:`pipeline.evaluate.names`; a
conjoined gold name (parts by semicolons) is right when any part is.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.evaluate.figures import Counts, Figures, hits, interval, scores, share, tick, total
from pipeline.evaluate.names import is_pronoun, same_name, words
from pipeline.evaluate.predicted import Predicted
from pipeline.records import Attribution, Speaker
from pipeline.spans import Span, overlap

KEYS = ("id", "text", "mentions")
NEEDS: tuple[type, ...] = (Attribution,)
GROUPS = ("speaker", "named person", "pronoun")
DESCRIPTIONS = ("role", "affiliation")
HALF = 0.5


def count(gold: Mapping[str, Any], predicted: Predicted) -> Counts:
    """Return the counts of one article; ``gold`` has `text` and `mentions`."""
    place = predicted.aligner(gold["text"])
    located = [([s for s in map(place, row.content_spans) if s], row) for row in predicted.of(Attribution)]
    counts: Counts = Counter()
    for mention in gold["mentions"]:
        row = best([Span(s, e) for s, e in mention["content"]], located)
        pronoun = is_pronoun(gold["text"][mention["start"] : mention["end"]])
        groups = ["speaker", *(["named person"] * (mention["kind"] == "person")), *(["pronoun"] * pronoun)]
        tick(counts, "found", row is not None)
        if row is None:
            for group in groups:
                hits(counts, group, missed=1)
        else:
            _count_found(counts, mention, predicted.speaker(row.speaker_id), groups)
    return counts


def _count_found(counts: Counts, mention: Mapping[str, Any], speaker: Speaker | None, groups: Sequence[str]) -> None:
    name = speaker.name if speaker else None
    right = right_name(mention["name"], name)
    for group in groups:
        hits(counts, group, right=right, wrong=not right, missed=not right)
    if right and mention["kind"] == "person":
        tick(counts, "exact name", words(mention["name"].split(";")[0]) <= words(name))
    if mention["kind"] is not None:
        tick(counts, "kind", speaker is not None and speaker.kind == mention["kind"])
    for column in DESCRIPTIONS:
        if mention.get(column):
            value = getattr(speaker, column) if speaker else None
            tick(counts, column, bool(words(mention[column]) & words(value)))


def best(content: Sequence[Span], located: Sequence[tuple[Sequence[Span], Attribution]]) -> Attribution | None:
    """Return the attribution whose content overlaps ``content`` most, null when none does by half of the shorter."""
    found, most = None, 0
    for spans, row in located:
        shared = sum(overlap(a, b) for a in content for b in spans)
        shorter = min(sum(s.end - s.start for s in side) for side in (content, spans))
        if shared > most and shared >= HALF * shorter:
            found, most = row, shared
    return found


def right_name(gold: str | None, found: str | None) -> bool:
    """Tell whether a predicted name is right; no name is right where gold has none."""
    if not gold or not found:
        return not gold and not found
    return any(same_name(part, found) for part in gold.split(";"))


def figures(documents: Sequence[Counts]) -> Figures:
    """Return the figures of a corpus; the interval is of the speaker's F1."""
    counts = total(documents)
    found: Figures = {group: scores(counts, group) for group in GROUPS}
    found |= {metric: share(counts, metric) for metric in ("found", "exact name", "kind", *DESCRIPTIONS)}
    found["speaker"]["interval"] = interval(documents, "speaker")
    return found
