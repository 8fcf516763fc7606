"""The house holds: imports point down, stages keep to themselves and carry one name everywhere."""

import ast
import dataclasses
import graphlib
import re
from pathlib import Path

import pytest
import yaml

from pipeline import chain
from pipeline.params import Params

ROOT = Path(__file__).parents[1]
PIPELINE = ROOT / "pipeline"
FILES = sorted(PIPELINE.rglob("*.py"))
NAMES = [path.relative_to(ROOT).as_posix() for path in FILES]
STAGES = tuple(f.name for f in dataclasses.fields(Params))

FLOORS = {
    0: {"records", "spans", "cells", "errors", "scratch"},
    1: {
        "corrections",
        "schema",
        "docs",
        "networks",
        "params",
        "places",
        "progress",
        "cache",
        "columns",
        "each",
        "engine",
        "slices",
        "sentences",
        "encoder",
        "linear",
        "reader",
        "weights",
        "windows",
    },
    4: {"chain", "cluster", "dictionary", "verify", "info", "exchange", "explain", "review", "train"},
    5: {"cli", "console", "__main__", "__init__"},
}
LOGIC, STAGE = 2, 3
LONGEST_FUNCTION, LONGEST_FILE = 45, 250
LONG_ON_PURPOSE = {
    "pipeline/records.py": "one declaration of all tables, each field with its docstring",
    "pipeline/cli.py": "one short function a command",
}
PATHS_IN_LOGIC = {
    "pipeline/ingest/spool.py": "keeps articles on disk on their way to sorted tables",
}
VAGUE = {"utils.py", "helpers.py", "misc.py", "common.py"}
PICKLES = {"pickle", "cPickle", "dill", "joblib", "shelve", "marshal"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


MODULES = {module(path): path for path in FILES}


def imported(path: Path) -> set[str]:
    """Modules of the pipeline that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in MODULES else str(node.module))
    return {name for name in found if name in MODULES}


def room(name: str) -> str:
    """The first part of a module's name below the package: its room, or itself for a module of a floor."""
    return name.split(".")[1] if "." in name else "__init__"


def floor(name: str) -> int:
    if room(name) in STAGES:
        return STAGE if name.endswith(".stage") else LOGIC
    found = [number for number, rooms in FLOORS.items() if room(name) in rooms]
    assert found, f"{name} stands on no floor; give it one in FLOORS, or make it a stage with a section in Params"
    return found[0]


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_imports_point_down(path):
    own = module(path)
    for other in imported(path):
        assert floor(other) <= floor(own), f"{own} (floor {floor(own)}) imports {other} (floor {floor(other)})"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_stage_never_imports_another_stage(path):
    own = room(module(path))
    if own in STAGES:
        others = {other for other in imported(path) if room(other) in STAGES and room(other) != own}
        assert not others, f"{module(path)} imports {sorted(others)}; what two stages need belongs to a floor below"


@pytest.mark.parametrize("path", [p for p in FILES if room(module(p)) in STAGES], ids=str)
def test_logic_does_not_import_its_stage(path):
    if path.name != "stage.py":
        assert f"pipeline.{room(module(path))}.stage" not in imported(path)


def test_imports_go_in_no_circle():
    graph = {module(path): imported(path) - {module(path), "pipeline"} for path in FILES}
    list(graphlib.TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_one_name_everywhere(stage):
    assert (PIPELINE / stage / "stage.py").is_file(), "folder with a stage.py"
    assert (PIPELINE / stage / "__init__.py").is_file(), "a package"
    assert stage in yaml.safe_load((ROOT / "params.yaml").read_text()), "section of params.yaml"
    assert stage in yaml.safe_load((ROOT / "dvc.yaml").read_text())["stages"], "DVC stage"
    assert list((ROOT / "tests" / stage).glob("test_*.py")), "tests"


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_runs_the_same_way(stage):
    (run,) = [
        node
        for node in tree(PIPELINE / stage / "stage.py").body
        if isinstance(node, ast.FunctionDef) and node.name == "run"
    ]
    wanted = ["raw", "tables"] if stage == "ingest" else ["tables"]
    assert [argument.arg for argument in run.args.args] == wanted
    named = [argument.arg for argument in run.args.kwonlyargs]
    assert [name for name in named if name != "engine"][:2] == ["params", "track"]
    assert ("engine" in named) == (stage in chain.EACH)
    annotation = run.args.kwonlyargs[0].annotation
    assert isinstance(annotation, ast.Name)
    assert annotation.id == f"{stage.title()}Params"


@pytest.mark.parametrize("folder", sorted(p.parent.name for p in PIPELINE.glob("*/stage.py")))
def test_every_folder_with_a_stage_is_one(folder):
    assert folder in STAGES


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_file_has_a_vague_name(path):
    assert path.name not in VAGUE


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_nothing_is_swallowed_pickled_or_asserted(path):
    for node in ast.walk(tree(path)):
        where = f"{path.name}:{getattr(node, 'lineno', 0)}"
        assert not isinstance(node, ast.Assert), f"{where}: assert; raise an error that names the next step"
        if isinstance(node, ast.ExceptHandler):
            caught = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else {"everything"}
            assert not caught & {"Exception", "BaseException", "everything"}, f"{where}: names no error it expects"
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {a.name for a in node.names} | {getattr(node, "module", None)}
            assert not {str(name).split(".")[0] for name in names} & PICKLES, f"{where}: pickle runs what it reads"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_functions_and_files_are_short(path):
    if path.relative_to(ROOT).as_posix() not in LONG_ON_PURPOSE:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert lines <= LONGEST_FILE, f"{path.name} has {lines} lines; split it by meaning"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno + 1 <= LONGEST_FUNCTION, f"{path.name}: {node.name}"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_everything_public_has_a_docstring(path):
    module_tree = tree(path)
    assert ast.get_docstring(module_tree), "the module"
    bodies = [module_tree, *(n for n in module_tree.body if isinstance(n, ast.ClassDef) and n.name[0] != "_")]
    for node in (n for body in bodies for n in body.body):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path.name}: {node.name}"


LOGIC_FILES = [
    path
    for path, name in zip(FILES, NAMES, strict=True)
    if room(module(path)) in STAGES and path.name != "stage.py" and name not in PATHS_IN_LOGIC
]


@pytest.mark.parametrize("path", LOGIC_FILES, ids=str)
def test_only_stages_touch_the_disk(path):
    """Logic sees records, documents, bytes and streams; a lexicon beside it is read by importlib.resources."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module == "pathlib":
            names = {alias.name for alias in node.names}
            assert names <= {"PurePosixPath", "PurePath"}, f"{path.name} imports {names} from pathlib"
        if isinstance(node, ast.Import):
            assert not {a.name for a in node.names} & {"os", "pathlib", "shutil"}, f"{path.name}:{node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "open", f"{path.name}:{node.lineno} opens a file"


@pytest.mark.parametrize("name", [*LONG_ON_PURPOSE, *PATHS_IN_LOGIC])
def test_exceptions_are_still_there(name):
    assert (ROOT / name).is_file(), f"{name} is gone; take it off the exceptions"


def test_no_place_of_a_machine_is_named():
    """Nothing in the package names a folder of whoever wrote it."""
    place = re.compile(r"[\"'](/(?:home|root|work|tmp|Users)/|[A-Z]:\\\\)")
    assert not [name for name, path in zip(NAMES, FILES, strict=True) if place.search(path.read_text(encoding="utf-8"))]
