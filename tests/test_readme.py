"""The README tells the truth: its commands exist, every command is in it, and its Python prints what it shows."""

import contextlib
import io
import re
import shutil
from itertools import chain
from pathlib import Path

import pandas as pd
import pytest
import typer

from pipeline.cli import app

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.S)
COMMANDS = typer.main.get_command(app).commands


def shell_lines():
    return [line for kind, body in BLOCKS if kind == "sh" for line in body.splitlines() if line.strip()]


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
    for (kind, body), following in zip(BLOCKS, [*BLOCKS[1:], ("", "")], strict=True):
        if kind == "python":
            yield body, following[1] if following[0] == "text" else None


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
        exec(compile(code, "README.md", "exec"), {})
    if printed is not None:
        assert_alike(out.getvalue(), printed)
