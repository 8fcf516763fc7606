import gzip
import io
import json
import os
import zipfile
from datetime import date

import pytest

from pipeline import schema
from pipeline.ingest import stage
from pipeline.params import IngestParams
from pipeline.records import Article, Reject

STORY = [
    "The minister of water said on Monday that her country would not sell the river, whatever the price might be.",
    "Her neighbours took the news badly, and the talks that were to begin on Friday in Bern were put off again.",
    "“We have carried this claim for nineteen years,” she told reporters. “We can carry it for nineteen more.”",
    "Diplomats from four countries had hoped for a text before the snow melts and the dam is full once more.",
]
TEXT = "\n\n".join(STORY)
OTHER = "\n\n".join(
    f"On day {n} the boats of Skarn sailed past buoy {n * 3} and {n * 17} nets came up empty." for n in range(9)
)


def run(raw, tables, **settings):
    stage.run(raw, tables, params=IngestParams(**settings))
    return list(schema.read(tables, Article)), list(schema.read(tables, Reject))


def test_text_keeps_to_the_contract(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    head = "March 6, 2021\n\nRiver Not for Sale\n\nSource: The Selle Herald\n\nJournalists: Ann Poe, Jo Hale\n\n"
    (raw / "a.txt").write_text(head + TEXT + "\n\nSign up for our newsletter\n", encoding="utf-8")
    (article,), rejects = run(raw, tmp_path / "out")
    assert article.text == "River Not for Sale\n\n" + TEXT
    assert (article.published, article.publisher) == (date(2021, 3, 6), "The Selle Herald")
    assert (article.authors, article.genre, article.language) == (("Ann Poe", "Jo Hale"), "news", "en")
    assert (article.n_sentences, article.record, article.subtitle) == (6, 0, None)
    assert article.n_tokens > 80
    assert rejects == []


def test_ids_are_stable_and_of_path_and_record(tmp_path):
    raw = tmp_path / "raw"
    (raw / "sub").mkdir(parents=True)
    (raw / "sub" / "a.jsonl").write_text("\n".join(json.dumps({"text": t}) for t in (TEXT, OTHER)), encoding="utf-8")
    articles, _ = run(raw, tmp_path / "out")
    again, _ = run(raw, tmp_path / "out")
    assert articles == again
    assert {(a.path, a.record) for a in articles} == {("sub/a.jsonl", 0), ("sub/a.jsonl", 1)}
    assert len({a.article_id for a in articles}) == 2
    assert all(len(a.article_id) == 16 for a in articles)
    assert len({a.sha256 for a in articles}) == 1


def test_same_input_same_bytes(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    run(tmp_path / "a.txt", tmp_path / "one")
    run(tmp_path / "a.txt", tmp_path / "two")
    for name in ("articles.parquet", "rejects.parquet"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert sorted(p.name for p in (tmp_path / "one").iterdir()) == ["articles.parquet", "rejects.parquet"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.xyz", b"words", "unsupported_format"),
        ("a.pdf", b"%PDF-1.4", "unsupported_format"),
        ("noending", b"words", "unsupported_format"),
        ("a.txt", b"", "empty"),
        ("a.txt", b"Advertisement\n\nShare this article", "empty"),
        ("a.txt", b"Only five words are here.", "too_short"),
        ("a.txt", b"%PDF-1.4", "unreadable"),
        ("a.docx", b"PK no", "unreadable"),
        ("a.zip", b"PK no", "unreadable"),
        ("a.txt.gz", b"no gzip", "unreadable"),
        ("a.jsonl", b'{"text": ', "bad_record"),
        ("a.jsonl", b'{"title": "no text"}', "missing_text"),
        ("a.txt", ("La ministra del agua dijo el lunes que su país no vendería el río. " * 5).encode(), "language"),
    ],
)  # fmt: skip
def test_reasons(tmp_path, name, content, reason):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / name).write_bytes(content)
    articles, (reject,) = run(raw, tmp_path / "out")
    assert articles == []
    assert (reject.path, reject.record, reject.reason) == (name, 0, reason)
    assert reject.detail


def test_limits(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text(TEXT * 9_000, encoding="utf-8")
    (raw / "b.txt").write_text(TEXT, encoding="utf-8")
    _, rejects = run(raw, tmp_path / "out", max_file_mb=1, max_article_chars=200)
    assert [(r.path, r.reason) for r in rejects] == [("a.txt", "too_large"), ("b.txt", "too_large")]
    assert "max_file_mb" in rejects[0].detail
    assert "max_article_chars" in rejects[1].detail


def test_one_line_texts_when_asked(tmp_path):
    (tmp_path / "a.txt").write_text("Talks failed.", encoding="utf-8")
    (article,), _ = run(tmp_path / "a.txt", tmp_path / "out", min_words=1)
    assert (article.text, article.path) == ("Talks failed.", "a.txt")


def test_short_texts_are_never_foreign(tmp_path):
    (tmp_path / "a.txt").write_text("La ministra del agua dijo el lunes que no vendería el río.", encoding="utf-8")
    (article,), rejects = run(tmp_path / "a.txt", tmp_path / "out", min_words=1)
    assert article.language in ("es", None)
    assert rejects == []


def zipped(*members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return held.getvalue()


def test_archives_in_archives(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    inner = zipped(("deep/c.txt", TEXT))
    (raw / "a.zip").write_bytes(
        zipped(("b.txt", TEXT), ("in.zip", inner), ("../x.txt", TEXT), ("__MACOSX/._b.txt", "x"), ("README.md", "x"))
    )
    (raw / "d.txt.gz").write_bytes(gzip.compress(OTHER.encode()))
    articles, rejects = run(raw, tmp_path / "out")
    assert sorted(a.path for a in articles) == ["a.zip/b.txt", "a.zip/in.zip/deep/c.txt", "d.txt.gz/d.txt"]
    assert [(r.path, r.reason) for r in rejects] == [("a.zip/x.txt", "unsafe_path")]
    copy = next(a for a in articles if a.path == "a.zip/in.zip/deep/c.txt")
    first = next(a for a in articles if a.path == "a.zip/b.txt")
    assert (first.duplicate_of, copy.duplicate_of) == (None, first.article_id)


def test_archive_depth(tmp_path):
    content = zipped(("a.txt", TEXT))
    for _ in range(3):
        content = zipped(("in.zip", content))
    (tmp_path / "a.zip").write_bytes(content)
    articles, (reject,) = run(tmp_path / "a.zip", tmp_path / "out", max_archive_depth=2)
    assert articles == []
    assert (reject.path, reject.reason) == ("a.zip/in.zip/in.zip", "archive_limit")


def test_names_that_are_passed_over(tmp_path):
    raw = tmp_path / "raw"
    (raw / ".hidden").mkdir(parents=True)
    for name in ("README.md", "readme.txt", ".gitignore", "b.txt.dvc", ".hidden/a.txt", "~$a.docx", "Thumbs.db"):
        (raw / name).write_text(TEXT, encoding="utf-8")
    assert run(raw, tmp_path / "out") == ([], [])


def test_links_do_not_leave_the_folder(tmp_path):
    raw = tmp_path / "raw"
    (raw / "in").mkdir(parents=True)
    (tmp_path / "out.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "outside").mkdir()
    (raw / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (raw / "away.txt").symlink_to(tmp_path / "out.txt")
    (raw / "gone.txt").symlink_to(tmp_path / "gone.txt")
    (raw / "folder").symlink_to(tmp_path / "outside")
    os.mkfifo(raw / "pipe.txt")
    articles, rejects = run(raw, tmp_path / "tables")
    assert [a.path for a in articles] == ["in/a.txt"]
    assert [(r.path, r.reason) for r in rejects] == [
        ("away.txt", "unsafe_path"),
        ("folder", "unsafe_path"),
        ("gone.txt", "unreadable"),
        ("pipe.txt", "unsupported_format"),
    ]


def test_halves_of_characters_crash_nothing(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / os.fsdecode(b"a\xff.txt")).write_text(TEXT, encoding="utf-8")
    lines = [
        json.dumps({"text": "\ud800 " + OTHER, "title": "A \udfff title", "author": "Jane \ud800"}),
        '{"\\ud800": 1}',
    ]
    (raw / "b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    articles, rejects = run(raw, tmp_path / "out")
    assert sorted(a.path for a in articles) == ["a\\xff.txt", "b.jsonl"]
    assert [(r.path, r.record, r.reason) for r in rejects] == [("b.jsonl", 1, "missing_text")]


def test_no_raw_folder(tmp_path):
    with pytest.raises(stage.RawError, match="gone"):
        stage.run(tmp_path / "gone", tmp_path / "out", params=IngestParams())
