"""Attributions are checked by people: what is asked comes back, counts, and fits the sample."""

import csv
import json
from xml.etree import ElementTree

import pytest

from pipeline import schema
from pipeline.records import Article, Attribution
from pipeline.review import checks, rounds, samples
from pipeline.review.checks import Check
from pipeline.review.samples import ReviewError
from pipeline.spans import Span


@pytest.fixture
def said(tables, make):
    """Two attributions in each article: one with source and cue, one after an emoji that names nobody."""

    text = next(schema.read(tables, Article)).text

    def spans(words):
        return (Span(text.index(words), text.index(words) + len(words)),) if words else ()

    rows = []
    for name in ("a1", "a2"):
        for n, (source, cue, content, speaker) in enumerate(
            [("Kira Oss", "demands", "the nets\nback", "Kira Oss"), (None, None, "at last", None)]
        ):
            parts = {"source_spans": spans(source), "cue_spans": spans(cue), "content_spans": spans(content)}
            words = {"source": source, "cue": cue, "content": content, "speaker": speaker}
            ids = {"attribution_id": f"{name}-q{n}", "article_id": name}
            rows.append(make(Attribution, **ids, **parts, **words, confidence=0.9 - n / 2))
    schema.write(tables, Attribution, rows, metadata={})
    return tables


def export(form, tables, folder, **choice):
    rounds.export(form, tables, folder, **{"rows": "all", "n": 9, "seed": 1, "table": "attributions", **choice})


def answered(form, folder, name, question, value):
    """What a person sends back who says yes to all, but for one answer."""
    if form == "csv":
        with (folder / "sheet.csv").open(encoding="utf-8", newline="") as file:
            rows = [{**row, "done": "x"} for row in csv.DictReader(file)]
        for row in rows:
            row[question] = value if row["attribution_id"] == name else row[question]
        with (folder / "sheet.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], delimiter=";")
            writer.writeheader()
            writer.writerows(rows)
        return folder / "sheet.csv"
    tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    for task in tasks:
        result = task["predictions"][0]["result"]
        for one in result:
            if task["data"]["attribution_id"] == name and one["from_name"] == question:
                one["value"] = {"choices": [value]}
        if question == "right_speaker" and task["data"]["attribution_id"] == name:
            result.append({"from_name": question, "value": {"text": [value]}})
        task["annotations"] = [{"result": result}]
    (folder / "answers.json").write_text(json.dumps(tasks), encoding="utf-8")
    return folder / "answers.json"


def trip(form, tables, tmp_path, name=None, question="speaker", value="no", *, reviewer="ann"):
    folder, reviews = tmp_path / f"{form}-{reviewer}", tmp_path / "reviews.jsonl"
    export(form, tables, folder)
    back = answered(form, folder, name, question, value)
    rounds.take(form, back, folder, reviews, reviewer=reviewer, table="attributions")
    return {one.attribution_id: one for one in checks.parse(reviews.read_text().splitlines(), source="r")}


def test_marks_are_those_of_the_paragraph(said):
    found = list(checks.rows(said))
    assert [one.paragraph[a:b] for one in found[:2] for a, b in one.marks["content"]] == ["the nets\nback", "at last"]
    assert [one.paragraph[a:b] for one in found[:1] for a, b in one.marks["source"]] == ["Kira Oss"]
    assert found[1].marks["source"] == []


@pytest.mark.parametrize("form", ["csv", "label-studio"])
@pytest.mark.parametrize(
    ("question", "value", "wanted"),
    [
        ("speaker", "no", (True, True, False, None)),
        ("source", "no", (True, False, True, None)),
        ("content", "no", (False, False, False, None)),
        ("right_speaker", "Velmar", (True, True, True, "Velmar")),
    ],
)
def test_answers_arrive(form, question, value, wanted, said, tmp_path):
    found = trip(form, said, tmp_path, "a1-q0", question, value)
    one = found["a1-q0"]
    assert (one.content, one.source, one.speaker, one.named) == wanted
    assert len(found) == 4
    assert {found[n].speaker for n in found if n != "a1-q0"} == {True}


def test_the_config_names_what_the_tasks_name(said, tmp_path):
    export("label-studio", said, tmp_path)
    config = ElementTree.parse(tmp_path / "config.xml").getroot()
    controls = {one.get("name"): one.tag.lower() for one in config.iter() if one.get("toName")}
    for task in json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8")):
        for one in task["predictions"][0]["result"]:
            assert controls[one["from_name"]] == one["type"]
            if one["type"] == "labels":
                region = one["value"]
                assert task["data"]["text"][region["start"] : region["end"]] == region["text"]


def test_figures_of_accuracy_and_agreement(said, tmp_path):
    trip("csv", said, tmp_path, "a1-q0", "speaker", "no")
    trip("label-studio", said, tmp_path, reviewer="bo")
    figures = rounds.report(said, tmp_path / "reviews.jsonl", by=None, stance="support")
    assert (figures["rows"], figures["reviewers"]) == (4, 2)
    shares = {name: figures["accuracy"][name]["share"] for name in ("content", "source", "speaker", "row")}
    assert shares == {"content": 1.0, "source": 1.0, "speaker": 0.75, "row": 0.75}
    assert figures["alpha"] == {"content": None, "source": None, "speaker": 0.0}


def test_a_later_word_of_the_same_reviewer_counts(said, tmp_path):
    trip("csv", said, tmp_path, "a1-q0", "speaker", "no")
    assert trip("label-studio", said, tmp_path)["a1-q0"].speaker is True


def test_samples_are_drawn_by_design(said, tmp_path):
    export("csv", said, tmp_path / "u", rows="uncertain", n=2)
    assert [one.attribution_id for one in samples.read(tmp_path / "u", Check)] == ["a1-q1", "a2-q1"]
    export("csv", said, tmp_path / "r", rows="random", n=2)
    assert {one.weight for one in samples.read(tmp_path / "r", Check)} == {2.0}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda t, p: export("brat", t, p), "label-studio or csv"),
        (lambda t, p: export("csv", t, p, table="speakers"), "statements or attributions"),
        (lambda t, p: trip("csv", t, p, "a1-q0", "speaker", "perhaps"), "is yes or no"),
        (lambda t, p: [export("csv", t, p), rounds.take("csv", p, p, p / "r", reviewer="x")], "no sample of this table"),
        (lambda t, p: [trip("csv", t, p), rounds.report(t, p / "reviews.jsonl", by="organization", stance="support")],
         "about attributions"),
    ],
)  # fmt: skip
def test_errors_say_what_to_do(call, message, said, tmp_path):
    with pytest.raises(ReviewError, match=message):
        call(said, tmp_path)


def test_a_file_of_corrections_is_no_file_of_verdicts(said, tmp_path):
    (tmp_path / "reviews.jsonl").write_text('{"statement_id": "a1-s0"}\n', encoding="utf-8")
    with pytest.raises(ReviewError, match="a file of their own"):
        trip("csv", said, tmp_path)
