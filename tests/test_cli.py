"""The command line: exit codes, messages, and that every stage has its command."""

import subprocess
import sys

import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline import chain
from pipeline.cli import app

TEXT = (
    "“The locks stay shut,” Ada Orne, Vardania’s water minister, said on Monday. She demanded that Lumeria withdraw its "
    "patrol boats from the bay before any talks on the river treaty. Lumeria’s envoy, Tomas Vell, rejected the demand."
)


def pipeline(*args):
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, args)], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    folder = tmp_path_factory.mktemp("one")
    (folder / "raw").mkdir()
    (folder / "raw" / "orne.txt").write_text(TEXT, encoding="utf-8")
    (folder / "raw" / "short.txt").write_text("Too short.", encoding="utf-8")
    done = pipeline("run", folder / "raw", folder / "out")
    return folder, done


def test_run_says_what_was_read_and_where_it_is(one):
    folder, done = one
    assert done.returncode == 0, done.stderr
    assert "1 articles read, 1 rejected" in done.stdout
    assert str(folder / "out" / "report" / "index.html") in done.stdout
    assert [line.removesuffix(" …") for line in done.stderr.splitlines()] == list(chain.STAGES)


def test_tables_hold_the_row_a_reader_expects(one):
    folder, _ = one
    rows = pd.read_parquet(folder / "out" / "attributions.parquet")
    orne = rows[rows.content.str.contains("locks stay shut")].iloc[0]
    assert (orne.speaker, orne.type, orne.source) == (
        "Ada Orne",
        "direct",
        "Ada Orne, Vardania’s water minister,".rstrip(","),
    )


def test_a_stage_alone_gives_the_same_table(one):
    folder, _ = one
    before = (folder / "out" / "links.parquet").read_bytes()
    (folder / "out" / "links.parquet").unlink()
    assert pipeline("attribute", folder / "out", "--quiet").returncode == 0
    assert (folder / "out" / "links.parquet").read_bytes() == before


def test_set_overrides_a_setting(one, tmp_path):
    folder, _ = one
    done = pipeline("ingest", folder / "raw", tmp_path, "--set", "ingest.min_words=1")
    assert done.returncode == 0
    assert len(pd.read_parquet(tmp_path / "articles.parquet")) == 2


def test_one_file_is_enough(one, tmp_path):
    folder, _ = one
    done = pipeline("run", folder / "raw" / "orne.txt", tmp_path, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(pd.read_parquet(tmp_path / "articles.parquet").path) == ["orne.txt"]


def test_verify_passes_and_finds_a_changed_cell(one, tmp_path):
    folder, _ = one
    assert pipeline("verify", folder / "out").returncode == 0
    done = pipeline("verify", tmp_path)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 10


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("run", "nowhere", "out"), 2, "nowhere does not exist"),
        (("attribute", "nowhere"), 1, "articles.parquet is missing"),
        (("tokenize", "nowhere", "--set", "tokenize.speed=9"), 2, "unknown key tokenize.speed"),
        (("tokenize", "nowhere", "--set", "tokenise.shard_size=9"), 2, "unknown section 'tokenise'"),
        (("tokenize", "nowhere", "--set", "tokenize.shard_size=many"), 2, "tokenize.shard_size is 'many'"),
        (("tokenize", "nowhere", "--set", "shard_size"), 2, "write it as section.key=value"),
        (("tokenize", "nowhere", "--params", "no.yaml"), 2, "no.yaml cannot be read"),
        (("tokenize", ".", "--set", "tokenize.model=en_none"), 1, "python -m spacy download en_none"),
        (("evaluate", "attribute", "no.jsonl", "nowhere"), 1, "no.jsonl cannot be read"),
        (("export", "csv", "nowhere", "out"), 1, "nowhere holds no table"),
        (("nonsense",), 2, "No such command"),
    ],
)
def test_errors_name_the_value_and_the_next_step(args, code, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = pipeline(*args)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", [*chain.STAGES, "run", "info", "verify", "evaluate", "export"])
def test_every_command_has_help(name):
    result = CliRunner().invoke(app, [name, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_help_does_not_import_spacy():
    code = (
        "import sys, pipeline.cli; from pipeline import params; print('spacy' in sys.modules, 'pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() == [
        "False",
        "False",
    ]


def test_info_lists_versions_models_and_tables(one):
    folder, _ = one
    done = pipeline("info", folder / "out")
    assert done.returncode == 0
    for said in ("concession-miner", "spacy", "tokenize.model", "attribute", "articles.parquet", "1 rows"):
        assert said in done.stdout
