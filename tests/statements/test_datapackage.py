import json

import pytest

from pipeline.records import RECORDS, Article, Attribution, Concession, SentenceVoice, Speaker, Stance, Statement, Token
from pipeline.schema import schema_of
from pipeline.statements.datapackage import descriptor, resource, table_schema


@pytest.fixture(params=RECORDS, ids=lambda r: r.TABLE)
def record(request):
    return request.param


def test_every_column_is_described_in_words(record):
    fields = table_schema(record)["fields"]
    assert [f["name"] for f in fields] == schema_of(record).names
    assert [f["name"] for f in fields if not f["description"].endswith(".")] == []


def test_every_reference_is_to_a_key_column_that_exists(record):
    tables = {r.TABLE: schema_of(r).names for r in RECORDS}
    for key in table_schema(record).get("foreignKeys", []):
        target = key["reference"]["resource"] or record.TABLE
        assert set(key["fields"]) <= set(tables[record.TABLE])
        assert set(key["reference"]["fields"]) <= set(tables[target])


@pytest.mark.parametrize(
    ("record", "column", "expected"),
    [
        (Article, "published", {"type": "date"}),
        (Article, "authors", {"type": "array", "constraints": {"required": True}}),
        (Attribution, "content_spans", {"type": "array", "constraints": {"required": True}}),
        (Statement, "agreement", {"type": "boolean"}),
        (Statement, "start", {"type": "integer", "constraints": {"required": True}}),
        (Stance, "p_none", {"type": "number", "constraints": {"required": True, "minimum": 0, "maximum": 1}}),
        (Concession, "modality", {"constraints": {"required": True, "enum": ["actual", "hypothetical", "negated"]}}),
    ],
)
def test_column_has_its_type_and_constraints(record, column, expected):
    (field,) = [f for f in table_schema(record)["fields"] if f["name"] == column]
    assert expected.items() <= field.items()
    assert ("constraints" in field) == ("constraints" in expected)


def references(record):
    keys = table_schema(record).get("foreignKeys", [])
    return {tuple(k["fields"]): (k["reference"]["resource"], tuple(k["reference"]["fields"])) for k in keys}


def test_tables_refer_to_each_other():
    assert references(Statement) == {
        ("concession_id",): ("concessions", ("concession_id",)),
        ("article_id",): ("articles", ("article_id",)),
        ("duplicate_of",): ("articles", ("article_id",)),
    }
    assert references(Article) == {("duplicate_of",): ("", ("article_id",))}
    assert references(Attribution)[("parent_id",)] == ("", ("attribution_id",))
    assert references(Token)[("article_id", "sentence_id")] == ("sentences", ("article_id", "sentence_id"))
    assert references(SentenceVoice)[("speaker_id",)] == ("speakers", ("speaker_id",))
    assert references(Speaker) == {}


def test_resource_says_where_and_what():
    found = resource(Statement)
    assert (found["name"], found["path"], found["format"]) == ("statements", "statements.parquet", "parquet")
    assert found["schema"]["primaryKey"] == ["statement_id"]


def test_package_is_plain_json():
    package = descriptor(RECORDS, version="1.2.3")
    assert json.loads(json.dumps(package)) == package
    assert [r["name"] for r in package["resources"]] == [r.TABLE for r in RECORDS]
