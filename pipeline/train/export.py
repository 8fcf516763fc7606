"""A trained network -> the files that ship: an ONNX graph in int8, its tokenizer and its figures."""

import json
import shutil
from pathlib import Path

import torch
import typer
from onnxruntime.quantization import QuantType, quantize_dynamic

from pipeline.train.checkpoint import averaged
from pipeline.train.network import PARTS, REACH, WIDTH, Network

HEADS = ("tags", "query", "key", "hidden")


def export(network: Network, folder: Path, tokenizer: Path, *, quantized: bool = True) -> None:
    """Write ``encoder.onnx``, ``tokenizer.json`` and ``encoder.json`` to ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    ones = torch.ones(2, 16, dtype=torch.long)
    axes = {0: "windows", 1: "pieces"}
    plain = folder / "float.onnx"
    torch.onnx.export(
        network,
        (ones, ones, ones),
        str(plain),
        input_names=["ids", "features", "mask"],
        output_names=list(HEADS),
        dynamic_axes=dict.fromkeys(("ids", "features", "mask", *HEADS), axes),
        opset_version=17,
        dynamo=False,
    )
    if quantized:
        quantize_dynamic(plain, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
        plain.unlink()
    else:
        plain.replace(folder / "encoder.onnx")
    shutil.copy(tokenizer, folder / "tokenizer.json")
    figures = {
        "parts": PARTS,
        "width": WIDTH,
        "reach": REACH,
        "far": [[round(float(v), 4) for v in row] for row in network.far],
    }
    (folder / "encoder.json").write_text(json.dumps(figures) + "\n", encoding="utf-8")


def main(checkpoint: Path, tokenizer: Path, folder: Path, *, quantized: bool = True) -> None:
    """Export ``checkpoint`` to ``folder``."""
    export(averaged(checkpoint), folder, tokenizer, quantized=quantized)


if __name__ == "__main__":
    typer.run(main)
