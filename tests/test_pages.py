"""README and docs tell the truth: their commands exist, every command is told of, their Python prints what they show."""

import contextlib
import dataclasses
import io
import re
import shutil
from itertools import chain
from pathlib import Path

import pandas as pd
import pytest
import typer

from pipeline import dictionary
from pipeline.cli import app
from pipeline.params import Params

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = ROOT / "docs"
PAGES = {"README.md": README}
PAGES |= {path.relative_to(DOCS).as_posix(): path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md"))}
STAGES = [field.name for field in dataclasses.fields(Params) if field.name != "evaluate"]
PARTS = ["What", "How", "Figures", "Limits"]
BLOCKS = {name: re.findall(r"```(\w+)\n(.*?)```", text, re.S) for name, text in PAGES.items()}
COMMANDS = typer.main.get_command(app).commands


def shell_lines():
    every = (block for blocks in BLOCKS.values() for block in blocks)
    return [line for kind, body in every if kind == "sh" for line in body.splitlines() if line.strip()]


@pytest.mark.parametrize("line", [line for line in shell_lines() if line.startswith("pipeline ")])
def test_each_pipeline_command_exists(line):
    group, found = COMMANDS, None
    for word in line.split()[1:]:
        if word in group:
            found = group[word]
            group = getattr(found, "commands", {})
        else:
            break
    assert found is not None, line


@pytest.mark.parametrize("line", [line for line in shell_lines() if line.startswith("make ")])
def test_each_make_target_exists(line):
    assert re.search(rf"^{line.split()[1]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_in_the_readme(name):
    assert f"pipeline {name}" in README


def python_examples():
    for name, blocks in BLOCKS.items():
        for number, ((kind, body), following) in enumerate(zip(blocks, [*blocks, ("", "")][1:], strict=True)):
            if kind == "python":
                printed = following[1] if following[0] == "text" else None
                yield pytest.param(body, printed, id=f"{name} {number}")


def assert_alike(found, shown):
    """The same words in the same places; counts may be off by two, as processors add in other orders."""
    found, shown = ([line.split() for line in text.splitlines()] for text in (found, shown))
    assert [len(line) for line in found] == [len(line) for line in shown], found
    for one, other in zip(chain(*found), chain(*shown), strict=True):
        if re.fullmatch(r"\d+", other):
            assert abs(int(one) - int(other)) <= 2, found
        else:
            assert one == other, found


@pytest.mark.parametrize(("code", "printed"), python_examples())
def test_python_prints_what_is_shown(code, printed, sample, tmp_path, monkeypatch):
    shutil.copytree(sample, tmp_path / "data" / "processed")
    shutil.copytree(ROOT / "data" / "raw", tmp_path / "data" / "raw")
    monkeypatch.chdir(tmp_path)
    out = io.StringIO()
    with contextlib.redirect_stdout(out), pd.option_context("display.width", 100):
        exec(compile(code, "page", "exec"), {})
    if printed is not None:
        assert_alike(out.getvalue(), printed)


def test_every_code_that_prints_is_shown_to_print():
    codes = [code for name in BLOCKS for kind, code in BLOCKS[name] if kind == "text"]
    assert all(code.strip() for code in codes)


@pytest.mark.parametrize("name", [name for name in PAGES if name != "README.md"])
def test_links_between_pages_lead_somewhere(name):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", PAGES[name]):
        assert (DOCS / name).parent.joinpath(target).exists(), target


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_a_page_that_says_what_how_how_well_and_where_it_fails(stage):
    page = PAGES[f"stages/{stage}.md"]
    assert [part for part in re.findall(r"^\*\*(\w+)\.\*\*", page, re.M) if part in PARTS] == PARTS


@pytest.mark.parametrize("name", [name for name in PAGES if name != "README.md"])
def test_every_page_is_in_the_navigation(name):
    assert f"- {name}\n" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def test_the_data_dictionary_is_that_of_the_records():
    assert PAGES["data-dictionary.md"] == dictionary.page(), (
        "run python -m pipeline.dictionary > docs/data-dictionary.md"
    )
