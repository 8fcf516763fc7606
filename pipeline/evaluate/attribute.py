"""Score attributions: which source, by which cue, holds which content.

Words are runs of letters and digits, so punctuation never counts. The figure that counts is `attribution`: pairs,
one to one, whose contents and whose sources each share half of the words that either has (both null agree). Recall
of a kind is over gold of that kind against all predictions, precision over predictions of that kind against all
gold. The measures by words and by whole spans are those of PolNeAR (Newell et al. 2018) and CofeNet (Wang et al. 2022).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from pipeline.evaluate import calibration
from pipeline.evaluate.agreement import MACHINE, Coded, Coder, Matches, marks
from pipeline.evaluate.figures import Counts, Figures, interval, scores, share, sides, total
from pipeline.evaluate.predicted import Predicted
from pipeline.evaluate.reading import HALF, ROLES, Located, Read, Reader, common, likely, one_to_one
from pipeline.records import Attribution

KEYS = ("id", "text", "attributions")
NEEDS: tuple[type, ...] = (Attribution,)
KINDS = {"all": ("direct", "mixed", "indirect"), "direct": ("direct",), "mixed": ("mixed",), "indirect": ("indirect",)}
MEASURES = ("words", "spans")
WHOLE = "content whole"


def unfold(line: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield a line for each coder of a gold line that holds all of them (`annotators`), else the line itself.

    `annotators` is an object, coder to `attributions`; each line that is yielded has `annotator` and `attributions`.
    """
    coders = line.get("annotators")
    if isinstance(coders, Mapping) and coders:
        rest = {key: value for key, value in line.items() if key != "annotators"}
        yield from ({**rest, "annotator": coder, "attributions": rows} for coder, rows in coders.items())
    else:
        yield line


def count(gold: Mapping[str, Any], predicted: Predicted) -> Counts:
    """Return the counts of one article; ``gold`` has `text` and `attributions` of lists of ``[start, end]``."""
    reader = Reader(gold["text"])
    wanted, found = _wanted(reader, gold), reader.all(_located(gold["text"], predicted))
    fits = likely(wanted, found, need_source=True)
    every = (fits, likely(wanted, found, need_source=False))
    strict, lenient = ([(wanted[i], found[j]) for i, j in one_to_one(some)] for some in every)
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
    calibration.count(counts, [one.confidence for one in found], fits, gold=len(wanted))
    return counts


def figures(documents: Sequence[Counts]) -> Figures:
    """Return the figures of a corpus by kind of attribution, and how well calibrated their confidence is.

    The interval is of all attributions' F1, each of ``documents`` a line of gold: where articles have several coders it
    is too narrow, and that of `agreement` is the one to quote.
    """
    counts = total(documents)
    every = [f"{role} {measure}" for measure in MEASURES for role in ROLES] + [WHOLE, "attribution", "content match"]
    found: Figures = {}
    for kind in KINDS:
        metrics = every if kind == "all" else ["content words", "attribution", "content match"]
        found[kind] = {metric: scores(counts, f"{kind} {metric}") for metric in metrics}
        found[kind]["source given content"] = share(counts, f"{kind} source given content")
    found["all"]["attribution"]["interval"] = interval(documents, "all attribution")
    found["calibration"] = calibration.figures(counts)
    return found


def curve(documents: Sequence[Counts]) -> list[calibration.Point]:
    """Return precision, recall and F1 of `attribution` when only confidences from a threshold on are kept."""
    return calibration.curve(total(documents))


def compare(lines: Sequence[Mapping[str, Any]], predicted: Predicted) -> Coded:
    """Return how the coders of one article and the machine marked its words, and how many attributions pairs share.

    ``lines`` have one `text` and each its own `annotator`. Of two human coders the first by name stands as gold; an
    article of one coder has nothing to compare.
    """
    if len(lines) < 2:
        return Coded()
    text = lines[0]["text"]
    reader = Reader(text)
    in_order = sorted(lines, key=lambda line: str(line["annotator"]))
    read: dict[Coder, list[Read]] = {str(line["annotator"]): _wanted(reader, line) for line in in_order}
    read[MACHINE] = reader.all(_located(text, predicted))
    return Coded(
        marks={coder: marks(rows, n_words=reader.n_words) for coder, rows in read.items()},
        matches={(a, b): _matches(read[a], read[b]) for a, b in combinations(read, 2)},
    )


def _matches(a: Sequence[Read], b: Sequence[Read]) -> Matches:
    return Matches(len(one_to_one(likely(a, b, need_source=True))), len(a), len(b))


def _wanted(reader: Reader, gold: Mapping[str, Any]) -> list[Read]:
    return reader.all(({role: one.get(role) or [] for role in ROLES}, 1.0) for one in gold["attributions"])


def _located(gold_text: str, predicted: Predicted) -> Iterable[tuple[Located, float]]:
    """Yield the predicted attributions with their spans in the gold text; spans not found there are left out."""
    place = predicted.aligner(gold_text)
    for row in predicted.of(Attribution):
        spans = {role: map(place, getattr(row, f"{role}_spans")) for role in ROLES}
        yield {role: [span for span in found if span] for role, found in spans.items()}, row.confidence


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
