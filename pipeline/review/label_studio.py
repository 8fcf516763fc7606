"""Samples as Label Studio tasks, with their labelling config, and its export read back.

Formats: https://labelstud.io/guide/tasks and https://labelstud.io/guide/export (JSON). Offsets of a region count in the
paragraph that is shown: characters (code points) since 2022, UTF-16 units before (HumanSignal/label-studio, issue 1347
and pull request 1559). A region's own words tell which.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from pipeline import schema
from pipeline.corrections import LABELS
from pipeline.review.samples import ReviewError, Row

TASKS, CONFIG = "tasks.json", "config.xml"
RIGHT, WRONG = "yes", "no"


class RegionError(ReviewError):
    """A region's offsets and its words do not fit."""


def write(drawn: Sequence[Row], folder: Path) -> list[Path]:
    """Write tasks and config and return the files; the machine's labels are shown as predictions."""
    tasks = [task(row) for row in drawn]
    with schema.replacing(folder / TASKS) as path:
        path.write_text(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    with schema.replacing(folder / CONFIG) as path:
        path.write_text(config(), encoding="utf-8")
    return [folder / TASKS, folder / CONFIG]


def config() -> str:
    """Return the labelling config: the passage in its paragraph, and what is said of it."""
    lines = [
        "<View>",
        '  <Labels name="span" toName="text"><Label value="passage" background="#E69F00"/></Labels>',
        '  <Text name="text" value="$text"/>',
        '  <Header value="Is a concession in play in the passage?"/>',
        choices("passage", (RIGHT, WRONG)),
        '  <Header value="Who holds it (empty: nobody)?"/>',
        '  <TextArea name="holder" toName="text" rows="1" maxSubmissions="1" editable="true"/>',
    ]
    for name, values in LABELS.items():
        lines += [f"  <Header value={quoteattr(name.capitalize())}/>", choices(name, values)]
    return "\n".join([*lines, "</View>", ""])


def choices(name: str, values: Sequence[str]) -> str:
    """Return a question of the labelling config that has one answer."""
    inside = "".join(f"<Choice value={quoteattr(value)}/>" for value in values)
    return f'  <Choices name={quoteattr(name)} toName="text" choice="single" showInline="true">{inside}</Choices>'


def task(row: Row) -> dict[str, Any]:
    """Return one task, with the machine's labels as a prediction."""
    start, end = row.start - row.paragraph_start, row.end - row.paragraph_start
    region = {"start": start, "end": end, "text": row.text, "labels": ["passage"]}
    found = [result("span", "labels", region), result("passage", "choices", {"choices": [RIGHT]})]
    found += [result(name, "choices", {"choices": [getattr(row, name)]}) for name in LABELS]
    found += [result("holder", "textarea", {"text": [row.holder]})] if row.holder else []
    for number, one in enumerate(found):
        one["id"] = f"{row.statement_id}-{number}"
    return {
        "data": {"text": row.paragraph, "statement_id": row.statement_id},
        "predictions": [{"model_version": "concession-miner", "score": row.confidence, "result": found}],
    }


def result(name: str, kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """Return one part of a task's prediction."""
    return {"from_name": name, "to_name": "text", "type": kind, "value": dict(value)}


def answers(file: Path, drawn: Mapping[str, Row]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (statement_id, answer) of each task that a person finished, from Label Studio's JSON export.

    Raises ReviewError when the file is no such export, or has a task that is not of the sample.
    """
    for name, found in finished(file, key="statement_id"):
        if name not in drawn:
            raise ReviewError(f"{file}: task {name!r} is not of this sample; give the folder it was exported to")
        try:
            yield name, _answer(found, drawn[name])
        except RegionError as error:
            raise ReviewError(f"{file}: task {name!r}: {error}") from error
        except (KeyError, TypeError, IndexError) as error:
            why = f"task {name!r} is none of Label Studio's JSON export ({error!r})"
            raise ReviewError(f"{file}: {why}; export as JSON, not JSON-MIN or CSV") from error


def finished(file: Path, *, key: str) -> Iterator[tuple[str, Sequence[Mapping[str, Any]]]]:
    """Yield the id, by its ``key``, and the last result of each task that a person finished.

    Raises ReviewError when the file is no JSON export of Label Studio.
    """
    try:
        tasks = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ReviewError(f"{file} cannot be read as JSON ({error}); export from Label Studio as JSON") from error
    for number, one in enumerate(tasks if isinstance(tasks, list) else [tasks]):
        try:
            name = one["data"][key]
            done = [a["result"] for a in one.get("annotations", ()) if not a.get("was_cancelled")]
            parts = [(part["from_name"], dict(part["value"])) for part in (done[-1] if done else ())]
        except (KeyError, TypeError, IndexError, AttributeError) as error:
            why = f"task {number} is none of Label Studio's JSON export ({error!r})"
            raise ReviewError(f"{file}: {why}; export as JSON, not JSON-MIN or CSV") from error
        if done:
            yield name, [{"from_name": question, "value": value} for question, value in parts]


def edges(region: Mapping[str, Any], paragraph: str) -> tuple[int, int]:
    """Return where a region starts and ends, in characters of its paragraph.

    Raises RegionError when the words that it says it holds stand there in neither way of counting.
    """
    start, end = region["start"], region["end"]
    if "text" not in region:
        return start, end
    ways = ((start, end), (_characters(paragraph, start), _characters(paragraph, end)))
    for read in (str, _bare):
        for first, last in ways:
            if read(paragraph[first:last]) == read(region["text"]):
                return first, last
    raise RegionError(
        f"{region['text']!r} does not stand from {start} to {end}; mark the passage again and export anew"
    )


def _characters(text: str, units: int) -> int:
    """How many characters of a text so many UTF-16 units are."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore"))


def _bare(words: str) -> str:
    """Words without white space, which browsers gather and Label Studio may write as a backslash and an n."""
    return "".join(words.replace("\\n", " ").split())


def _answer(result: Sequence[Mapping[str, Any]], row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {"holder": ""}
    for one in result:
        name, value = one["from_name"], one["value"]
        if name == "span":
            found["start"], found["end"] = (edge + row.paragraph_start for edge in edges(value, row.paragraph))
        elif name == "passage":
            found["passage"] = value["choices"] == [RIGHT]
        elif name == "holder":
            found["holder"] = " ".join(value["text"]).strip()
        elif name in LABELS:
            found[name] = value["choices"][0]
    return found
