"""The files that ship -> a checkpoint to train on from, for those who have no checkpoint of ours.

Weights come back as they were rounded, in steps of a 127th of the greatest of their column or block.
"""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
import typer
from numpy.typing import NDArray
from onnx import numpy_helper

from pipeline.train.encoder import SHAPES
from pipeline.train.network import Network

Arrays = dict[str, NDArray[Any]]
MIDDLE = 128
"""Eight bits without a sign that stand for nought."""


def restored(folder: Path, kind: str) -> Network:
    """Return the network whose files, as ``pipeline.train.export`` writes them, are in ``folder``."""
    graph = onnx.load(folder / "encoder.onnx").graph
    arrays: Arrays = {a.name: numpy_helper.to_array(a) for a in graph.initializer}
    products = {
        node.output[0].split("/MatMul_output_0")[0].strip("/").replace("/", "."): node.input[1]
        for node in graph.node
        if node.op_type in {"MatMul", "MatMulInteger", "MatMulNBits"} and node.input[1] in arrays
    }
    layers = 1 + max(int(name.split(".")[1]) for name in products if name.startswith("layers."))
    network = Network(replace(SHAPES[kind], layers=layers))
    state = network.state_dict()
    far = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))["far"]
    for name in state:
        if name == "far":
            values = np.asarray(far)
        elif name in arrays:
            values = arrays[name]
        elif name == "words.weight":
            values = arrays["words.codes"].astype(np.float32) * arrays["words.scales"]
        else:
            values = weights(arrays, products[name.removesuffix(".weight")], shape=tuple(state[name].shape))
        state[name] = torch.from_numpy(np.ascontiguousarray(values)).float().reshape(state[name].shape)
    network.load_state_dict(state)
    return network


def weights(arrays: Arrays, name: str, *, shape: tuple[int, int]) -> NDArray[Any]:
    """Return the weights, shape (out, in), of the product whose right side is ``name``."""
    if name.endswith("_quantized"):
        stem = name.removesuffix("_quantized")
        codes: NDArray[Any] = arrays[name].astype(np.float32) - arrays[f"{stem}_zero_point"].astype(np.float32)
        return np.asarray(codes * arrays[f"{stem}_scale"]).T
    if name.endswith("_Q8"):
        scales = arrays[f"{name.removesuffix('_Q8')}_scales"].reshape(shape[0], -1, 1)
        codes = arrays[name].reshape(*scales.shape[:2], -1).astype(np.float32) - MIDDLE
        return np.asarray(codes * scales).reshape(shape[0], -1)[:, : shape[1]]
    return arrays[name].T


def main(folder: Path, kind: str, checkpoint: Path) -> None:
    """Write CHECKPOINT from the files in FOLDER; KIND is minilm or mpnet."""
    network = restored(folder, kind)
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"shape": asdict(network.shape), "mean": network.state_dict()}, checkpoint)


if __name__ == "__main__":
    typer.run(main)
