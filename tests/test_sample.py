"""The sample corpus, end to end: its golden rows, every label of the codebook, and the same bytes again."""

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from pipeline import columns, schema
from pipeline.chain import run
from pipeline.engine import Engine
from pipeline.evaluate.names import same_name
from pipeline.exchange.formats import export
from pipeline.records import Article, Attribution, Concession, Reject, Relation, SentenceVoice, Speaker, Stance, Unit
from pipeline.verify import verify

ROOT = Path(__file__).resolve().parent.parent
GOLD = [json.loads(line) for line in (ROOT / "data/gold/sample.jsonl").read_text(encoding="utf-8").splitlines()]
MISSES = set((ROOT / "tests/sample_misses.txt").read_text(encoding="utf-8").splitlines())
"""Golden rows that this version does not get right; rows that it gets right have to leave the list."""


def letters(text):
    return re.sub(r"\W+", "", text or "").lower()


@pytest.fixture(scope="module")
def tables(sample):
    """Return the rows of the sample's tables by article key and record class."""
    keys = {a.article_id: (a.path, a.record) for a in schema.read(sample, Article)}
    rows = defaultdict(list)
    for record in (Article, Attribution, Concession, Stance, Unit, Relation, SentenceVoice):
        for row in schema.read(sample, record):
            rows[keys[row.article_id], record].append(row)
    speakers = {s.speaker_id: s for s in schema.read(sample, Speaker)}
    return rows, speakers


def quote_found(want, key, rows, speakers):
    for row in rows[key, Attribution]:
        if letters(want["content"]) in letters(row.content):
            speaker = speakers.get(row.speaker_id)
            if want["speaker"] is None and speaker is None:
                return True
            if speaker is not None and want["speaker"] and same_name(want["speaker"], speaker.name):
                role = want.get("role")
                return not role or bool(set(role.lower().split()) & set((speaker.role or "").lower().split()))
    return False


def concession_found(want, key, rows, speakers):
    stances = {s.concession_id: s for s in rows[key, Stance]}
    for row in rows[key, Concession]:
        if letters(want["passage"]) in letters(row.text) or letters(row.text) in letters(want["passage"]):
            speaker = speakers.get(row.holder_id)
            holder = want["holder"]
            if holder == "AUTHOR":
                held = speaker is not None and speaker.kind == "author"
            elif holder in ("NARRATOR", None):
                held = row.holder is None
            else:
                held = row.holder is not None and same_name(holder, row.holder)
            if held and row.move == want["move"] and stances[row.concession_id].stance == want["stance"]:
                return True
    return False


def unit_found(want, key, rows, _):
    found = (
        u
        for u in rows[key, Unit]
        if letters(want["unit"]) in letters(u.text) or letters(u.text) in letters(want["unit"])
    )
    return any(u.role == want["role"] for u in found)


def relation_found(want, key, rows, _):
    text = {u.unit_id: letters(u.text) for u in rows[key, Unit]}

    def same(unit_id, wanted):
        return letters(wanted) in text[unit_id] or text[unit_id] in letters(wanted)

    return any(
        r.kind == want["kind"] and same(r.source_id, want["from"]) and same(r.target_id, want["to"])
        for r in rows[key, Relation]
    )


FOUND = {"quotes": quote_found, "concessions": concession_found, "arguments": unit_found, "relations": relation_found}


SLIP = 0.02
"""Share of the golden rows that may come out otherwise: processors add in other orders, and a close call turns."""


def golden(kind):
    """Yield name, key and golden row of all that is coded of a kind."""
    for article in GOLD:
        for want in article.get(kind, ()):
            if want.get("golden"):
                text = want.get("content") or want.get("passage") or want.get("unit") or want.get("from")
                key = (article["path"], article["record"])
                yield f"{article['path']}#{article['record']} {kind}: {text[:60]}", key, want


@pytest.mark.parametrize("kind", FOUND)
def test_golden_rows(tables, kind):
    rows = {name: FOUND[kind](want, key, *tables) for name, key, want in golden(kind)}
    slip = round(SLIP * len(rows))
    lost = sorted(name for name, found in rows.items() if not found and name not in MISSES)
    gained = sorted(name for name, found in rows.items() if found and name in MISSES)
    assert len(lost) <= slip, lost
    assert len(gained) <= slip, f"right now; take them off tests/sample_misses.txt: {gained}"


def test_the_misses_are_golden_rows():
    assert {name for kind in FOUND for name, *_ in golden(kind)} >= MISSES


@pytest.mark.parametrize("article", GOLD, ids=lambda a: f"{a['path']}#{a['record']}")
def test_metadata_and_text(tables, article):
    rows, _ = tables
    (row,) = rows[(article["path"], article["record"]), Article]
    assert row.genre == article["genre"]
    assert row.title == article["title"]
    assert list(row.authors) == article["authors"]
    if article["published"]:
        assert str(row.published) == article["published"]
    lost = [q["content"] for q in article["quotes"] if letters(q["content"]) not in letters(row.text)]
    assert not lost
    assert [absent for absent in article["absent"] if absent in row.text] == []


def test_what_cannot_be_used_is_rejected_with_its_reason(sample):
    found = {(r.path, r.record): r.reason for r in schema.read(sample, Reject)}
    assert found == {
        ("broken.docx", 0): "unreadable",
        ("es_acuerdo_rio.txt", 0): "language",
        ("export_courier.jsonl", 2): "bad_record",
    }


def test_the_syndicated_copy_names_its_original(tables):
    rows, _ = tables
    articles = {key[0]: found[0] for (key, record), found in rows.items() if record is Article}
    ids = {path: row.article_id for path, row in articles.items()}
    copies = {path: row.duplicate_of for path, row in articles.items() if row.duplicate_of}
    assert copies == {g["path"]: ids[g["duplicate_of"]] for g in GOLD if g["duplicate_of"]}


LABELS = [
    (record, column, label)
    for record in (Article, SentenceVoice, Attribution, Speaker, Concession, Stance, Unit, Relation)
    for column, labels in columns.labels_of(record).items()
    for label in labels
    if column != "speaker_kind"
]


@pytest.mark.parametrize(("record", "column", "label"), LABELS, ids=lambda x: getattr(x, "TABLE", x))
def test_every_label_of_the_codebook_occurs(sample, record, column, label):
    assert any(getattr(row, column) == label for row in schema.read(sample, record))


def test_verify_finds_nothing(sample):
    assert verify(sample) == []


def test_a_second_run_gives_the_same_bytes(sample, tmp_path):
    with Engine(workers=2) as engine:
        run(ROOT / "data/raw", tmp_path, engine=engine)
    names = sorted(p.relative_to(sample) for p in sample.rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file())
    changed = [str(n) for n in names if (sample / n).read_bytes() != (tmp_path / n).read_bytes()]
    assert changed == []


def test_every_table_exports_to_csv(sample, tmp_path):
    written = export("csv", sample, tmp_path)
    assert {p.stem for p in written} == {p.stem for p in sample.glob("*.parquet")}
    header = (tmp_path / "stances.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == schema.schema_of(Stance).names
