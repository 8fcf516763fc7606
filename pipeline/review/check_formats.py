"""Attributions to be checked as a CSV sheet or as Label Studio tasks, and the answers read back."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from pipeline import schema
from pipeline.cells import inert
from pipeline.review import label_studio, sheet
from pipeline.review.checks import ASKED, MARKED, Check
from pipeline.review.samples import ReviewError

QUESTIONS = {
    "content": "Is the content what somebody says, thinks, wants or believes, and whole?",
    "source": "Is it the source's, by the cue?",
    "speaker": "Is the source this speaker?",
}
COLOURS = {"source": "#56B4E9", "cue": "#CC79A7", "content": "#E69F00"}
SHOWN = ("shown_source", "shown_cue", "shown_speaker", "shown_content", "paragraph")
NAMES = ("attribution_id", "done", *ASKED, "right_speaker", *SHOWN)


def write(form: str, drawn: Sequence[Check], folder: Path) -> list[Path]:
    """Write a sample in a format, `csv` or `label-studio`, and return the files."""
    return _sheet(drawn, folder) if form == "csv" else _tasks(drawn, folder)


def _sheet(drawn: Sequence[Check], folder: Path) -> list[Path]:
    with schema.replacing(folder / sheet.SHEET) as path, path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(NAMES)
        for one in drawn:
            shown = (one.source, one.cue, one.speaker, one.content, " ".join(one.paragraph.split()))
            answers = ["", *(sheet.YES for _ in ASKED), ""]
            writer.writerow([one.attribution_id, *answers, *(inert(words or "") for words in shown)])
    return [folder / sheet.SHEET]


def _tasks(drawn: Sequence[Check], folder: Path) -> list[Path]:
    with schema.replacing(folder / label_studio.TASKS) as path:
        path.write_text(json.dumps([task(one) for one in drawn], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    with schema.replacing(folder / label_studio.CONFIG) as path:
        path.write_text(config(), encoding="utf-8")
    return [folder / label_studio.TASKS, folder / label_studio.CONFIG]


def config() -> str:
    """Return the labelling config: source, cue and content in their paragraph, and a question on each."""
    labels = "".join(f"<Label value={quoteattr(name)} background={quoteattr(COLOURS[name])}/>" for name in MARKED)
    lines = [
        "<View>",
        f'  <Labels name="span" toName="text">{labels}</Labels>',
        '  <Text name="text" value="$text"/>',
        '  <Header value="$speaker"/>',
    ]
    for name, question in QUESTIONS.items():
        lines += [f"  <Header value={quoteattr(question)}/>", label_studio.choices(name, (sheet.YES, sheet.NO))]
    lines += [
        '  <Header value="Who is it, when it is another?"/>',
        '  <TextArea name="right_speaker" toName="text" rows="1" maxSubmissions="1" editable="true"/>',
    ]
    return "\n".join([*lines, "</View>", ""])


def task(one: Check) -> dict[str, Any]:
    """Return one task, with the machine's spans and a yes to each question as a prediction."""
    result = []
    for name in MARKED:
        for start, end in one.marks[name]:
            region = {"start": start, "end": end, "text": one.paragraph[start:end], "labels": [name]}
            result.append(label_studio.result("span", "labels", region))
    result += [label_studio.result(name, "choices", {"choices": [sheet.YES]}) for name in ASKED]
    for number, found in enumerate(result):
        found["id"] = f"{one.attribution_id}-{number}"
    speaker = f"Speaker: {one.speaker or 'nobody'}"
    return {
        "data": {"text": one.paragraph, "attribution_id": one.attribution_id, "speaker": speaker},
        "predictions": [{"model_version": "concession-miner", "score": one.confidence, "result": result}],
    }


def answers(form: str, source: Path, drawn: Mapping[str, Check]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (attribution_id, answer) of each row that a person finished.

    Raises ReviewError when the file is no such sheet or export, or has a row that is not of the sample.
    """
    for name, found in _lines(source) if form == "csv" else _finished(source):
        if name not in drawn:
            raise ReviewError(f"{source}: {name!r} is not of this sample; give the folder it was exported to")
        wrong = {q: found.get(q) for q in ASKED if found.get(q) not in (sheet.YES, sheet.NO)}
        if wrong:
            raise ReviewError(f"{source}: {name} has {wrong}; each of {', '.join(ASKED)} is {sheet.YES} or {sheet.NO}")
        yield name, {**{q: found[q] == sheet.YES for q in ASKED}, "named": (found["right_speaker"] or "").strip()}


def _lines(source: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in sheet.lines(source, NAMES[: NAMES.index("shown_source")]):
        if (line["done"] or "").strip():
            yield (
                line["attribution_id"],
                {n: (line[n] or "").strip().lower() for n in ASKED} | {"right_speaker": line["right_speaker"]},
            )


def _finished(source: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, result in label_studio.finished(source, key="attribution_id"):
        said = {one["from_name"]: one["value"] for one in result}
        chosen = {q: " ".join(said[q].get("choices", ())) for q in ASKED if q in said}
        yield name, {**chosen, "right_speaker": " ".join(said.get("right_speaker", {}).get("text", ()))}
