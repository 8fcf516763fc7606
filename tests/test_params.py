import dataclasses
import re
from pathlib import Path

import pytest
import yaml

from pipeline import params
from pipeline.params import EvaluateParams, IngestParams, Params, ParamsError

FILE = Path(__file__).parents[1] / "params.yaml"


def test_the_file_holds_the_defaults():
    """All but the gold, which the project has for its own sample and other folders do not."""
    found = params.load(FILE)
    assert found.evaluate == EvaluateParams(gold="data/gold/sample.jsonl")
    assert dataclasses.replace(found, evaluate=EvaluateParams()) == Params()


def test_the_file_holds_every_key():
    sections = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    wanted = {f.name: [k.name for k in dataclasses.fields(f.default)] for f in dataclasses.fields(Params)}
    assert {name: list(keys) for name, keys in sections.items()} == wanted


def test_every_key_of_the_file_is_explained():
    lines = FILE.read_text(encoding="utf-8").splitlines()
    keys = [number for number, line in enumerate(lines) if re.match(r"  +[a-z_]+:", line)]
    assert len(keys) > 20
    for number in keys:
        assert re.match(r"\s+# [A-Z].*[.)]$", lines[number - 1]), f"{lines[number].strip()} has no comment before it"


def test_without_a_file_the_defaults_hold():
    assert params.load(None) == Params()


def test_what_the_file_does_not_say_is_the_default(tmp_path):
    path = tmp_path / "params.yaml"
    path.write_text("ingest:\n  min_words: 3\n  languages: [en, de]\nreport:\n")
    found = params.load(path)
    assert found == Params(ingest=IngestParams(min_words=3, languages=("en", "de")))


@pytest.mark.parametrize(
    ("override", "section", "key", "value"),
    [
        ("ingest.min_words=1", "ingest", "min_words", 1),
        ("ingest.near_duplicate=1", "ingest", "near_duplicate", 1.0),
        ("ingest.languages=[en, fr]", "ingest", "languages", ("en", "fr")),
        ("speakers.list=people.csv", "speakers", "list", "people.csv"),
        ("evaluate.gold=null", "evaluate", "gold", None),
        ("report.title=a=b", "report", "title", "a=b"),
    ],
)
def test_an_override_wins(override, section, key, value):
    found = getattr(getattr(params.load(FILE, overrides=[override]), section), key)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("ingets: {}", r"unknown section 'ingets'; there are ingest, tokenize"),
        ("ingest: {min_word: 1}", r"unknown key ingest.min_word; there are languages, min_words"),
        ("ingest: {min_words: many}", r"ingest.min_words is 'many'; the type wanted is int"),
        ("ingest: {min_words: true}", r"ingest.min_words is True; the type wanted is int"),
        ("ingest: {min_words: 1.5}", r"ingest.min_words is 1.5; the type wanted is int"),
        ("ingest: {languages: en}", r"ingest.languages is 'en'"),
        ("ingest: {languages: [1]}", r"ingest.languages is 1; the type wanted is str"),
        ("ingest: {columns: {text: 3}}", r"ingest.columns.text is 3"),
        ("report: {title: null}", r"report.title is None; the type wanted is str"),
        ("ingest: 3", r"section 'ingest' holds 3; a mapping of keys is wanted"),
        ("[1, 2]", r"a mapping of sections is wanted, not list"),
        ("a: [", r"cannot be read as YAML"),
    ],
)
def test_what_is_not_known_is_refused(tmp_path, content, message):
    path = tmp_path / "params.yaml"
    path.write_text(content)
    with pytest.raises(ParamsError, match=message):
        params.load(path)


@pytest.mark.parametrize("override", ["min_words=1", "ingest.min_words", "ingest.=1", ".min_words=1"])
def test_an_override_of_another_form_is_refused(override):
    with pytest.raises(ParamsError, match=r"write it as section.key=value"):
        params.load(None, overrides=[override])


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ParamsError, match=r"absent\.yaml cannot be read"):
        params.load(tmp_path / "absent.yaml")


def test_provenance_is_the_same_whatever_the_order():
    one = params.provenance(Params().ingest, models={"b": "2", "a": "1"})
    assert one == params.provenance(Params().ingest, models={"a": "1", "b": "2"})
    assert one["pipeline_models"] == '{"a": "1", "b": "2"}'
    assert '"min_words": 20' in one["pipeline_params"]


def test_the_digest_of_a_model_changes_with_names_and_bytes(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    first = params.digest(tmp_path)
    assert first == params.digest(tmp_path)
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    renamed = params.digest(tmp_path)
    (tmp_path / "b.txt").write_text("y")
    assert len({first, renamed, params.digest(tmp_path)}) == 3
