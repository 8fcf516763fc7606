"""Corrections become coded articles: only what was wholly checked is learned from, as people left it."""

import gzip
import json
from dataclasses import asdict

import pytest

from pipeline import schema
from pipeline.corrections import Correction, CorrectionError
from pipeline.records import Article, Sentence, Statement
from pipeline.train import reviewed
from pipeline.train.sentences import LABELS, articles

SENTENCES = ("Orne said the locks stay shut.", "The locks stay.", "Orne said the locks.", "The locks stay shut, Orne.")
TEXT = " ".join(SENTENCES)
STARTS = [TEXT.index(s) for s in SENTENCES[:3]] + [TEXT.rindex(SENTENCES[3])]
STATEMENTS = [  # sentence, holder, move, kind of speaker
    (0, "Orne", "refuse", "person"),
    (0, "Velmar", "demand", "government"),
    (1, None, "assess", None),
    (2, "Ada Bell", "oppose", "author"),
]


def statement(make, number, **changes):
    sentence, holder, move, kind = STATEMENTS[number]
    start = STARTS[sentence]
    values = {
        "statement_id": f"a1-s{number}", "article_id": "a1", "organization": holder, "move": move, "speaker_kind": kind,
        "quote": SENTENCES[sentence], "start": start, "end": start + len(SENTENCES[sentence]),
    }  # fmt: skip
    return make(Statement, **{**values, **changes})


@pytest.fixture
def tables(tmp_path, make):
    write(tmp_path, make, [statement(make, n) for n in range(len(STATEMENTS))])
    return tmp_path


def write(folder, make, statements):
    bounds = zip(STARTS, SENTENCES, strict=True)
    sentences = [
        make(Sentence, article_id="a1", sentence_id=n, start=start, end=start + len(words), text=words)
        for n, (start, words) in enumerate(bounds)
    ]
    article = make(Article, article_id="a1", path="a1.txt", text=TEXT, authors=("Ada Bell",))
    for record, rows in ((Article, [article]), (Sentence, sentences), (Statement, statements)):
        schema.write(folder, record, rows, metadata={})


def correction(number, **changes):
    sentence, holder, move, _ = STATEMENTS[number]
    start, labels = STARTS[sentence], {"modality": "actual", "stance": "support", "efficacy": "works"}
    values = {
        "path": "a1.txt", "record": 0, "shown": SENTENCES[sentence], "machine": {"holder": holder, "move": move, **labels},
        "statement_id": f"a1-s{number}", "start": start, "end": start + len(SENTENCES[sentence]), "text": "",
        "reviewer": "ann", "weight": None, "passage": True, "holder": holder, "move": move, **labels,
    }  # fmt: skip
    return Correction(**{**values, **changes})


def taught(tables, *corrections):
    reviews = tables / "reviews.jsonl"
    reviews.write_text("".join(json.dumps(asdict(one)) + "\n" for one in corrections), encoding="utf-8")
    return list(reviewed.articles(tables, reviews))


NOTHING = {"passage": False, "holder": None, "move": None, "modality": None, "stance": None, "efficacy": None}


@pytest.mark.parametrize(
    ("corrections", "checked", "rows"),
    [
        ([correction(0)], None, []),
        ([correction(0), correction(1, move="urge")], [0], [(0, "Orne", "refuse"), (0, "Velmar", "urge")]),
        ([correction(0), correction(1, **NOTHING)], [0], [(0, "Orne", "refuse")]),
        ([correction(2, **NOTHING)], [1], []),
        ([correction(2), correction(3)], [1, 2], [(1, "NARRATOR", "assess"), (2, "AUTHOR", "oppose")]),
        ([correction(2, holder="Ada Bell")], [1], [(1, "AUTHOR", "assess")]),
        ([correction(3, holder="Orne")], [2], [(2, "Orne", "oppose")]),
        ([correction(3, holder="Orne"), correction(3, reviewer="abel")], [2], [(2, "AUTHOR", "oppose")]),
        ([correction(2, start=STARTS[3], end=len(TEXT))], [1, 3], [(3, "NARRATOR", "assess")]),
    ],
)
def test_what_is_wholly_checked_is_taught(tables, corrections, checked, rows):
    found = taught(tables, *corrections)
    assert [article["checked"] for article in found] == ([checked] if checked else [])
    assert [(r["sentence"], r["holder"], r["move"]) for a in found for r in a["concessions"]] == rows


def test_samples_are_those_of_coded_articles(tables, tokenizer):
    out = tables / "reviewed.jsonl.gz"
    taught(tables, correction(2, **NOTHING), correction(3, stance="oppose"))
    reviewed.main(out, reviews=tables / "reviews.jsonl", tables=tables)
    (samples,) = articles(out, tokenizer).values()
    (sample,) = samples
    assert sample.places == (1, 2)
    true = [{label for label, is_so in zip(LABELS, row, strict=True) if is_so} for row in sample.wanted]
    assert true == [
        set(), {"passage", "move=oppose", "stance=oppose", "modality=actual", "efficacy=works", "holder=author"},
    ]  # fmt: skip


def test_no_corrections_make_an_empty_file(tmp_path, tokenizer):
    reviewed.main(tmp_path / "none.jsonl.gz")
    with gzip.open(tmp_path / "none.jsonl.gz", "rt") as lines:
        assert lines.read() == ""
    assert articles(tmp_path / "none.jsonl.gz", tokenizer) == {}


def test_tables_that_hold_corrections_are_refused(tables, make):
    write(tables, make, [statement(make, 2, reviewed=True)])
    with pytest.raises(CorrectionError, match=r"a1\.txt.*statements\.reviews null"):
        taught(tables, correction(2))
