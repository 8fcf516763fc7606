"""Score concessions and stances, sentence by sentence, against coded articles.

A passage counts for every sentence that it covers by half or that covers it by half. Rows are paired one to one
within a sentence by holder: AUTHOR is a holder of kind author, NARRATOR a null one, other names as in
:mod:`pipeline.evaluate.names`. Of several rows of a holder the one whose item shares most words with gold's is taken,
then the most confident. The figure that counts is `statement`: sentence, holder and stance all right.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.evaluate.figures import Counts, Figures, hits, interval, labels, scores, total
from pipeline.evaluate.names import same_name, words
from pipeline.evaluate.predicted import Predicted
from pipeline.records import Concession, Stance
from pipeline.spans import Span, overlap

KEYS = ("id", "text", "sentences", "concessions")
NEEDS: tuple[type, ...] = (Concession, Stance)
LABELS = ("move", "stance", "efficacy", "modality")
METRICS = ("passage", "holder", "statement")
HALF = 0.5


def count(gold: Mapping[str, Any], predicted: Predicted) -> Counts:
    """Return the counts of one article; ``gold`` has `text`, `sentences` as offsets and `concessions`."""
    sentences = [Span(*sentence[:2]) for sentence in gold["sentences"]]
    wanted: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in gold["concessions"]:
        wanted[row["sentence"]].append(row)
    found = _by_sentence(gold["text"], sentences, predicted)
    stances = {stance.concession_id: stance for stance in predicted.of(Stance)}
    counts: Counts = Counter()
    for number in range(len(sentences)):
        rows, free = wanted[number], list(found[number])
        both, either = bool(rows and free), bool(rows or free)
        hits(counts, "passage", right=both, wrong=either and not rows, missed=either and not free)
        for row in rows:
            match = pick(row, free, predicted)
            if match is None:
                hits(counts, "holder", missed=1)
                hits(counts, "statement", missed=row["stance"] is not None)
            else:
                free.remove(match)
                _count_pair(counts, row, match, stances.get(match.concession_id))
        for metric in ("holder", "statement"):
            hits(counts, metric, wrong=len(free))
    return counts


def _by_sentence(text: str, sentences: Sequence[Span], predicted: Predicted) -> dict[int, list[Concession]]:
    place = predicted.aligner(text)
    found: dict[int, list[Concession]] = defaultdict(list)
    for row in predicted.of(Concession):
        passage = place(Span(row.start, row.end))
        for number, sentence in enumerate(sentences):
            if passage and covers(sentence, passage):
                found[number].append(row)
    return found


def covers(a: Span, b: Span) -> bool:
    """Tell whether two spans share half of the shorter one, and a character at least."""
    shared = overlap(a, b)
    return shared > 0 and shared >= HALF * min(a.end - a.start, b.end - b.start)


def pick(gold: Mapping[str, Any], free: Sequence[Concession], predicted: Predicted) -> Concession | None:
    """Return the row of gold's holder whose item is most like gold's, then the most confident; null for none."""
    item = words(" ".join(gold["items"]))
    fits = [row for row in free if same_holder(gold["holder"], row, predicted)]
    return max(fits, key=lambda row: (len(words(row.item) & item), row.confidence), default=None)


def same_holder(gold: str, row: Concession, predicted: Predicted) -> bool:
    """Tell whether a row's holder is gold's: a name, AUTHOR or NARRATOR."""
    speaker = predicted.speaker(row.holder_id)
    author = speaker is not None and speaker.kind == "author"
    if gold.upper() == "AUTHOR":
        return author
    if gold.upper() == "NARRATOR":
        return row.holder is None
    return not author and same_name(gold, row.holder)


def _count_pair(counts: Counts, gold: Mapping[str, Any], row: Concession, stance: Stance | None) -> None:
    hits(counts, "holder", right=1)
    for label in LABELS:
        holder = row if label in ("move", "modality") else stance
        if gold[label] is not None:
            counts[label, "label", gold[label], getattr(holder, label, "")] += 1
    if gold["stance"] is not None:
        right = stance is not None and gold["stance"] == stance.stance
        hits(counts, "statement", right=right, wrong=not right, missed=not right)


def figures(documents: Sequence[Counts]) -> Figures:
    """Return the figures of a corpus; the interval is of the statement's F1."""
    counts = total(documents)
    found: Figures = {metric: scores(counts, metric) for metric in METRICS}
    found |= {label: labels(counts, label) for label in LABELS}
    found["statement"]["interval"] = interval(documents, "statement")
    return found
