"""Where the models lie: `models/NAME/` of a checkout, or inside an installed package."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACES = (HERE / "model_files", HERE.parent / "models")


class ModelMissing(Exception):
    """A model's folder is in none of the places where models lie."""


def folder(name: str) -> Path:
    """Return the folder of a model; raises ModelMissing that names the places looked at."""
    for place in PLACES:
        if (place / name).is_dir():
            return place / name
    looked = " and ".join(str(p) for p in PLACES)
    raise ModelMissing(f"model {name!r} is neither in {looked}; reinstall the package or train it (models/dvc.yaml)")
