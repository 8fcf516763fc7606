import dataclasses
from datetime import date
from typing import ClassVar, Literal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import columns, schema, slices
from pipeline.records import RECORDS, Article, Attribution, Mention, Relation, Speaker, Stance, Unit
from pipeline.schema import TableError
from pipeline.spans import Span


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row with a column of every kind."""

    TABLE: ClassVar[str] = "rows"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "number")

    article_id: str
    """Its article."""
    number: int
    """Its number."""
    day: date | None = None
    """A day."""
    names: tuple[str, ...] = ()
    """Names."""
    spans: tuple[Span, ...] = ()
    """Places."""
    share: float | None = None
    """A share."""
    agreed: bool | None = None
    """A verdict."""
    label: Literal["a", "b"] | None = None
    """A label."""


ROWS = [
    Row(article_id="a", number=0),
    Row(article_id="a", number=1, day=date(2031, 5, 2), names=("Ilda", "Bo"), spans=(Span(0, 4), Span(9, 12))),
    Row(article_id="b", number=0, share=0.125, agreed=False, label="b"),
]


def write(tables, rows, record=Row):
    schema.write(tables, record, rows, metadata={"pipeline_version": "1"})


def test_rows_come_back_as_they_were(tmp_path):
    write(tmp_path, ROWS)
    back = list(schema.read(tmp_path, Row))
    assert back == ROWS
    assert type(back[1].spans[0]) is Span


def test_write_sorts_by_key(tmp_path):
    write(tmp_path, ROWS[::-1])
    assert list(schema.read(tmp_path, Row)) == ROWS


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.TABLE)
def test_types_are_those_of_the_record_even_without_rows(tmp_path, record):
    schema.write(tmp_path, record, [], metadata={})
    assert pq.read_schema(schema.table_path(tmp_path, record)).equals(schema.schema_of(record))
    assert list(schema.read(tmp_path, record)) == []


@pytest.mark.parametrize(
    ("record", "column", "arrow", "nullable"),
    [
        (Article, "published", pa.date32(), True),
        (Article, "record", pa.int32(), False),
        (Article, "authors", pa.list_(pa.string()), False),
        (Attribution, "content_spans", pa.list_(schema.SPAN), False),
        (Stance, "p_none", pa.float64(), False),
        (Attribution, "speaker_kind", pa.string(), True),
    ],
)
def test_arrow_types(record, column, arrow, nullable):
    field = schema.schema_of(record).field(column)
    assert (field.type, field.nullable) == (arrow, nullable)


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.TABLE)
def test_every_column_is_described(record):
    described = columns.descriptions_of(record)
    assert list(described) == schema.schema_of(record).names
    assert all(text.endswith(".") for text in described.values())
    assert set(record.KEY) <= set(described)


def test_closed_lists_are_found_in_optional_columns_too():
    assert columns.labels_of(Unit) == {"role": ("claim", "premise")}
    assert columns.labels_of(Attribution)["speaker_kind"] == columns.labels_of(Speaker)["kind"]
    assert columns.labels_of(Row) == {"label": ("a", "b")}


def test_floats_have_three_decimals(tmp_path):
    write(tmp_path, [dataclasses.replace(ROWS[0], share=2 / 3)])
    assert [row.share for row in schema.read(tmp_path, Row)] == [0.667]


def add(tables, batches):
    with schema.writing(tables, Row, metadata={}) as table:
        for batch in batches:
            table.add(batch)


@pytest.mark.parametrize(
    "rows",
    [[ROWS[1], ROWS[0]], [ROWS[0], ROWS[0]], [ROWS[2], ROWS[1]]],
    ids=["unsorted", "twice", "articles unsorted"],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_rows_out_of_order_are_refused(tmp_path, rows, at_once):
    with pytest.raises(TableError, match="rows must be sorted and unique"):
        add(tmp_path, [rows] if at_once else [[row] for row in rows])
    assert list(tmp_path.iterdir()) == []


def failing(tables):
    with schema.writing(tables, Row, metadata={}) as table:
        table.add(ROWS[:1])
        table.flush()
        raise ValueError("half way")


def test_a_failure_leaves_the_old_table_and_nothing_else(tmp_path):
    write(tmp_path, ROWS)
    before = schema.table_path(tmp_path, Row).read_bytes()
    with pytest.raises(ValueError, match="half way"):
        failing(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["rows.parquet"]
    assert schema.table_path(tmp_path, Row).read_bytes() == before


def test_nobody_sees_half_a_table(tmp_path):
    with schema.writing(tmp_path, Row, metadata={}) as table:
        table.add(ROWS)
        table.flush()
        assert not schema.table_path(tmp_path, Row).exists()
    assert schema.table_path(tmp_path, Row).exists()


def test_the_same_rows_make_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write(tmp_path / name, ROWS)
    assert (tmp_path / "one/rows.parquet").read_bytes() == (tmp_path / "two/rows.parquet").read_bytes()


def test_the_metadata_is_in_the_file(tmp_path):
    write(tmp_path, ROWS)
    assert pq.read_schema(schema.table_path(tmp_path, Row)).metadata[b"pipeline_version"] == b"1"


def test_a_null_in_a_column_that_has_none_is_refused(tmp_path):
    row = Mention(article_id="a", start=0, end=1, text=None, speaker_id="sp-1", mention_type="name")
    with pytest.raises((ValueError, pa.ArrowInvalid)):
        write(tmp_path, [row], Mention)
    assert not schema.table_path(tmp_path, Mention).exists()


def test_a_missing_table_names_the_next_step(tmp_path):
    with pytest.raises(TableError, match=r"rows\.parquet is missing; run the stage"):
        next(schema.read(tmp_path, Row))


def test_a_table_of_another_schema_is_refused(tmp_path):
    write(tmp_path, ROWS)
    path = schema.table_path(tmp_path, Row)
    pq.write_table(pq.read_table(path).drop_columns(["label"]), path)
    with pytest.raises(TableError, match="another version of the pipeline; run its stage again"):
        next(schema.read(tmp_path, Row))


def relation(article_id, source="u1"):
    return Relation(source_id=source, target_id="u0", article_id=article_id, kind="support", confidence=1.0)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """An article."""

    TABLE: ClassVar[str] = "ones"
    KEY: ClassVar[tuple[str, ...]] = ("article_id",)

    article_id: str


def test_tables_are_read_side_by_side(tmp_path):
    write(tmp_path, [One(article_id=name) for name in "abc"], One)
    write(tmp_path, ROWS)
    write(tmp_path, [relation("c", "u1"), relation("c", "u2")], Relation)
    found = [
        (one.article_id, len(rows), len(relations))
        for one, rows, relations in slices.by_article(tmp_path, One, Row, Relation)
    ]
    assert found == [("a", 2, 0), ("b", 1, 0), ("c", 0, 2)]


@pytest.mark.parametrize("stranger", ["0", "bb", "z"])
def test_rows_of_no_article_are_refused(tmp_path, stranger):
    write(tmp_path, [One(article_id=name) for name in "abc"], One)
    write(tmp_path, [Row(article_id=stranger, number=0)])
    with pytest.raises(TableError, match=f"article_id {stranger} is not in articles.parquet"):
        list(slices.by_article(tmp_path, One, Row))


def split(tables, record, at):
    """Put the rows of a table into parts, as a run on many machines writes them."""
    rows = list(schema.read(tables, record))
    (tables / record.TABLE).mkdir()
    for number, some in enumerate((rows[:at], rows[at:])):
        schema.write(tables / "aside", record, some, metadata={})
        (tables / "aside" / f"{record.TABLE}.parquet").rename(tables / record.TABLE / f"part-{number:05d}.parquet")
    schema.table_path(tables, record).unlink()


def test_a_table_in_parts_is_read_as_one(tmp_path, make):
    articles = [make(Article, article_id=f"{n:04x}", text=f"Text {n}.") for n in range(5)]
    schema.write(tmp_path, Article, articles, metadata={})
    split(tmp_path, Article, 2)
    assert list(schema.read(tmp_path, Article)) == articles
    assert schema.count(tmp_path, Article) == 5
    assert [p.name for p in schema.parts(tmp_path, Article)] == ["part-00000.parquet", "part-00001.parquet"]


def test_a_table_written_whole_takes_the_place_of_parts(tmp_path, make):
    articles = [make(Article, article_id=f"{n:04x}", text=f"Text {n}.") for n in range(5)]
    schema.write(tmp_path, Article, articles, metadata={})
    split(tmp_path, Article, 2)
    schema.write(tmp_path, Article, articles[:1], metadata={})
    assert list(schema.read(tmp_path, Article)) == articles[:1]
    assert not (tmp_path / "articles").exists()
