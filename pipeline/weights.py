"""Where the models lie: `models/NAME/` of a checkout, or inside an installed package."""

import json
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError

HERE = Path(__file__).resolve().parent
PLACES = (HERE / "model_files", HERE.parent / "models")


class ModelMissingError(PipelineError):
    """A model's folder is in none of the places where models lie."""


def folder(name: str) -> Path:
    """Return the folder of a model; raises ModelMissingError that names the places looked at."""
    for place in PLACES:
        if (place / name).is_dir():
            return place / name
    looked = " and ".join(str(p) for p in PLACES)
    raise ModelMissingError(
        f"model {name!r} is neither in {looked}; reinstall the package or train it (models/dvc.yaml)"
    )


def read(name: str, file: str = "weights.json") -> Any:
    """Return the figures in a JSON file of a model. Raises ModelMissingError as :func:`folder`."""
    return json.loads((folder(name) / file).read_text(encoding="utf-8"))


def all_folders() -> list[Path]:
    """Return the folders of all models that ship, by name."""
    places = [place for place in PLACES if place.is_dir()][:1]
    return sorted(p for place in places for p in place.iterdir() if p.is_dir())
