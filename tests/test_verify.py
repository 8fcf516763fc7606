"""`verify` finds nothing in sound tables, and each kind of fault where one is planted."""

import dataclasses
import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import columns, schema
from pipeline.params import provenance
from pipeline.records import (
    RECORDS,
    Article,
    Attribution,
    Concession,
    Link,
    Mention,
    Reject,
    Relation,
    Sentence,
    SentenceVoice,
    Speaker,
    Stance,
    Statement,
    Token,
    Unit,
)
from pipeline.spans import Span
from pipeline.verify import faults, verify

TITLE = "Weir talks stall"
FIRST = "Envoy Ilda Marn said Orsk must open the weir."
SECOND = "She is wrong because Orsk needs the water."
TEXT = f"{TITLE}\n\n{FIRST} {SECOND}"
METADATA = provenance()


def at(piece: str) -> dict[str, int]:
    start = TEXT.index(piece)
    return {"start": start, "end": start + len(piece)}


def span(piece: str) -> tuple[Span, ...]:
    return (Span(**at(piece)),)


def tokens() -> list[Token]:
    rows, sentences = [], [at(TITLE), at(FIRST), at(SECOND)]
    for number, word in enumerate(TEXT.split()):
        start = TEXT.index(word, rows[-1].end if rows else 0)
        owner = next(i for i, s in enumerate(sentences) if s["start"] <= start < s["end"])
        place = {"start": start, "end": start + len(word), "text": word}
        analysis = {"lemma": word, "pos": "X", "tag": "XX", "dep": "dep", "head": 0, "entity": None}
        rows.append(Token(article_id="a1", token_id=number, sentence_id=owner, **place, **analysis))
    return rows


def article(**changes) -> Article:
    values = {
        "article_id": "a1",
        "path": "weir.txt",
        "record": 0,
        "sha256": "0" * 64,
        "url": None,
        "title": TITLE,
        "subtitle": None,
        "published": date(2031, 5, 2),
        "publisher": "The Orsk Bell",
        "authors": (),
        "author_role": None,
        "author_affiliation": None,
        "bio": None,
        "dateline": None,
        "captions": (),
        "genre": "news",
        "language": "en",
        "duplicate_of": None,
        "text": TEXT,
        "n_tokens": len(TEXT.split()),
        "n_sentences": 3,
    }
    return Article(**{**values, **changes})


def opinions() -> dict[type, list]:
    ids = {"article_id": "a1", "attribution_id": "a1-a00000"}
    held = {"article_id": "a1", "holder_id": "sp-1", "holder": "Ilda Marn"}
    passage = "Orsk must open the weir"
    shares = {"p_support": 0.9, "p_oppose": 0.05, "p_conditional": 0.03, "p_none": 0.02}
    evidence = {"evidence": "must", "evidence_start": at("must")["start"], "evidence_end": at("must")["end"]}
    actors = {"conceder": "Orsk", "beneficiary": None, "item": "the weir", "cameo": "105", "plover": "REQUEST"}
    said = {"type": "indirect", "content_spans": span(passage), "cue_spans": span("said"), "parent_id": None}
    source = {"source_spans": span("Envoy Ilda Marn"), "confidence": 0.9}
    speaker = {"speaker_id": "sp-1", "speaker": "Ilda Marn"}
    return {
        Link: [Link(**ids, **said, **source, rule="cue")],
        Attribution: [
            Attribution(
                **ids,
                **said,
                **source,
                **speaker,
                content=passage,
                cue="said",
                source="Envoy Ilda Marn",
                speaker_ids=("sp-1",),
                speaker_kind="person",
            )
        ],
        Concession: [
            Concession(
                concession_id="a1-c00000",
                attribution_id="a1-a00000",
                **held,
                **at(passage),
                text=passage,
                move="demand",
                modality="actual",
                condition=None,
                **actors,
                confidence=0.8,
            )
        ],
        Stance: [
            Stance(
                concession_id="a1-c00000",
                **held,
                stance="support",
                **shares,
                efficacy="none",
                efficacy_confidence=0.9,
                **evidence,
            )
        ],
        Statement: [
            Statement(
                statement_id="a1-s00000",
                concession_id="a1-c00000",
                article_id="a1",
                published=date(2031, 5, 2),
                publisher="The Orsk Bell",
                title=TITLE,
                genre="news",
                duplicate_of=None,
                person="Ilda Marn",
                organization=None,
                country=None,
                speaker_kind="person",
                role="envoy",
                concept="open weir",
                move="demand",
                modality="actual",
                event_source="Ilda Marn",
                event_target="Orsk",
                **actors,
                stance="support",
                agreement=True,
                efficacy="none",
                reviewed=None,
                reasons=(),
                reason_texts=(),
                confidence=0.7,
                quote=passage,
                **at(passage),
            )
        ],
    }


