"""Training can stop and go on, and what is exported says what was trained; needs the extra `train`."""

import json
from dataclasses import replace

import numpy as np
import pytest

from pipeline.attribute import tagger
from pipeline.encoder import Encoder, Reading

torch = pytest.importorskip("torch", reason="training needs the extra: pip install -e '.[train]'")
pytest.importorskip("onnx_ir", reason="exporting needs the extra: pip install -e '.[train]'")

from pipeline.train.encoder import Source, cut_down, run  # noqa: E402 only where there is torch
from pipeline.train.export import Rounding, export  # noqa: E402
from pipeline.train.network import Network, Shape, pair_scores  # noqa: E402
from pipeline.train.training import Recipe, Training  # noqa: E402

SHAPE = Shape(vocabulary=20, hidden=32, layers=2, heads=2, positions=260, relative=False)
TEXT = "The locks stay shut, Orne said."
ARTICLES = [
    {"id": str(n), "text": TEXT, "attributions": [{"source": [[21, 25]], "cue": [[26, 30]], "content": [[0, 19]]}]}
    for n in range(6)
]


def training(passes, shape=SHAPE):
    torch.manual_seed(1)
    return Training(Network(shape), Recipe(passes=passes, pieces=30), steps=12)


def weights_of(network):
    return torch.cat([v.flatten() for v in network.state_dict().values()])


def test_a_training_that_was_stopped_ends_as_one_that_was_not(tmp_path, tokenizer):
    sources = [Source(ARTICLES, None, 0.0)]
    whole = training(2)
    (tmp_path / "whole").mkdir()
    run(whole, sources, tokenizer, tmp_path / "whole", per_pass=2)
    (tmp_path / "half").mkdir()
    run(training(1), sources, tokenizer, tmp_path / "half", per_pass=2)
    resumed = training(2)
    run(resumed, sources, tokenizer, tmp_path / "half", per_pass=2)
    assert resumed.step == whole.step == 4
    assert torch.equal(weights_of(resumed.network), weights_of(whole.network))
    assert all(torch.equal(resumed.mean[k], whole.mean[k]) for k in whole.mean)


@pytest.mark.parametrize("relative", [False, True])
def test_the_exported_graph_says_what_the_network_says(tmp_path, tokenizer, relative):
    torch.manual_seed(2)
    network = Network(replace(SHAPE, relative=relative)).eval()
    tokenizer.save(str(tmp_path / "own.json"))
    export(network, tmp_path / "out", tmp_path / "own.json", rounding=Rounding.NONE)
    encoder = Encoder(tmp_path / "out")
    words, readings = encoder.read(TEXT, heads=("tags", "query", "key"))
    (reading,) = readings
    ids, features = (torch.from_numpy(a)[None] for a in (reading.window.ids, reading.window.features))
    with torch.no_grad():
        tags, query, _, _ = network(ids, features)
    firsts = reading.window.firsts
    assert np.allclose(reading.heads["tags"], tags[0, firsts].numpy(), atol=1e-4)
    assert np.allclose(reading.heads["query"], query[0, firsts].numpy(), atol=1e-4)
    assert len(words) == 8


def test_trainer_and_tagger_score_pairs_alike(tmp_path):
    torch.manual_seed(3)
    network = Network(SHAPE)
    torch.nn.init.normal_(network.far)
    rng = np.random.default_rng(0)
    query, key = (rng.normal(size=(9, 7 * 64)).astype(np.float32) for _ in range(2))
    anchors = np.array([2, 7])
    ours = tagger.pair_scores(Reading(None, {"query": query, "key": key}), anchors, network.far.detach().numpy().T)
    theirs = pair_scores(network, *(torch.from_numpy(a) for a in (query, key, anchors)))
    assert np.allclose(ours, theirs.detach().numpy(), atol=1e-4)


def test_a_network_that_is_cut_down_keeps_its_first_and_last_layer():
    deep = Network(replace(SHAPE, layers=5))
    shallow = cut_down(deep, 3)
    for new, old in ((0, 0), (1, 2), (2, 4)):
        assert torch.equal(shallow.layers[new].up.weight, deep.layers[old].up.weight)
    assert torch.equal(shallow.tags.weight, deep.tags.weight)


def test_figures_of_the_export_are_json(tmp_path, tokenizer):
    tokenizer.save(str(tmp_path / "own.json"))
    export(Network(SHAPE), tmp_path / "out", tmp_path / "own.json", rounding=Rounding.NONE)
    figures = json.loads((tmp_path / "out" / "encoder.json").read_text(encoding="utf-8"))
    assert (figures["parts"], figures["width"], figures["reach"]) == (7, 64, 64)
    assert np.array(figures["far"]).shape == (7, 129)
