"""The round trip through each format: nothing is lost, offsets survive, and corrections count."""

import csv
import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from pipeline import schema
from pipeline.corrections import by_place, parse
from pipeline.records import Article, Statement
from pipeline.review import corrections, label_studio, rounds, samples
from pipeline.review.samples import ReviewError
from pipeline.statements import reviewed

FORMS = {"label-studio": "answers.json", "brat": ".", "csv": "sheet.csv"}


def answered(form, folder, *, change=None):
    """What a person sends back who agrees with all, but for ``change`` (statement_id, column, value)."""
    return {"label-studio": clicked, "csv": typed, "brat": marked}[form](folder, change or (None, "none", None))


def clicked(folder, change):
    name, column, value = change
    tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    for task in tasks:
        result = task["predictions"][0]["result"]
        for one in result:
            if task["data"]["statement_id"] == name and one["from_name"] == column:
                one["value"]["text" if column == "holder" else "choices"] = [value]
        task["annotations"] = [{"result": result}]
    (folder / "answers.json").write_text(json.dumps(tasks), encoding="utf-8")
    return folder / "answers.json"


def typed(folder, change):
    name, column, value = change
    with (folder / "sheet.csv").open(encoding="utf-8", newline="") as file:
        rows = [{**row, "done": "x"} for row in csv.DictReader(file)]
    rows = [{**row, column: value} if row["statement_id"] == name else row for row in rows]
    with (folder / "sheet.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return folder / "sheet.csv"


def marked(folder, change):
    name, column, value = change
    for path in folder.glob("*.ann"):
        lines = path.read_text(encoding="utf-8").splitlines()
        note = next((line for line in lines if f"\t{name};" in line), None)
        target = note and note.split("\t")[1].split()[1]
        for n, line in enumerate(lines if target else ()):
            if column == "passage" and line.startswith(f"{target}\t"):
                lines[n] = line.replace("\tConcession ", "\tNoConcession ")
            elif column == "holder" and line == note:
                lines[n] = f"{line.partition('holder: ')[0]}holder: {value}"
            elif line.split("\t")[1].startswith(f"{column.capitalize()} {target} "):
                lines[n] = f"{line.rpartition(' ')[0]} {value}"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def trip(form, tables, tmp_path, *, change=None, reviewer="ann", rows="all", n=100):
    folder = tmp_path / f"{form}-{reviewer}"
    rounds.export(form, tables, folder, rows=rows, n=n, seed=1)
    back = answered(form, folder, change=change)
    rounds.take(form, back, folder, tmp_path / "reviews.jsonl", reviewer=reviewer)
    return corrections.read(tmp_path / "reviews.jsonl")


@pytest.mark.parametrize("form", FORMS)
def test_who_agrees_with_all_changes_nothing(form, tables, tmp_path):
    found = trip(form, tables, tmp_path)
    wanted = {s.statement_id: s for s in schema.read(tables, Statement)}
    assert [c.statement_id for c in found] == sorted(wanted)
    texts = {a.path: a.text for a in schema.read(tables, Article)}
    for one in found:
        row = wanted[one.statement_id]
        assert (one.start, one.end, one.text) == (row.start, row.end, row.quote)
        assert texts[one.path][one.start : one.end] == one.text
        assert (one.holder, one.move, one.stance, one.passage) == (row.organization, row.move, row.stance, True)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("column", "value"), [("move", "oppose"), ("stance", "conditional"), ("holder", "Kira's guild"), ("passage", "no")]
)
def test_a_change_arrives(form, tables, tmp_path, column, value):
    found = {c.statement_id: c for c in trip(form, tables, tmp_path, change=("a1-s0", column, value))}
    one = found["a1-s0"]
    if column == "passage":
        assert (one.passage, one.move, one.holder) == (False, None, None)
    else:
        assert getattr(one, column) == value
    assert found["a2-s0"].move == "demand"