def house() -> dict[type, list]:
    """One article with every table."""
    sentences = [
        Sentence(article_id="a1", sentence_id=i, **at(piece), paragraph=min(i, 1), zone=zone, text=piece)
        for i, (piece, zone) in enumerate([(TITLE, "title"), (FIRST, "body"), (SECOND, "body")])
    ]
    voices = [
        SentenceVoice(article_id="a1", sentence_id=i, voice=voice, speaker_id=speaker)
        for i, (voice, speaker) in enumerate([("none", None), ("source", "sp-1"), ("author", None)])
    ]
    own = {"article_id": "a1", "speaker_id": None, "speaker": None, "attribution_id": None, "confidence": 0.6}
    pieces = [("She is wrong", "claim"), ("because Orsk needs the water", "premise")]
    units = [Unit(unit_id=f"a1-u{i:05d}", **own, **at(p), text=p, role=r) for i, (p, r) in enumerate(pieces)]
    person = {"kind": "person", "role": "envoy", "affiliation": None, "country": None, "wikidata": None}
    mention = {"speaker_id": "sp-1", "mention_type": "name"}
    relation = {"source_id": "a1-u00001", "target_id": "a1-u00000", "kind": "support", "confidence": 0.7}
    return {
        Article: [article()],
        Reject: [Reject(path="odd.bin", record=0, reason="unsupported_format", detail="no reader for .bin")],
        Sentence: sentences,
        Token: tokens(),
        Speaker: [Speaker(speaker_id="sp-1", name="Ilda Marn", **person, aliases=(), n_articles=1, n_attributions=1)],
        Mention: [Mention(article_id="a1", **at("Ilda Marn"), text="Ilda Marn", **mention)],
        SentenceVoice: voices,
        Unit: units,
        Relation: [Relation(article_id="a1", **relation)],
        **opinions(),
    }


def package() -> dict:
    resources = []
    for record in RECORDS:
        fields = [
            {"name": n, "description": columns.descriptions_of(record)[n]} for n in schema.schema_of(record).names
        ]
        resources.append({"name": record.TABLE, "schema": {"fields": fields}})
    return {"resources": resources}


def build(tables, rows: dict[type, list]):
    for record, found in rows.items():
        schema.write(tables, record, found, metadata=METADATA)
    (tables / "datapackage.json").write_text(json.dumps(package()))
    return tables


def test_sound_tables_have_no_fault(tmp_path):
    assert verify(build(tmp_path, house())) == []


def test_empty_tables_have_no_fault(tmp_path):
    assert verify(build(tmp_path, {record: [] for record in RECORDS})) == []


