"""All tables -> metrics.json, labels.csv: what the tables hold and, where there is gold, how right it is."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline import schema, slices
from pipeline.evaluate import agreement, arguments, attribute, concessions, coverage, gold, sample, speakers
from pipeline.evaluate.agreement import Coded
from pipeline.evaluate.calibration import Point
from pipeline.evaluate.figures import Counts, Figures, rounded
from pipeline.evaluate.predicted import Predicted
from pipeline.params import EvaluateParams
from pipeline.progress import Track, silent
from pipeline.records import RECORDS, Article, Speaker

METRICS = "metrics.json"
LABELS = "labels.csv"


@dataclass(frozen=True, slots=True)
class Task:
    """What is scored: the keys of its gold, the tables it needs, the counts of an article, the figures of all."""

    keys: tuple[str, ...]
    needs: tuple[type, ...]
    count: Callable[[Mapping[str, Any], Predicted], Counts]
    figures: Callable[[Sequence[Counts]], Figures]
    curve: Callable[[Sequence[Counts]], Sequence[Point]] | None = None
    coders: "Coders | None" = None


@dataclass(frozen=True, slots=True)
class Coders:
    """How a task reads gold of several coders: the lines a line stands for, what those of an article have in common."""

    unfold: Callable[[gold.Line], Iterable[gold.Line]]
    compare: Callable[[Sequence[gold.Line], Predicted], Coded]


@dataclass(frozen=True, slots=True)
class Scored:
    """One article: the counts of each of its lines of gold, and how its coders agree."""

    counts: Sequence[Counts]
    coded: Coded


TASKS: Mapping[str, Task] = {
    "attribute": Task(
        attribute.KEYS,
        attribute.NEEDS,
        attribute.count,
        attribute.figures,
        curve=attribute.curve,
        coders=Coders(attribute.unfold, attribute.compare),
    ),
    "speakers": Task(speakers.KEYS, speakers.NEEDS, speakers.count, speakers.figures),
    "concessions": Task(concessions.KEYS, concessions.NEEDS, concessions.count, concessions.figures),
    "arguments": Task(arguments.KEYS, arguments.NEEDS, arguments.count, arguments.figures),
}
SAMPLE = Task(sample.KEYS, sample.NEEDS, sample.count, sample.figures)


def run(tables: Path, *, params: EvaluateParams, track: Track = silent) -> None:
    """Write ``tables/metrics.json`` and ``tables/labels.csv``.

    The figures of the sample are there only when ``params.gold`` names its gold file. Raises GoldError when that file
    cannot be read or names none of the articles, TableError when a table is missing.
    """
    counts = {record: _coverage(tables, record) for record in track(RECORDS, what="tables", total=len(RECORDS))}
    metrics: Figures = {"coverage": coverage.figures(counts)}
    if params.gold is not None:
        metrics["sample"] = _sample(Path(params.gold), tables)
    with schema.replacing(tables / METRICS) as temporary:
        temporary.write_text(json.dumps(metrics, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    with schema.replacing(tables / LABELS) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("column", "label", "rows"))
        writer.writerows(coverage.label_rows(counts))


def evaluate(task: str, gold_path: Path, tables: Path, *, curve: Path | None = None) -> Figures:
    """Return the figures of one task (attribute, speakers, concessions, arguments) on gold that has `id` and `text`.

    An article of the tables is gold's when the name of its file without ending is gold's `id`; gold articles that the
    tables lack count as missed. Gold of attributions may have a line for each coder of an article; each is scored, and
    `agreement` compares them. ``curve`` is where precision and recall by confidence are written as CSV, for a task that
    has them. Raises GoldError when the task is unknown, the file cannot be read, lacks a key, or names none of the
    articles.
    """
    if task not in TASKS:
        raise gold.GoldError(f"there is no task {task!r}; there are {', '.join(TASKS)}")
    make_curve = TASKS[task].curve
    if curve is not None and make_curve is None:
        raise gold.GoldError(f"{task} has no curve; leave out {curve}")
    figures, documents = _scored(TASKS[task], gold_path, tables, of_gold=_id, of_article=_stem)
    if curve is not None and make_curve is not None:
        _write_curve(curve, make_curve(documents))
    return figures


def _write_curve(path: Path, points: Sequence[Point]) -> None:
    with schema.replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Point._fields)
        writer.writerows([rounded(number) for number in point] for point in points)


def _sample(gold_path: Path, tables: Path) -> Figures:
    figures, _ = _scored(SAMPLE, gold_path, tables, of_gold=_path_and_record, of_article=sample.key)
    return figures


def _path_and_record(one: gold.Line) -> tuple[Any, Any]:
    return one["path"], one["record"]


def _id(one: Mapping[str, Any]) -> str:
    return str(one["id"])


def _stem(article: Article) -> str:
    return PurePosixPath(article.path).stem


def _scored(
    task: Task,
    gold_path: Path,
    tables: Path,
    *,
    of_gold: Callable[[gold.Line], Any],
    of_article: Callable[[Article], Any],
) -> tuple[Figures, Sequence[Counts]]:
    """Return the figures of a task and the counts they are made of, a line of gold each."""
    wanted = _wanted(task, gold_path, of_gold)
    found: dict[Any, Scored] = {}
    for article, predicted in _predicted(tables, task.needs):
        name = of_article(article)
        if name in wanted:
            found[name] = _score(task, wanted[name], predicted)
    lost = [name for name in wanted if name not in found]
    if len(lost) == len(wanted):
        first = f", {lost[0]} the first" if lost else ""
        raise gold.GoldError(f"{gold_path}: none of its {len(wanted)} articles{first} is in {tables}; run on its texts")
    every = [found[name] if name in found else _score(task, wanted[name], Predicted()) for name in wanted]
    documents = [counts for one in every for counts in one.counts]
    figures = {"articles": len(found), "articles missing": len(lost), **task.figures(documents)}
    agreed = agreement.figures([one.coded for one in every])
    return {**figures, **({"agreement": agreed} if agreed else {})}, documents


def _wanted(task: Task, path: Path, of_gold: Callable[[gold.Line], Any]) -> dict[Any, list[gold.Line]]:
    """Return the lines of gold by article: one a coder, or the last one when the task knows no coders."""
    unfold = task.coders.unfold if task.coders else gold.as_it_is
    wanted: dict[Any, list[gold.Line]] = {}
    for line in gold.parse(_bytes(path), name=str(path), keys=task.keys, unfold=unfold):
        name = of_gold(line)
        wanted[name] = [*wanted.get(name, ()), line] if task.coders else [line]
    for lines in wanted.values():
        gold.check_coders(lines, name=str(path))
    return wanted


def _score(task: Task, lines: Sequence[gold.Line], predicted: Predicted) -> Scored:
    coded = task.coders.compare(lines, predicted) if task.coders else Coded()
    return Scored([task.count(line, predicted) for line in lines], coded)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise gold.GoldError(f"{path} cannot be read ({error.strerror}); set evaluate.gold to a gold file") from error


def _predicted(tables: Path, needs: tuple[type, ...]) -> Iterator[tuple[Article, Predicted]]:
    """Yield each article with what the tables hold of it."""
    speakers_by_id = {speaker.speaker_id: speaker for speaker in schema.read(tables, Speaker)}
    for article, *rows in slices.by_article(tables, Article, *needs):
        by_record = dict(zip(needs, rows, strict=True))
        yield article, Predicted(article=article, rows=by_record, speakers=speakers_by_id)


def _coverage(tables: Path, record: type) -> Counts:
    columns = coverage.columns_needed(record) or [record.KEY[0]]  # type: ignore[attr-defined]
    return coverage.count(record, schema.read_batches(tables, record, columns=columns))
