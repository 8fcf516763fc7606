import json

import pytest

from pipeline import weights
from pipeline.train.manifest import digests
from pipeline.weights import ModelChangedError, ModelMissingError


@pytest.fixture
def models(tmp_path, monkeypatch):
    """A folder of one model, of two files that the manifest knows."""
    (tmp_path / "ranker").mkdir()
    (tmp_path / "ranker" / "weights.json").write_text('{"bias": 1}')
    (tmp_path / "ranker" / "encoder.onnx").write_bytes(b"numbers")
    (tmp_path / "ranker" / "metrics.json").write_text("{}")
    (tmp_path / "ranker" / "card.md").write_text("# Card")
    (tmp_path / weights.MANIFEST).write_text(json.dumps(digests(tmp_path)))
    monkeypatch.setattr(weights, "PLACES", (tmp_path,))
    forget()
    yield tmp_path
    forget()


def forget():
    weights.checked.cache_clear()
    weights.manifest.cache_clear()


def test_the_manifest_is_true_of_what_ships():
    assert digests(weights.place()) == weights.manifest()


def test_only_what_is_loaded_is_in_it(models):
    assert set(weights.manifest()) == {"ranker/weights.json", "ranker/encoder.onnx"}
    assert weights.read("ranker") == {"bias": 1}


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("weights.json", '{"bias": 2}', "but manifest.json says"),
        ("encoder.onnx", "num", "but manifest.json says"),
        ("judge.json", "{}", "says nothing of it"),
    ],
)
def test_a_file_that_is_another_is_not_loaded(models, file, content, told):
    (models / "ranker" / file).write_text(content)
    with pytest.raises(ModelChangedError, match=told):
        weights.folder("ranker")


@pytest.mark.parametrize("file", ["card.md", "metrics.json"])
def test_what_people_read_may_change(models, file):
    before = weights.digest("ranker")
    (models / "ranker" / file).write_text("more")
    assert weights.digest("ranker") == before


@pytest.mark.parametrize("name", ["reader", "ranker"])
def test_what_is_missing_is_told(models, name):
    (models / weights.MANIFEST).unlink()
    with pytest.raises(ModelMissingError, match="reinstall the package"):
        weights.folder(name)