def test_the_config_of_label_studio_names_what_the_tasks_name(tables, tmp_path):
    rounds.export("label-studio", tables, tmp_path / "ls", rows="all", n=1, seed=1)
    config = ElementTree.parse(tmp_path / "ls" / "config.xml").getroot()
    controls = {one.get("name"): one.tag for one in config.iter() if one.get("toName")}
    values = {one.get("name"): {c.get("value") for c in one} for one in config.iter("Choices")}
    for task in json.loads((tmp_path / "ls" / "tasks.json").read_text(encoding="utf-8")):
        for one in task["predictions"][0]["result"]:
            assert controls[one["from_name"]].lower() == one["type"]
            assert one["type"] != "choices" or one["value"]["choices"][0] in values[one["from_name"]]
            if one["type"] == "labels":
                region = one["value"]
                assert task["data"]["text"][region["start"] : region["end"]] == region["text"]


FISH = "🐟 “Oru” 🐟🐟 gave\nway at last."


@pytest.mark.parametrize(
    ("region", "words"),
    [
        ({"start": 11, "end": 19, "text": "gave\nway"}, "gave\nway"),
        ({"start": 11, "end": 19, "text": "gave\\nway"}, "gave\nway"),
        ({"start": 14, "end": 22, "text": "gave way"}, "gave\nway"),
        ({"start": 14, "end": 22}, "e\nway at"),
        ({"start": 0, "end": 1, "text": "🐟"}, "🐟"),
        ({"start": 0, "end": 2, "text": "🐟"}, "🐟"),
        ({"start": 8, "end": 10, "text": "🐟🐟"}, "🐟🐟"),
        ({"start": 9, "end": 13, "text": "🐟🐟"}, "🐟🐟"),
    ],
)
def test_regions_of_label_studio_count_characters_or_utf_16_units(region, words):
    start, end = label_studio.edges(region, FISH)
    assert FISH[start:end] == words


def test_a_region_that_holds_other_words_than_it_says_is_refused(tables, tmp_path):
    rounds.export("label-studio", tables, tmp_path / "ls", rows="all", n=1, seed=1)
    back = clicked(tmp_path / "ls", (None, None, None))
    tasks = json.loads(back.read_text(encoding="utf-8"))
    tasks[2]["annotations"][0]["result"][0]["value"]["start"] += 1
    back.write_text(json.dumps(tasks), encoding="utf-8")
    with pytest.raises(ReviewError, match=r"answers\.json: task 'a1-s2': .* mark the passage again"):
        rounds.take("label-studio", back, tmp_path / "ls", tmp_path / "r.jsonl", reviewer="x")


