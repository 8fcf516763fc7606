import pyarrow as pa

from pipeline import schema
from pipeline.evaluate import coverage
from pipeline.records import RECORDS, Article, Concession, Reject


def batches(make, record, *rows):
    """Rows as two batches, as a table is read."""
    columns = coverage.columns_needed(record)
    arrow = pa.schema([schema.schema_of(record).field(c) for c in columns])
    data = [{c: getattr(make(record, **row), c) for c in columns} for row in rows]
    return [pa.RecordBatch.from_pylist(part, schema=arrow) for part in (data[:1], data[1:])]


def counted(make):
    counts = {record: coverage.count(record, []) for record in RECORDS}
    articles = [{"title": "Weir", "authors": ("Ann Lok",)}, {"title": None}, {"title": "Dam"}]
    counts[Article] = coverage.count(Article, batches(make, Article, *articles))
    rows = [{"move": "demand", "item": "the weir"}, {"move": "offer"}, {"move": "demand"}]
    counts[Concession] = coverage.count(Concession, batches(make, Concession, *rows))
    rejects = [{"reason": "empty"}, {"reason": "empty"}, {"reason": "language"}]
    counts[Reject] = coverage.count(Reject, batches(make, Reject, *rejects))
    return counts


def test_figures(make):
    found = coverage.figures(counted(make))
    assert (found["rows"]["articles"], found["rows"]["concessions"], found["rows"]["units"]) == (3, 3, 0)
    assert found["known"]["articles with a title"] == 0.667
    assert found["known"]["articles with an author"] == 0.333
    assert found["known"]["concessions with an item"] == 0.333
    assert found["known"]["units with a speaker"] is None
    assert found["rejects"]["empty"] == 2
    assert found["rejects"]["language"] == 1
    assert found["rejects"]["too_short"] == 0


def test_every_label_has_a_row_even_when_it_does_not_occur(make):
    rows = {(column, label): n for column, label, n in coverage.label_rows(counted(make))}
    assert rows["concessions.move", "demand"] == 2
    assert rows["concessions.move", "refuse"] == 0
    assert {label for column, label in rows if column == "units.role"} == {"claim", "premise"}
    assert not [column for column, _ in rows if column.startswith("statements.")]
