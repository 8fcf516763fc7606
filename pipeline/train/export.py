"""A trained network -> the files that ship: an ONNX graph with weights of eight bits, its tokenizer and its figures.

What weights are multiplied with is rounded too: for each piece in blocks (``blocks``), or for a window as a whole with
one scale (``whole``, ONNX Runtime's dynamic int8), which is twice as fast. MPNet, whose states have outliers (Dettmers
et al. 2022), loses four points of F1 by the second.
"""

import json
import logging
import shutil
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import onnx
import torch
import typer
from onnxruntime.quantization import QuantFormat, QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from torch import Tensor, nn

from pipeline.train.checkpoint import averaged
from pipeline.train.network import PARTS, REACH, WIDTH, Network

HEADS = ("tags", "query", "key", "hidden")
BLOCK = 128
INT8 = 4
"""ONNX Runtime's name for products of eight-bit numbers."""


class Rounding(StrEnum):
    """How numbers are rounded to eight bits; ``none`` keeps them as they are."""

    NONE = "none"
    BLOCKS = "blocks"
    WHOLE = "whole"


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


def export(network: Network, folder: Path, tokenizer: Path, *, rounding: Rounding) -> None:
    """Write ``encoder.onnx``, ``tokenizer.json`` and ``encoder.json`` to ``folder``."""
    quantized(network, network, folder, tokenizer, heads=HEADS, rounding=rounding)
    far = network.far.detach().tolist()
    figures = {"parts": PARTS, "width": WIDTH, "reach": REACH, "far": [[round(v, 4) for v in row] for row in far]}
    (folder / "encoder.json").write_text(json.dumps(figures) + "\n", encoding="utf-8")


def quantized(
    model: nn.Module, network: Network, folder: Path, tokenizer: Path, *, heads: Sequence[str], rounding: Rounding
) -> None:
    """Write a model over ``network`` as ``encoder.onnx`` with outputs ``heads``, and ``tokenizer.json`` beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    if rounding is not Rounding.NONE:
        network.words = Rounded(network.words)
    path = folder / "encoder.onnx"
    graph(model, path, heads=heads)
    if rounding is Rounding.BLOCKS:
        round_blocks(path)
    if rounding is Rounding.WHOLE:
        quantize_dynamic(
            path,
            path,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # seven bits: with eight, a processor without VNNI cuts sums off, and finds other things
            op_types_to_quantize=["MatMul"],
        )
    shutil.copy(tokenizer, folder / "tokenizer.json")


def graph(model: nn.Module, path: Path, *, heads: Sequence[str]) -> None:
    """Write a model as an ONNX graph."""
    ones = torch.ones(2, 16, dtype=torch.long)
    inputs = ["ids", "features"]
    axes = {0: "windows", 1: "pieces"}
    torch.onnx.export(
        model,
        (ones, ones),
        str(path),
        input_names=inputs,
        output_names=list(heads),
        dynamic_axes=dict.fromkeys((*inputs, *heads), axes),
        opset_version=17,
        dynamo=False,
    )


def round_blocks(path: Path) -> None:
    """Round the weights of a graph's matrix products, in place, with a scale for each `BLOCK` columns of a row."""
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


def main(checkpoint: Path, tokenizer: Path, folder: Path, *, rounding: Rounding = Rounding.WHOLE) -> None:
    """Export CHECKPOINT to FOLDER."""
    export(averaged(checkpoint), folder, tokenizer, rounding=rounding)


if __name__ == "__main__":
    typer.run(main)