PLANTED = [
    # record, row, changed columns, what the fault says (found, wanted)
    (Sentence, 1, {"text": "Envoy"}, "sentences a1/1: text is 'Envoy', wanted 'Envoy Ilda Marn said"),
    (Token, 2, {"text": "stalls"}, "tokens a1/2: text is 'stalls', wanted 'stall'"),
    (Mention, 0, {"text": "Ilda"}, ": text is 'Ilda', wanted 'Ilda Marn'"),
    (Concession, 0, {"text": "Orsk must"}, "concessions a1-c00000: text is 'Orsk must', wanted"),
    (Unit, 0, {"text": "She is"}, "units a1-u00000: text is 'She is', wanted 'She is wrong'"),
    (Statement, 0, {"quote": "Orsk"}, "statements a1-s00000: quote is 'Orsk', wanted"),
    (Stance, 0, {"evidence": "ought"}, "stances a1-c00000: evidence is 'ought', wanted 'must'"),
    (Stance, 0, {"evidence_end": None}, "stances a1-c00000: evidence is 'must', wanted null"),
    (Unit, 0, {"end": 9999}, "units a1-u00000: start, end is (64, 9999), wanted an interval"),
    (Unit, 0, {"start": -1}, "units a1-u00000: start, end is (-1, "),
    (Attribution, 0, {"content": "Orsk"}, "attributions a1-a00000: content is 'Orsk', wanted"),
    (Attribution, 0, {"cue": None}, "attributions a1-a00000: cue is null, wanted 'said'"),
    (Attribution, 0, {"source": "she"}, "attributions a1-a00000: source is 'she', wanted 'Envoy Ilda Marn'"),
    (Attribution, 0, {"content_spans": ()}, "content_spans is (), wanted at least one span"),
    (Link, 0, {"cue_spans": (Span(3, 9), Span(5, 12))}, "links a1-a00000: cue_spans is"),
    (Link, 0, {"source_spans": (Span(0, 9999),)}, "wanted an interval with start < end within the text (0 to"),
    (Article, 0, {"title": "Other"}, "articles a1: text is"),
    (Article, 0, {"subtitle": "Envoy"}, "begins with title and subtitle"),
    (Article, 0, {"n_tokens": 1}, "articles a1: n_tokens is 1, wanted 20"),
    (Article, 0, {"n_sentences": 4}, "articles a1: n_sentences is 4, wanted 3"),
    (Article, 0, {"duplicate_of": "a9"}, "articles a1: duplicate_of is 'a9', wanted an article_id"),
    (Article, 0, {"duplicate_of": "a1"}, "articles a1: duplicate_of is 'a1', wanted another article"),
    (Article, 0, {"article_id": "a0"}, "tokens a1/0: article_id is 'a1', wanted an id of articles"),
    (Token, 3, {"head": 99}, "tokens a1/3: head is 99, wanted one of tokens.token_id"),
    (Token, 3, {"sentence_id": 7}, "tokens a1/3: sentence_id is 7, wanted one of sentences.sentence_id"),
    (SentenceVoice, 1, {"speaker_id": "sp-7"}, "voices a1/1: speaker_id is 'sp-7', wanted a speaker_id of speakers"),
    (SentenceVoice, 2, {"sentence_id": 5}, "sentences a1/2: number of its rows in voices is 0, wanted 1"),
    (Mention, 0, {"speaker_id": "sp-7"}, "speaker_id is 'sp-7', wanted a speaker_id of speakers"),
    (
        Attribution,
        0,
        {"parent_id": "x"},
        "attributions a1-a00000: parent_id is 'x', wanted one of attributions.attribution_id",
    ),
    (Attribution, 0, {"speaker_ids": ("sp-7",)}, "attributions a1-a00000: speaker_ids is ('sp-7',), wanted ids"),
    (Attribution, 0, {"speaker_ids": ()}, "attributions a1-a00000: speaker_ids is (), wanted 'sp-1' as the first"),
    (Attribution, 0, {"speaker": "Marn"}, "speaker is 'Marn', wanted 'Ilda Marn', the name of speaker sp-1"),
    (Attribution, 0, {"speaker_kind": "group"}, "speaker_kind is 'group', wanted 'person'"),
    (Concession, 0, {"attribution_id": "x"}, "attribution_id is 'x', wanted one of attributions.attribution_id"),
    (
        Concession,
        0,
        {"holder": "Marn"},
        "concessions a1-c00000: holder is 'Marn', wanted 'Ilda Marn', the name of speaker sp-1",
    ),
    (Stance, 0, {"concession_id": "x"}, "concessions a1-c00000: number of its rows in stances is 0, wanted 1"),
    (
        Statement,
        0,
        {"concession_id": "x"},
        "statements a1-s00000: concession_id is 'x', wanted one of concessions.concession_id",
    ),
    (Unit, 1, {"attribution_id": "x"}, "units a1-u00001: attribution_id is 'x', wanted"),
    (Relation, 0, {"target_id": "a1-u00007"}, "target_id is 'a1-u00007', wanted one of units.unit_id"),
    (Stance, 0, {"p_none": 0.2}, "p_support + p_oppose + p_conditional + p_none is 1.18, wanted 1"),
    (Stance, 0, {"efficacy_confidence": 1.2}, "efficacy_confidence is 1.2, wanted a probability in [0, 1]"),
    (Unit, 0, {"confidence": float("nan")}, "units a1-u00000: confidence is nan, wanted a probability"),
    (Stance, 0, {"stance": "maybe"}, "stances a1-c00000: stance is 'maybe', wanted one of support, oppose"),
    (Reject, 0, {"reason": "dull"}, "rejects odd.bin/0: reason is 'dull', wanted one of unsupported_format"),
    (Attribution, 0, {"speaker_kind": "crowd"}, "speaker_kind is 'crowd', wanted one of person"),
    (Article, 0, {"publisher": ""}, "articles a1: publisher is '', wanted null or words"),
    (Article, 0, {"authors": ("Ann Lok", "")}, "articles a1: authors is ['Ann Lok', ''], wanted no empty string"),
    (Statement, 0, {"reasons": ("a1-u7",)}, "statements a1-s00000: reasons is ('a1-u7',), wanted ids of units in the"),
    (
        Statement,
        0,
        {"reasons": ("a1-u00000",)},
        "statements a1-s00000: reason_texts is (), wanted the text of the units",
    ),
    (Statement, 0, {"agreement": None}, "statements a1-s00000: agreement is null, wanted True for support"),
    (
        Concession,
        0,
        {"start": 18, "text": TEXT[18 : TEXT.index(" must")], "end": TEXT.index(" must")},
        None,
    ),
    (
        Concession,
        0,
        {"start": 0, "end": 30, "text": TEXT[:30]},
        "concessions a1-c00000: start, end is (0, 30), wanted a passage within one sentence",
    ),
]


