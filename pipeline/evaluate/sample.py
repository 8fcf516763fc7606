"""Score the tables against the gold of the sample corpus, article by article.

The gold quotes the article instead of counting characters, and names only what a careful reader would insist on, so
the figures are recall (of what gold names) and accuracy (of what was found of it).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.evaluate.align import Letters
from pipeline.evaluate.concessions import covers, same_holder
from pipeline.evaluate.figures import Counts, Figures, share, tick, total
from pipeline.evaluate.names import same_name, words
from pipeline.evaluate.predicted import Predicted
from pipeline.evaluate.speakers import best, right_name
from pipeline.records import Article, Attribution, Concession, Relation, Stance, Unit
from pipeline.spans import Span

KEYS = ("path", "record")
NEEDS: tuple[type, ...] = (Attribution, Concession, Stance, Unit, Relation)
METADATA = ("genre", "title", "subtitle", "published", "publisher", "authors")
QUOTE = ("speaker", "kind", "role", "affiliation", "type")
CONCESSION = ("move", "modality", "stance", "efficacy", "conceder", "beneficiary")


def count(gold: Mapping[str, Any], predicted: Predicted) -> Counts:
    """Return the counts of one article of the gold."""
    counts: Counts = Counter()
    article = predicted.article
    tick(counts, "articles found", article is not None)
    letters = Letters(article.text if article else "")
    if article:
        for column in METADATA:
            if column in gold:
                tick(counts, f"metadata {column}", _plain(gold[column]) == _plain(getattr(article, column)))
        if "duplicate_of" in gold:
            tick(counts, "metadata duplicate", (gold["duplicate_of"] is None) == (article.duplicate_of is None))
    for quote in gold.get("quotes", ()):
        _count_quote(counts, quote, letters.find(quote["content"]), predicted)
    free = list(predicted.of(Concession))
    for row in gold.get("concessions", ()):
        _count_concession(counts, row, letters.find(row["passage"]), predicted, free)
    _count_arguments(counts, gold, letters, predicted)
    return counts


def _plain(value: Any) -> Any:
    """A value as JSON has it: dates as ISO 8601, tuples as lists."""
    if isinstance(value, list | tuple):
        return list(value)
    return None if value is None else str(value)


def _count_quote(counts: Counts, gold: Mapping[str, Any], span: Span | None, predicted: Predicted) -> None:
    located = [(row.content_spans, row) for row in predicted.of(Attribution)]
    row = best([span], located) if span else None
    tick(counts, "quotes found", row is not None)
    right = {"speaker": False}
    if row:
        speaker = predicted.speaker(row.speaker_id)
        right["speaker"] = right_name(gold.get("speaker"), speaker.name if speaker else None)
        right["kind"] = speaker is not None and speaker.kind == gold.get("kind")
        right["type"] = row.type == gold.get("type")
        for column in ("role", "affiliation"):
            value = getattr(speaker, column) if speaker else None
            right[column] = bool(words(gold.get(column)) & words(value))
        for column in QUOTE:
            if gold.get(column) is not None or (column == "speaker" and column in gold):
                tick(counts, f"quotes {column}", right[column])
    if gold.get("golden"):
        tick(counts, "quotes golden", right["speaker"])


def _count_concession(
    counts: Counts, gold: Mapping[str, Any], span: Span | None, predicted: Predicted, free: list[Concession]
) -> None:
    near = [row for row in predicted.of(Concession) if span and covers(span, Span(row.start, row.end))]
    tick(counts, "concessions passage", bool(near))
    fits = [row for row in near if row in free and same_holder(gold["holder"] or "NARRATOR", row, predicted)]
    row = max(fits, key=lambda row: (row.move == gold.get("move"), row.confidence), default=None)
    tick(counts, "concessions found", row is not None)
    right = dict.fromkeys(CONCESSION, False)
    if row:
        free.remove(row)
        stance = next((s for s in predicted.of(Stance) if s.concession_id == row.concession_id), None)
        for column in CONCESSION:
            found = getattr(stance if column in ("stance", "efficacy") else row, column, None)
            wanted = gold.get(column)
            named = column in ("conceder", "beneficiary")
            right[column] = found == wanted or (named and same_name(wanted, found))
            if column in gold:
                tick(counts, f"concessions {column}", right[column])
    if gold.get("golden"):
        tick(counts, "concessions golden", right["move"] and right["stance"])


def _count_arguments(counts: Counts, gold: Mapping[str, Any], letters: Letters, predicted: Predicted) -> None:
    """Count units found and their roles; relations whose two ends are found, and their kinds."""
    for one in gold.get("arguments", ()):
        unit = _unit(letters.find(one["unit"]), predicted.of(Unit))
        tick(counts, "units found", unit is not None)
        if unit:
            tick(counts, "units role", unit.role == one["role"])
        if one.get("golden"):
            tick(counts, "units golden", unit is not None and unit.role == one["role"])
    kinds = {(r.source_id, r.target_id): r.kind for r in predicted.of(Relation)}
    for one in gold.get("relations", ()):
        ends = [_unit(letters.find(one[end]), predicted.of(Unit)) for end in ("from", "to")]
        kind = kinds.get((ends[0].unit_id, ends[1].unit_id)) if ends[0] and ends[1] else None
        tick(counts, "relations found", kind is not None)
        if kind:
            tick(counts, "relations kind", kind == one["kind"])
        if one.get("golden"):
            tick(counts, "relations golden", kind == one["kind"])


def _unit(span: Span | None, units: Sequence[Unit]) -> Unit | None:
    return next((u for u in units if span and covers(span, Span(u.start, u.end))), None)


def key(article: Article) -> tuple[str, int]:
    """Return what gold and tables know an article by: its path and its record in the file."""
    return article.path, article.record


def figures(documents: Sequence[Counts]) -> Figures:
    """Return the figures of the whole sample, each a share in [0, 1] with the number of cases behind it."""
    counts = total(documents)
    return {metric: share(counts, metric) for metric, side in counts if side == "n"}
