import io
import json
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.ingest.draft import Draft, Fault
from pipeline.ingest.readers import csv, jsonl, parquet
from pipeline.params import IngestParams

PARAMS = IngestParams()


def reasons(found):
    return [f.reason if isinstance(f, Fault) else None for f in found]


def test_one_bad_line_loses_only_itself():
    lines = ['{"text": "One."}', "", '{"text": "Tw', '["a", "list"]', '{"headline": "No text"}', '{"text": "Five."}']
    found = list(jsonl.read("\n".join(lines).encode(), params=PARAMS))
    assert reasons(found) == [None, "bad_record", "bad_record", "missing_text", None]
    assert [f.record for f in found] == [0, 1, 2, 3, 4]
    assert "line 3" in found[1].detail
    assert "headline" in found[3].detail


@pytest.mark.parametrize("text", ['[{"text": "One."}, {"text": "Two."}]', '{"text": "One."}\n{"text": "Two."}'])
def test_arrays_and_lines(text):
    assert reasons(jsonl.read(text.encode(), params=PARAMS)) == [None, None]


def test_one_object_over_several_lines():
    assert reasons(jsonl.read(json.dumps({"text": "One."}, indent=2).encode(), params=PARAMS)) == [None]


@pytest.mark.parametrize(("raw", "reason"), [(b"\n\n", "empty"), (b"[]", "empty"), (b"[" * 100_000, "bad_record")])
def test_files_without_records(raw, reason):
    assert reasons(jsonl.read(raw, params=PARAMS)) == [reason]


def test_all_columns():
    row = {
        "body": "One.\n\nTwo.", "headline": "Title", "standfirst": "Deck", "pub_date": "2021-03-04T10:00:00Z",
        "source": "AP", "byline": "By Jane Roe and Staff", "url": "https://x.example/a", "genre": "Opinion",
        "lang": "en-GB",
    }  # fmt: skip
    (draft,) = jsonl.read(json.dumps(row).encode(), params=PARAMS)
    known = draft.known
    assert [b.text for b in draft.blocks] == ["One.", "Two."]
    assert (known.title, known.subtitle, known.published) == ("Title", "Deck", date(2021, 3, 4))
    assert (known.publisher, known.authors, known.language) == ("The Associated Press", ("Jane Roe",), "en")
    assert (known.section, known.url) == ("Opinion", "https://x.example/a")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (["Jane Roe", "John Doe"], ("Jane Roe", "John Doe")),
        ([{"name": "Jane Roe"}], ("Jane Roe",)),
        ("['Jane Roe', 'John Doe']", ("Jane Roe", "John Doe")),
        (None, ()),
        ("nan", ()),
    ],
)
def test_authors_in_any_form(value, wanted):
    (draft,) = jsonl.read(json.dumps({"text": "One.", "authors": value}).encode(), params=PARAMS)
    assert draft.known.authors == wanted


def test_markup_in_a_cell_is_read_as_a_fragment():
    (draft,) = jsonl.read(json.dumps({"text": "<p>One.</p><p>Two.</p>"}).encode(), params=PARAMS)
    assert [b.text for b in draft.blocks] == ["One.", "Two."]


def test_columns_of_the_settings():
    params = IngestParams(columns={"text": ("story",)})
    (draft,) = jsonl.read(b'{"story": "One.", "title": "T"}', params=params)
    assert isinstance(draft, Draft)
    assert draft.known.title == "T"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_delimiters(delimiter):
    text = delimiter.join(("title", "text")) + "\n" + delimiter.join(("T", '"A ""quoted"" text,\nover lines"')) + "\n"
    (draft,) = csv.read(text.encode(), params=PARAMS)
    assert draft.known.title == "T"
    assert " ".join(b.text for b in draft.blocks) == 'A "quoted" text, over lines'


def test_csv_rows_lose_only_themselves():
    text = "title,text\nA,One.\nB,\nC,too,many,cells\nD,Four.\n"
    found = list(csv.read(text.encode(), params=PARAMS))
    assert reasons(found) == [None, "missing_text", "bad_record", None]


def test_csv_cells_may_be_huge():
    text = "text\n" + '"' + "word " * 60_000 + '"\n'
    assert reasons(csv.read(text.encode(), params=PARAMS)) == [None]


def test_csv_without_rows():
    assert reasons(csv.read(b"title,text\n", params=PARAMS)) == ["empty"]


def parquet_bytes(table):
    held = io.BytesIO()
    pq.write_table(table, held)
    return held.getvalue()


def test_parquet():
    table = pa.table({"text": ["One.", None], "date": [datetime(2021, 3, 4, 5, 6), None], "author": ["Jane Roe", None]})
    found = list(parquet.read(parquet_bytes(table), params=PARAMS))
    assert reasons(found) == [None, "missing_text"]
    assert (found[0].known.published, found[0].known.authors) == (date(2021, 3, 4), ("Jane Roe",))


@pytest.mark.parametrize(("raw", "reason"), [(b"PAR1 no table", "unreadable"), (b"PAR1", "unreadable")])
def test_parquet_that_is_none(raw, reason):
    assert reasons(parquet.read(raw, params=PARAMS)) == [reason]


def test_parquet_without_rows():
    assert reasons(parquet.read(parquet_bytes(pa.table({"text": pa.array([], pa.string())})), params=PARAMS)) == [
        "empty"
    ]