@pytest.mark.parametrize("unit", ["characters", "utf-16"])
def test_a_passage_after_emoji_comes_back_where_it_was(tables, tmp_path, unit):
    """Label Studio of before 2022 counts UTF-16 units; in the last paragraph the fish takes two."""
    rounds.export("label-studio", tables, tmp_path / "ls", rows="all", n=1, seed=1)
    back = clicked(tmp_path / "ls", (None, None, None))
    tasks = json.loads(back.read_text(encoding="utf-8"))
    for task in tasks:
        text, region = task["data"]["text"], task["annotations"][0]["result"][0]["value"]
        region.update(
            start=text.find("at last"), end=text.find("at last") + 7, text="at last"
        ) if "🐟" in text else None
        if unit == "utf-16":
            sizes = {edge: len(text[: region[edge]].encode("utf-16-le")) // 2 for edge in ("start", "end")}
            region.update(sizes)
    back.write_text(json.dumps(tasks), encoding="utf-8")
    rounds.take("label-studio", back, tmp_path / "ls", tmp_path / "r.jsonl", reviewer="x")
    found = {c.statement_id: c.text for c in corrections.read(tmp_path / "r.jsonl")}
    assert found["a1-s3"] == "at last"
    assert found["a1-s2"] == "“Oru” will not yield."


def test_offsets_of_brat_are_those_of_its_text(tables, tmp_path):
    rounds.export("brat", tables, tmp_path / "b", rows="all", n=1, seed=1)
    for notes in (tmp_path / "b").glob("*.ann"):
        text = notes.with_suffix(".txt").read_text(encoding="utf-8")
        for line in notes.read_text(encoding="utf-8").splitlines():
            if line.startswith("T"):
                _, places, words = line.split("\t")
                pieces = [tuple(map(int, p.split())) for p in places.split(" ", 1)[1].split(";")]
                assert " ".join(text[start:end] for start, end in pieces) == words


@pytest.mark.parametrize(("rows", "wanted"), [("uncertain", ["a1-s3", "a2-s3"]), ("random", None)])
def test_samples_are_drawn_by_design(tables, rows, wanted):
    drawn = samples.draw(samples.rows(tables), rows, n=2, seed=1)
    again = samples.draw(samples.rows(tables), rows, n=2, seed=1)
    assert drawn == again
    assert len(drawn) == 2
    assert {row.weight for row in drawn} == ({None} if rows == "uncertain" else {4.0})
    assert wanted is None or [row.statement_id for row in drawn] == wanted


def test_a_later_word_of_the_same_reviewer_counts(tables, tmp_path):
    trip("csv", tables, tmp_path)
    found = trip("label-studio", tables, tmp_path, change=("a1-s0", "move", "urge"))
    assert len(found) == 8
    assert {c.statement_id: c.move for c in found}["a1-s0"] == "urge"


def test_figures_of_accuracy_and_agreement(tables, tmp_path):
    trip("csv", tables, tmp_path, change=("a1-s0", "move", "urge"))
    trip("label-studio", tables, tmp_path, reviewer="bo")
    figures = rounds.report(tables, tmp_path / "reviews.jsonl", by=None, stance="support")
    assert (figures["rows"], figures["reviewers"]) == (8, 2)
    assert figures["accuracy"]["move"]["share"] == 0.875
    low, high = figures["accuracy"]["move"]["interval"]
    assert low < 0.875 < high
    assert figures["accuracy"]["stance"]["share"] == 1.0
    assert 0.5 < figures["alpha"]["move"] < 1
    assert figures["alpha"]["holder"] == 1.0


def test_shares_allow_for_errors(tables, tmp_path):
    trip("csv", tables, tmp_path, change=("a1-s2", "stance", "support"))
    figures = rounds.report(tables, tmp_path / "reviews.jsonl", by="organization", stance="support")
    oru = figures["shares"]["Oru"]
    assert (oru["statements"], oru["machine"], oru["share"]) == (2, 0.0, 0.5)
    low, high = oru["interval"]
    assert low <= 0.5 <= high


def applied(tables, tmp_path):
    """The statements of the first article after a later run with the corrections."""
    lines = (tmp_path / "reviews.jsonl").read_text(encoding="utf-8").splitlines()
    article = next(schema.read(tables, Article))
    here = [s for s in schema.read(tables, Statement) if s.article_id == "a1"]
    return list(reviewed.apply(article, here, by_place(parse(lines, source="reviews.jsonl"))))


def test_corrections_survive_a_later_run(tables, tmp_path):
    trip("csv", tables, tmp_path, change=("a1-s0", "stance", "oppose"))
    first, second, *_ = applied(tables, tmp_path)
    assert (first.stance, first.agreement, first.reviewed, first.confidence) == ("oppose", False, True, 1.0)
    trip("csv", tables, tmp_path, change=("a1-s1", "passage", "no"), reviewer="abel")
    first, second, *_ = applied(tables, tmp_path)
    assert first.stance == "support"  # abel comes before ann
    assert (second.reviewed, second.stands, second.move) == (False, False, "assess")


def again(tables, **changes):
    """Write the statements as a later run would: other ids, and what changes in the first row."""
    rows = [replace(s, statement_id=f"{s.statement_id}-new") for s in schema.read(tables, Statement)]
    schema.write(tables, Statement, [replace(rows[0], **changes), *rows[1:]], metadata={})


def test_a_row_is_known_again_by_passage_and_holder(tables, tmp_path):
    trip("csv", tables, tmp_path, change=("a1-s0", "move", "urge"))
    again(tables, move="offer")
    assert applied(tables, tmp_path)[0].move == "urge"
    again(tables, organization="somebody else")
    assert applied(tables, tmp_path)[0].reviewed is None


def test_two_rows_of_one_holder_are_told_by_their_moves(tables, tmp_path):
    rows = list(schema.read(tables, Statement))
    twin = replace(rows[0], statement_id="a1-s0b", concession_id="a1-c0b", move="offer", stance="conditional")
    schema.write(tables, Statement, sorted([*rows, twin], key=lambda s: s.statement_id), metadata={})
    trip("csv", tables, tmp_path, change=("a1-s0b", "stance", "oppose"))
    found = {s.move: s.stance for s in applied(tables, tmp_path)}
    assert (found["demand"], found["offer"]) == ("support", "oppose")


@pytest.mark.parametrize("design", ["all", "random"])
def test_what_is_corrected_says_nothing_of_the_machine(tables, tmp_path, design):
    trip("csv", tables, tmp_path)
    again(tables, reviewed=True)
    with pytest.raises(ReviewError, match=r"statements\.reviews null"):
        rounds.export("csv", tables, tmp_path / "next", rows=design, n=2, seed=1)
    with pytest.raises(ReviewError, match=r"statements\.reviews null"):
        rounds.report(tables, tmp_path / "reviews.jsonl", by="organization", stance="support")
    drawn = samples.draw(samples.rows(tables), "uncertain", n=100, seed=1)
    assert "a1-s0-new" not in {row.statement_id for row in drawn}


def test_a_row_of_a_random_sample_stays_one_when_it_is_checked_again(tables, tmp_path):
    trip("csv", tables, tmp_path)
    found = trip("label-studio", tables, tmp_path, rows="uncertain", change=("a1-s3", "move", "urge"))
    assert {c.weight for c in found} == {1.0}
    assert {c.statement_id: c.move for c in found}["a1-s3"] == "urge"


def test_a_folder_of_brat_must_be_whole(tables, tmp_path):
    rounds.export("brat", tables, tmp_path / "b", rows="all", n=1, seed=1)
    (tmp_path / "b" / "a2.ann").unlink()
    with pytest.raises(ReviewError, match=r"no a2\.ann"):
        rounds.take("brat", tmp_path / "b", tmp_path / "b", tmp_path / "r.jsonl", reviewer="x")


@pytest.mark.parametrize(
    "content", ["{}", "[1]", '[{"data": {}}]', '[{"data": {"statement_id": "a1-s0"}, "annotations": [{}]}]']
)
def test_what_is_no_export_of_label_studio_is_said(tables, tmp_path, content):
    rounds.export("label-studio", tables, tmp_path / "ls", rows="all", n=1, seed=1)
    (tmp_path / "back.json").write_text(content, encoding="utf-8")
    with pytest.raises(ReviewError, match=r"back\.json: task 0 is none"):
        rounds.take("label-studio", tmp_path / "back.json", tmp_path / "ls", tmp_path / "r.jsonl", reviewer="x")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda t, p: rounds.export("xls", t, p, rows="all", n=1, seed=1), "label-studio, brat, csv"),
        (lambda t, p: rounds.export("csv", t, p, rows="some", n=1, seed=1), "all, random, uncertain"),
        (lambda t, p: rounds.take("csv", p / "sheet.csv", p, p / "r.jsonl", reviewer="x"), "sample.jsonl is missing"),
        (lambda t, p: rounds.report(t, p / "none.jsonl", by=None, stance="support"), "no corrections"),
    ],
)
def test_errors_say_what_to_do(tables, tmp_path, call, message):
    with pytest.raises(ReviewError, match=message):
        call(tables, tmp_path)


def test_a_label_that_the_codebook_lacks_is_refused(tables, tmp_path):
    with pytest.raises(ReviewError, match="move is 'begs'"):
        trip("csv", tables, tmp_path, change=("a1-s0", "move", "begs"))
