"""A trained network -> the files that ship: an ONNX graph with weights of eight bits, its tokenizer and its figures.

Weights of eight bits with a scale for each row and each `BLOCK` columns; what they are multiplied with is rounded in
blocks too, each piece for itself. A scale for a whole batch, as in ONNX Runtime's dynamic int8, loses four points of F1
on MPNet, whose activations have outliers (Dettmers et al. 2022).
"""

import json
import logging
import shutil
from pathlib import Path

import onnx
import torch
import typer
from onnxruntime.quantization import QuantFormat
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from torch import Tensor, nn

from pipeline.train.checkpoint import averaged
from pipeline.train.network import PARTS, REACH, WIDTH, Network

HEADS = ("tags", "query", "key", "hidden")
BLOCK = 128
INT8 = 4
"""ONNX Runtime's name for products of eight-bit numbers."""


class Rounded(nn.Module):
    """An embedding in eight bits with a scale for each row."""

    def __init__(self, embedding: nn.Embedding) -> None:
        super().__init__()
        scales = embedding.weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("scales", scales)
        self.register_buffer("codes", (embedding.weight.detach() / scales).round().to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        """Return the rows of ``ids``."""
        return self.codes[ids].float() * self.scales[ids]


def export(network: Network, folder: Path, tokenizer: Path, *, quantized: bool = True) -> None:
    """Write ``encoder.onnx``, ``tokenizer.json`` and ``encoder.json`` to ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    if quantized:
        network.words = Rounded(network.words)
    graph(network, folder / "encoder.onnx")
    if quantized:
        round_weights(folder / "encoder.onnx")
    shutil.copy(tokenizer, folder / "tokenizer.json")
    far = network.far.detach().tolist()
    figures = {"parts": PARTS, "width": WIDTH, "reach": REACH, "far": [[round(v, 4) for v in row] for row in far]}
    (folder / "encoder.json").write_text(json.dumps(figures) + "\n", encoding="utf-8")


def graph(network: Network, path: Path) -> None:
    """Write the network as an ONNX graph."""
    ones = torch.ones(2, 16, dtype=torch.long)
    inputs = ["ids", "features"]
    axes = {0: "windows", 1: "pieces"}
    torch.onnx.export(
        network,
        (ones, ones),
        str(path),
        input_names=inputs,
        output_names=list(HEADS),
        dynamic_axes=dict.fromkeys((*inputs, *HEADS), axes),
        opset_version=17,
        dynamo=False,
    )


def round_weights(path: Path) -> None:
    """Round the weights of a graph's matrix products to eight bits, in place."""
    logging.getLogger("onnxruntime.quantization.matmul_nbits_quantizer").setLevel(logging.WARNING)
    how = DefaultWeightOnlyQuantConfig(
        block_size=BLOCK,
        is_symmetric=True,
        accuracy_level=INT8,
        quant_format=QuantFormat.QOperator,
        op_types_to_quantize=("MatMul",),
        bits=8,
    )
    quantizer = MatMulNBitsQuantizer(onnx.load(path), algo_config=how)
    quantizer.process()
    quantizer.model.save_model_to_file(str(path))


def main(checkpoint: Path, tokenizer: Path, folder: Path, *, quantized: bool = True) -> None:
    """Export CHECKPOINT to FOLDER."""
    export(averaged(checkpoint), folder, tokenizer, quantized=quantized)


if __name__ == "__main__":
    typer.run(main)
