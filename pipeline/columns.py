"""What the columns of a table mean: descriptions and closed lists of labels, as the records declare them."""

import ast
import inspect
import itertools
import textwrap
import typing
from collections.abc import Mapping
from functools import cache
from typing import Literal


@cache
def labels_of(record: type) -> Mapping[str, tuple[str, ...]]:
    """Return the closed list of labels of each field that has one."""
    closed: dict[str, tuple[str, ...]] = {}
    for name, hint in typing.get_type_hints(record).items():
        for part in (hint, *typing.get_args(hint)):
            if typing.get_origin(part) is Literal:
                closed[name] = typing.get_args(part)
    return closed


@cache
def descriptions_of(record: type) -> Mapping[str, str]:
    """Return the docstring of each field: its entry in the data dictionary."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(record))).body
    found: dict[str, str] = {}
    body = typing.cast(ast.ClassDef, tree).body
    for line, following in itertools.pairwise(body):
        is_doc = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and is_doc:
            found[line.target.id] = str(following.value.value)  # type: ignore[attr-defined]
    return found
