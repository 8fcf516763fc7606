"""Write `models/manifest.json`: the SHA-256 of every model file that inference loads.

python -m pipeline.train.manifest
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from pipeline import weights


def digests(models: Path) -> Mapping[str, str]:
    """Return the SHA-256 of each file below ``models`` that inference loads, by name."""
    files = sorted(path for path in models.rglob("*") if weights.loaded(path) and path.parent != models)
    return {path.relative_to(models).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


if __name__ == "__main__":
    (weights.place() / weights.MANIFEST).write_text(
        json.dumps(digests(weights.place()), indent=2) + "\n", encoding="utf-8"
    )
