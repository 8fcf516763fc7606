"""A network comes back from the files that ship; needs the extra `train`."""

from dataclasses import replace

import pytest

pytest.importorskip("torch", reason="training needs the extra: pip install -e '.[train]'")
pytest.importorskip("onnx", reason="training needs the extra: pip install -e '.[train]'")

import torch

from pipeline.train.encoder import SHAPES
from pipeline.train.export import Rounding, export
from pipeline.train.network import Network
from pipeline.train.restore import restored

FEW = 2000
"""Words of the vocabulary, so that the files are small."""


@pytest.mark.parametrize(
    ("kind", "rounding", "near"),
    [("minilm", Rounding.NONE, 0.002), ("minilm", Rounding.WHOLE, 0.02), ("mpnet", Rounding.BLOCKS, 0.02)],
)
def test_a_network_comes_back(tmp_path, monkeypatch, tokenizer, kind, rounding, near):
    torch.manual_seed(0)
    shape = replace(SHAPES[kind], vocabulary=FEW, layers=1)
    monkeypatch.setitem(SHAPES, kind, shape)
    network = Network(shape)
    for parameter in network.parameters():  # as trained ones, no two alike: those the exporter writes once
        parameter.data += 0.01 * torch.randn_like(parameter)
    wanted = {name: value.clone() for name, value in network.state_dict().items()}
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    export(network, tmp_path / "out", tmp_path / "tokenizer.json", rounding=rounding)
    found = restored(tmp_path / "out", kind).state_dict()
    assert set(found) == set(wanted)
    for name, value in wanted.items():
        assert (found[name] - value).abs().max() <= near * max(1e-3, float(value.abs().max())), name
