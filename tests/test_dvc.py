"""The DVC stages name what their code reads, writes and is made of, since DVC does not follow imports."""

import ast
import dataclasses
from functools import cache
from pathlib import Path

import pytest
import yaml

from pipeline import records
from pipeline.params import Params

ROOT = Path(__file__).parents[1]
PIPELINE = ROOT / "pipeline"
PROCESSED = "data/processed/"
DVC = yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))["stages"]
STAGES = [f.name for f in dataclasses.fields(Params)]
TABLES = {record.__name__: f"{PROCESSED}{record.TABLE}.parquet" for record in records.RECORDS}
OTHER_OUTPUTS = {  # what a stage writes that is no table, and the name in its code that says so
    "tokenize": {f"{PROCESSED}docs"},
    "statements": {f"{PROCESSED}datapackage.json"},
    "report": {f"{PROCESSED}report/index.html"},
    "evaluate": {f"{PROCESSED}metrics.json", f"{PROCESSED}labels.csv"},
}
OTHER_INPUTS = {"ingest": {"data/raw"}, "evaluate": {"data/gold/sample.jsonl"}}


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def file_of(name):
    """The file of a module below the package; the package itself only re-exports and is left out."""
    path = ROOT.joinpath(*name.split("."))
    candidates = [path.with_suffix(".py"), path / "__init__.py"] if name != "pipeline" else []
    return next((c for c in candidates if c.is_file()), None)