@pytest.mark.parametrize(("record", "row", "changes", "message"), PLANTED)
def test_a_planted_fault_is_told(tmp_path, record, row, changes, message):
    rows = house()
    rows[record][row] = dataclasses.replace(rows[record][row], **changes)
    found = verify(build(tmp_path, rows))
    if message is None:
        assert found == []
    else:
        assert [fault for fault in found if message in fault], found


@pytest.mark.parametrize("record", RECORDS)
def test_a_missing_table_is_a_fault(tmp_path, record):
    build(tmp_path, house())
    schema.table_path(tmp_path, record).unlink()
    (found,) = verify(tmp_path)
    assert found.startswith(f"{record.TABLE}: ")
    assert "is missing" in found


@pytest.mark.parametrize("rows", [0, 1])
def test_another_type_is_a_fault_even_without_rows(tmp_path, rows):
    build(tmp_path, house())
    path = schema.table_path(tmp_path, Unit)
    table = pq.read_table(path).slice(0, rows)
    at = table.schema.get_field_index("confidence")
    changed = table.set_column(at, "confidence", table["confidence"].cast(pa.float32()))
    pq.write_table(changed, path)
    assert "units: confidence is 'float', wanted double not null" in verify(tmp_path)


def test_columns_missing_or_too_many_are_faults(tmp_path):
    build(tmp_path, house())
    path = schema.table_path(tmp_path, Relation)
    table = pq.read_table(path).rename_columns(["source_id", "target_id", "article_id", "sort", "confidence"])
    pq.write_table(table, path)
    found = verify(tmp_path)
    assert "relations: kind is 'missing', wanted a column of type string" in found
    assert "relations: sort is 'a column', wanted no column of this name" in found


def test_a_file_that_is_no_parquet_is_a_fault(tmp_path):
    build(tmp_path, house())
    schema.table_path(tmp_path, Mention).write_bytes(b"no table")
    assert any(fault.startswith("mentions: ") and "cannot be read as Parquet" in fault for fault in faults(tmp_path))


@pytest.mark.parametrize("order", [[1, 0, 2], [0, 1, 1]], ids=["unsorted", "not unique"])
def test_keys_are_sorted_and_unique(tmp_path, order):
    build(tmp_path, house())
    path = schema.table_path(tmp_path, Sentence)
    pq.write_table(pq.read_table(path).take(order), path)
    assert any(
        "rows are sorted and unique" in fault and fault.startswith("sentences a1/") for fault in verify(tmp_path)
    )


def test_provenance_is_asked_for(tmp_path):
    build(tmp_path, house())
    schema.write(tmp_path, Mention, house()[Mention], metadata={"pipeline_version": "1"})
    found = verify(tmp_path)
    assert found == [
        f"mentions: metadata pipeline_{k} is null, wanted what made the table" for k in ("models", "params")
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "is missing, wanted a description of each column"),
        ("{", "is no data package"),
        ('{"resources": 3}', "is no data package"),
        ('{"resources": []}', "resource articles is missing"),
    ],
)
def test_the_data_package_is_checked(tmp_path, content, message):
    build(tmp_path, house())
    path = tmp_path / "datapackage.json"
    path.write_text(content) if content else path.unlink()
    assert message in verify(tmp_path)[0]


def test_a_column_without_description_is_a_fault(tmp_path):
    build(tmp_path, house())
    described = package()
    described["resources"][0]["schema"]["fields"][0]["description"] = ""
    (tmp_path / "datapackage.json").write_text(json.dumps(described))
    assert verify(tmp_path) == ["datapackage.json articles: description of article_id is missing, wanted a sentence"]
