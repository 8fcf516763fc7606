"""Where the models lie: `models/NAME/` of a checkout, or inside an installed package.

`models/manifest.json` has the SHA-256 of every file that inference loads; a file is checked when it is first read, so
a model that was cut short in a download, or changed by somebody, is not used.
"""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError

HERE = Path(__file__).resolve().parent
PLACES = (HERE / "model_files", HERE.parent / "models")
MANIFEST = "manifest.json"
METRICS = "metrics.json"
"""Figures, which are for people, as cards are."""


class ModelMissingError(PipelineError):
    """A model's folder is in none of the places where models lie."""


class ModelChangedError(PipelineError):
    """A model's file is not the one that ships, or the manifest does not know it."""


def place() -> Path:
    """Return the folder of all models; raises ModelMissingError that names the places looked at."""
    found = next((one for one in PLACES if one.is_dir()), None)
    if found is None:
        raise ModelMissingError(f"there are no models in {' or '.join(map(str, PLACES))}; reinstall the package")
    return found


def folder(name: str) -> Path:
    """Return the folder of a model, whose files are those of the manifest.

    Raises ModelMissingError that names the place looked at, ModelChangedError as :func:`checked`.
    """
    found = place() / name
    if not found.is_dir():
        raise ModelMissingError(
            f"model {name!r} is not in {place()}; reinstall the package or train it (models/dvc.yaml)"
        )
    for file in sorted(path for path in found.iterdir() if loaded(path)):
        checked(file)
    return found


def loaded(path: Path) -> bool:
    """Tell whether inference loads a file of a model."""
    return path.suffix in (".json", ".onnx") and path.name != METRICS


def read(name: str, file: str = "weights.json") -> Any:
    """Return the figures in a JSON file of a model. Raises as :func:`folder`."""
    return json.loads((folder(name) / file).read_text(encoding="utf-8"))


@cache
def checked(file: Path) -> str:
    """Return the SHA-256 of a model's file; raises ModelChangedError when the manifest has another or none."""
    name = file.relative_to(place()).as_posix()
    wanted, found = manifest().get(name), hashlib.sha256(file.read_bytes()).hexdigest()
    if wanted != found:
        raise ModelChangedError(
            f"{file} has SHA-256 {found}, but {MANIFEST} says {wanted or 'nothing of it'}; reinstall the package, or "
            "after training write the manifest anew: python -m pipeline.train.manifest"
        )
    return found


@cache
def manifest() -> Mapping[str, str]:
    """Return the SHA-256 of each model file by its name below the folder of models.

    Raises ModelMissingError when there is no manifest.
    """
    path = place() / MANIFEST
    if not path.is_file():
        raise ModelMissingError(
            f"{path} is missing; reinstall the package, or write it: python -m pipeline.train.manifest"
        )
    return dict(json.loads(path.read_text(encoding="utf-8")))


def digest(name: str) -> str:
    """Return what stands for a model in the tables it made: the SHA-256 of the manifest's lines of its files.

    Raises as :func:`folder`.
    """
    files = sorted(path for path in folder(name).rglob("*") if loaded(path))
    lines = (f"{file.relative_to(place()).as_posix()} {checked(file)}\n" for file in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def all_folders() -> list[Path]:
    """Return the folders of all models that ship, by name."""
    return sorted(path for path in place().iterdir() if path.is_dir())