def imports(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def closure(stage):
    """All files that a stage's `stage.py` imports, itself among them, and the data files beside them that they name."""
    found, waiting = set(), [PIPELINE / stage / "stage.py"]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [file for name in imports(path) if name.startswith("pipeline.") and (file := file_of(name))]
    for path in list(found):
        words = {n.value for n in ast.walk(tree(path)) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        found |= {f for f in path.parent.iterdir() if f.is_file() and f.suffix != ".py" and f.name in words}
    return found


def covered(path, deps):
    return any(path == ROOT / dep or (ROOT / dep) in path.parents for dep in deps)


def outs(stage):
    """Every path a DVC stage declares as written."""
    declared = [*DVC[stage].get("outs", []), *DVC[stage].get("metrics", []), *DVC[stage].get("plots", [])]
    return [next(iter(out)) if isinstance(out, dict) else out for out in declared]


def calls(stage, *names):
    """Arguments of the calls of functions of these names in a stage's own `stage.py`, as the words they are made of."""
    for node in ast.walk(tree(PIPELINE / stage / "stage.py")):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            owner = ast.unparse(function.value) if isinstance(function, ast.Attribute) else "schema"
            if name in names and owner in ("schema", "slices", "docs"):
                yield owner, [ast.unparse(argument) for argument in node.args]


def tables_in(stage, *names):
    """Tables of the folder `tables` that are passed to these functions; a stage may keep others aside for itself."""
    found = [args for owner, args in calls(stage, *names) if owner in ("schema", "slices") and args[0] == "tables"]
    return {TABLES[argument] for args in found for argument in args if argument in TABLES}


def task_of(stage):
    """What a stage's Task needs and gives, as the names of records; "Doc" is a parse."""
    module = tree(PIPELINE / stage / "stage.py")
    assigned = {ast.unparse(n.targets[0]): n.value for n in ast.walk(module) if isinstance(n, ast.Assign)}
    tasks = [
        n
        for n in ast.walk(module)
        if isinstance(n, ast.Call) and ast.unparse(n.func) == "Task" and "gives" in {k.arg for k in n.keywords}
    ]
    needs, gives = set(), set()
    for told in ({word.arg: word.value for word in one.keywords} for one in tasks):
        tuples = {name: assigned.get(ast.unparse(value), value) for name, value in told.items()}
        needs |= {"Article", *(ast.unparse(e) for e in getattr(tuples.get("needs"), "elts", ()))}
        needs |= {"Speaker"} if "speakers" in told else set()
        needs |= set() if "parses" in told else {"Doc"}
        gives |= {ast.unparse(e) for e in tuples["gives"].elts}
    return needs, gives


def test_stages_are_those_of_the_params_in_order():
    assert list(DVC) == STAGES


@pytest.mark.parametrize("stage", STAGES)
def test_the_command_has_the_stage_s_name(stage):
    wanted = {
        "ingest": "pipeline ingest data/raw data/processed",
        "evaluate": "pipeline evaluate run data/processed",
    }
    assert DVC[stage]["cmd"] == wanted.get(stage, f"pipeline {stage} data/processed")


@pytest.mark.parametrize("stage", STAGES)
def test_deps_cover_the_code(stage):
    missing = [str(f.relative_to(ROOT)) for f in sorted(closure(stage)) if not covered(f, DVC[stage]["deps"])]
    assert not missing, f"dvc.yaml: add to the deps of {stage}: {', '.join(missing)}"


@pytest.mark.parametrize("stage", STAGES)
def test_deps_name_no_code_that_is_not_used(stage):
    files = closure(stage)
    code = [dep for dep in DVC[stage]["deps"] if dep.startswith("pipeline/")]
    unused = [dep for dep in code if not any(covered(file, [dep]) for file in files)]
    assert not unused, f"dvc.yaml: {stage} does not import {', '.join(unused)}"


@pytest.mark.parametrize("stage", STAGES)
def test_deps_cover_the_models(stage):
    """A stage that asks `weights.folder` for a model depends on that model."""
    module = tree(PIPELINE / stage / "stage.py")
    assigned = [node for node in module.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)]
    constants = {ast.unparse(node.targets[0]): node.value.value for node in assigned}
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "weights.folder":
            argument = node.args[0]
            name = argument.value if isinstance(argument, ast.Constant) else constants[ast.unparse(argument)]
            assert covered(ROOT / "models" / name, DVC[stage]["deps"]), f"dvc.yaml: {stage} needs models/{name}"


@pytest.mark.parametrize("stage", STAGES)
def test_deps_are_the_data_the_stage_reads(stage):
    wanted = set(OTHER_INPUTS.get(stage, set()))
    wanted |= set(TABLES.values()) if stage == "evaluate" else tables_in(stage, "read", "by_article", "batches")
    needs, _ = task_of(stage)
    wanted |= {TABLES[name] for name in needs & TABLES.keys()} | ({f"{PROCESSED}docs"} if "Doc" in needs else set())
    declared = {dep for dep in DVC[stage]["deps"] if dep.startswith("data/")}
    assert declared == wanted


@pytest.mark.parametrize("stage", STAGES)
def test_outs_are_the_tables_the_stage_writes(stage):
    _, gives = task_of(stage)
    wanted = tables_in(stage, "writing", "write") | {TABLES[name] for name in gives & TABLES.keys()}
    wanted |= OTHER_OUTPUTS.get(stage, set())
    assert set(outs(stage)) == wanted


def test_no_table_is_written_twice_and_every_table_once():
    written = [out for stage in STAGES for out in outs(stage)]
    assert len(written) == len(set(written))
    assert set(TABLES.values()) <= set(written)


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_reads_what_earlier_stages_wrote(stage):
    before = {out for earlier in STAGES[: STAGES.index(stage)] for out in outs(earlier)}
    assert {dep for dep in DVC[stage]["deps"] if dep.startswith(PROCESSED)} <= before


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_depends_on_its_own_params(stage):
    assert DVC[stage]["params"] == [stage]
    assert stage in yaml.safe_load((ROOT / "params.yaml").read_text(encoding="utf-8"))


def test_dvc_sends_nothing_and_overlooks_what_python_leaves():
    assert "analytics = false" in (ROOT / ".dvc" / "config").read_text()
    assert "__pycache__/" in (ROOT / ".dvcignore").read_text().splitlines()
    assert {"/tmp", "/cache", "/config.local"} <= set((ROOT / ".dvc" / ".gitignore").read_text().splitlines())
