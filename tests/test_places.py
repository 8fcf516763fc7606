"""Addresses that fsspec knows: articles are read from them, tables are worked on here and copied back whole."""

import gzip
from pathlib import Path

import fsspec
import pytest
from typer.testing import CliRunner

from pipeline import chain, places, schema
from pipeline.cli import app
from pipeline.ingest import stage
from pipeline.params import IngestParams
from pipeline.places import PlaceError, Url
from pipeline.records import Article, Reject

TEXT = "\n\n".join(
    f"On day {n} the boats of Skarn sailed past buoy {n * 3} and {n * 17} nets came up empty." for n in range(9)
)


@pytest.fixture
def store():
    """An empty store in memory."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("data/raw", Path("data/raw")),
        ("s3://bucket/raw", Url("s3://bucket/raw")),
        ("memory://a", Url("memory://a")),
        ("file:///data/raw", Path("/data/raw")),
        ("C:/data", Path("C:/data")),
        (Path("a"), Path("a")),
        (Url("s3://a"), Url("s3://a")),
    ],
)
def test_what_a_user_names(text, found):
    assert places.place(text) == found


def test_articles_at_an_address(store, tmp_path):
    store.pipe(
        {
            "/news/raw/b/a.txt": TEXT.encode(),
            "/news/raw/c.txt.gz": gzip.compress(TEXT.replace("Skarn", "Tesk").encode()),
            "/news/raw/.hidden/d.txt": TEXT.encode(),
            "/news/raw/README.md": TEXT.encode(),
            "/news/raw/large.txt": b"x" * 1_100_000,
            "/news/raw/z.pdf": b"%PDF",
        }
    )
    stage.run(Url("memory://news/raw"), tmp_path, params=IngestParams(max_file_mb=1))
    articles = list(schema.read(tmp_path, Article))
    rejects = list(schema.read(tmp_path, Reject))
    assert sorted(a.path for a in articles) == ["b/a.txt", "c.txt.gz/c.txt"]
    assert [(r.path, r.reason) for r in rejects] == [("large.txt", "too_large"), ("z.pdf", "unsupported_format")]


def test_the_same_tables_as_from_a_folder(store, tmp_path):
    (tmp_path / "raw" / "in").mkdir(parents=True)
    for name, text in (("a.txt", TEXT), ("in/b.txt", TEXT[:200]), ("in/c.xyz", "")):
        (tmp_path / "raw" / name).write_text(text, encoding="utf-8")
        store.pipe(f"/raw/{name}", text.encode())
    stage.run(tmp_path / "raw", tmp_path / "one", params=IngestParams())
    stage.run(Url("memory://raw"), tmp_path / "two", params=IngestParams())
    for name in ("articles.parquet", "rejects.parquet"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_one_file_at_an_address(store, tmp_path):
    store.pipe("/news/a.txt", TEXT.encode())
    stage.run(Url("memory://news/a.txt"), tmp_path, params=IngestParams())
    assert [a.path for a in schema.read(tmp_path, Article)] == ["a.txt"]


def test_a_file_that_cannot_be_fetched_is_a_reject(store, tmp_path, monkeypatch):
    store.pipe({"/raw/a.txt": TEXT.encode(), "/raw/b.txt": TEXT.encode()})
    get = store.get_file

    def failing(path, target, **more):
        if path.endswith("a.txt"):
            raise PermissionError("no")
        return get(path, target, **more)

    monkeypatch.setattr(type(store), "get_file", lambda self, path, target, **more: failing(path, target, **more))
    stage.run(Url("memory://raw"), tmp_path, params=IngestParams())
    assert [a.path for a in schema.read(tmp_path, Article)] == ["b.txt"]
    assert [(r.path, r.reason) for r in schema.read(tmp_path, Reject)] == [("a.txt", "unreadable")]


def test_nothing_there(store, tmp_path):
    with pytest.raises(stage.RawError, match="memory://gone is not there"):
        stage.run(Url("memory://gone"), tmp_path, params=IngestParams())


def test_a_folder_here_is_used_as_it_is(tmp_path):
    with places.folder(tmp_path, back=True) as here:
        assert here == tmp_path


def test_what_is_read_is_copied_and_left_as_it_was(store):
    store.pipe({"/out/a.parquet": b"1", "/out/docs/00000.spacy": b"2"})
    with places.folder(Url("memory://out")) as here:
        assert {p.relative_to(here).as_posix(): p.read_bytes() for p in here.rglob("*") if p.is_file()} == {
            "a.parquet": b"1",
            "docs/00000.spacy": b"2",
        }
        (here / "new.parquet").write_bytes(b"3")
    assert not here.exists()
    assert sorted(store.find("/out")) == ["/out/a.parquet", "/out/docs/00000.spacy"]


def test_only_what_is_new_and_whole_is_copied_back(store, monkeypatch):
    store.pipe(
        {"/out/a.parquet": b"1", "/out/docs/0.spacy": b"2", "/out/docs/1.spacy": b"2", "/out/notes.txt": b"mine"}
    )
    put = []
    monkeypatch.setattr(
        type(store),
        "put_file",
        lambda self, source, target, **more: (put.append(target), self.pipe(target, Path(source).read_bytes())),
    )
    with places.folder(Url("memory://out"), back=True) as here:
        (here / "docs" / "1.spacy").unlink()
        (here / "docs" / "0.spacy").write_bytes(b"22")
        (here / "datapackage.json").write_text("{}")
        (here / "z.parquet").write_bytes(b"4")
        (here / ".z.parquet.77.part").write_bytes(b"half")
    assert {path: store.cat(path) for path in store.find("/out")} == {
        "/out/a.parquet": b"1",
        "/out/datapackage.json": b"{}",
        "/out/docs/0.spacy": b"22",
        "/out/notes.txt": b"mine",
        "/out/z.parquet": b"4",
    }
    assert put == ["/out/docs/.0.spacy.part", "/out/.z.parquet.part", "/out/.datapackage.json.part"]


def test_nothing_is_copied_back_from_work_that_failed(store):
    def failing():
        with places.folder(Url("memory://out"), back=True) as here:
            (here / "a.parquet").write_bytes(b"1")
            raise KeyError

    with pytest.raises(KeyError):
        failing()
    assert store.find("/out") == []


@pytest.mark.parametrize("name", ["../a", "a/../b", "/a", "a//b", "C:/a", "a\\b", "."])
def test_names_that_leave_the_folder(name):
    assert not places.is_safe(name)


def test_such_a_name_is_refused(store):
    store.store["/out/../a.parquet"] = store.open("/x", "wb")
    with pytest.raises(PlaceError, match="rename or remove it"), places.folder(Url("memory://out")):
        pass


def test_errors_name_the_address_and_the_next_step():
    with pytest.raises(PlaceError, match=r"nope://x cannot be opened: .*\[cloud\]"):
        places.exists(Url("nope://x"))


def test_a_whole_run_and_the_commands_that_read_it(store, tmp_path):
    told = TEXT + "\n\n“The locks stay shut,” Ada Orne, Vardania’s water minister, said on Monday."
    store.pipe("/news/raw/a.txt", told.encode())
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(told, encoding="utf-8")
    outcome = chain.run("memory://news/raw", "memory://news/out")
    chain.run(tmp_path / "raw", tmp_path / "out")
    assert (str(outcome.tables), outcome.n_articles) == ("memory://news/out", 1)
    files = {p.relative_to(tmp_path / "out").as_posix(): p for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert {p.removeprefix("/news/out/") for p in store.find("/news/out")} == set(files)
    for name, path in files.items():
        assert store.cat(f"/news/out/{name}") == path.read_bytes(), name
    for words, said in (
        (["verify", "memory://news/out"], "schemas hold"),
        (["info", "memory://news/out"], "1 rows"),
        (["export", "csv", "memory://news/out", str(tmp_path / "csv")], "articles.csv"),
    ):
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, result.output
        assert said in result.output
    assert CliRunner().invoke(app, ["stance", "memory://news/out", "-q", "--no-cache"]).exit_code == 0
    assert store.cat("/news/out/stances.parquet") == files["stances.parquet"].read_bytes()
