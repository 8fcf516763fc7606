"""Train an encoder that finds attributions: corpora -> a checkpoint that can be gone on from.

A teacher learns from people's annotations alone; a student from those mixed with its teacher's labels, and from its
teacher's labels of articles that nobody has annotated.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
import typer
from safetensors.torch import load_file
from tokenizers import Tokenizer

from pipeline.train.checkpoint import averaged
from pipeline.train.corpora import corpus, tokenizer_of
from pipeline.train.examples import Example, read, restyled
from pipeline.train.network import Network, Shape, pretrained
from pipeline.train.taught import name, taught
from pipeline.train.training import Recipe, Training, batches, collate, loss

SHAPES = {
    "minilm": Shape(vocabulary=30522, hidden=384, layers=6, heads=12, positions=512, relative=False),
    "mpnet": Shape(vocabulary=30527, hidden=768, layers=12, heads=12, positions=514, relative=True),
}
SAVE_EVERY = 240
"""Seconds between two checkpoints."""


@dataclass(frozen=True)
class Source:
    """Articles to learn from; ``labels`` is the folder of a teacher's labels, null for people's annotations alone."""

    articles: Sequence[dict[str, Any]]
    labels: Path | None
    trust: float


def examples_of(sources: Sequence[Source], tokenizer: Tokenizer, *, seed: int) -> Iterator[Example]:
    """Yield all windows of a pass, quotation marks styled anew."""
    rng = np.random.default_rng(seed)
    for source in sources:
        for article in source.articles:
            if source.labels is None:
                yield from read(article, tokenizer, rng)
            else:
                with np.load(source.labels / name(article), allow_pickle=False) as labels:
                    yield from taught(article, restyled(article["text"], rng), tokenizer, labels, trust=source.trust)


def cut_down(network: Network, layers: int) -> Network:
    """Return a network of fewer layers, taken at even distances from a deeper one, with all else of it."""
    kept = [round(i * (network.shape.layers - 1) / (layers - 1)) for i in range(layers)]
    shallow = Network(replace(network.shape, layers=layers))
    state = {k: v for k, v in network.state_dict().items() if not k.startswith("layers.")}
    for new, old in enumerate(kept):
        state |= {f"layers.{new}.{k}": v for k, v in network.layers[old].state_dict().items()}
    shallow.load_state_dict(state)
    return shallow


def run(training: Training, sources: Sequence[Source], tokenizer: Tokenizer, out: Path, *, per_pass: int) -> None:
    """Train to the end, from where ``out/checkpoint.pt`` was left if there is one."""
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        training.load(checkpoint)
    began = saved = time.monotonic()
    start, totals = training.step, [0.0, 0.0]
    for number in range(training.recipe.passes):
        if (number + 1) * per_pass <= training.step:
            continue
        rng = np.random.default_rng([training.recipe.seed, number])
        windows = list(examples_of(sources, tokenizer, seed=number))
        dealt = batches(windows, pieces=training.recipe.pieces, rng=rng)[:per_pass]
        for position, examples in enumerate(dealt):
            if number * per_pass + position < training.step:
                continue
            losses = loss(training.network, collate(examples), rng=np.random.default_rng([number, position]))
            training.take(*losses)
            totals = [0.98 * t + 0.02 * float(v.detach()) for t, v in zip(totals, losses, strict=True)]
            if training.step % 20 == 0:
                pace = (time.monotonic() - began) / (training.step - start)
                shown = f"{totals[0]:.4f} {totals[1]:.4f}"
                print(f"{number} {training.step}/{training.steps} {shown} {pace:.2f} s/step", flush=True)
            if time.monotonic() - saved > SAVE_EVERY:
                training.save(checkpoint)
                saved = time.monotonic()
        training.save(checkpoint)


def main(
    corpus_path: Path,
    base: Annotated[Path, typer.Argument(help="folder of published weights: model.safetensors, tokenizer.json")],
    out: Path,
    *,
    kind: str = "minilm",
    layers: int = 6,
    passes: int = 3,
    rate: float = 5e-5,
    seed: int = 0,
    labels: Annotated[Path | None, typer.Option(help="folder of the teacher's labels")] = None,
    head_rate: float = 5e-4,
    trust: Annotated[float, typer.Option(help="the teacher's share of the labels where a person has spoken too")] = 0.5,
    more: Annotated[Path | None, typer.Option(help="articles without annotations, labelled by the teacher")] = None,
    limit: int = 1200,
    teacher: Annotated[Path | None, typer.Option(help="checkpoint to cut down, instead of base")] = None,
) -> None:
    """Train on CORPUS_PATH from the published weights in BASE and keep a checkpoint in OUT."""
    torch.set_num_threads(2)
    torch.manual_seed(seed)
    tokenizer = tokenizer_of(base / "tokenizer.json")
    sources = [Source(corpus(corpus_path), labels if trust else None, trust)]
    if more is not None:
        sources.append(Source(corpus(more, limit=limit, chars=6000), labels, trust))
    shape = replace(SHAPES[kind], layers=layers)
    network = (
        pretrained(load_file(base / "model.safetensors"), shape)
        if teacher is None
        else cut_down(averaged(teacher), layers)
    )
    recipe = Recipe(passes=passes, rate=rate, head_rate=head_rate, seed=seed)
    # The styles of a pass change no window's length, so all passes have as many batches but for a few.
    first = list(examples_of(sources, tokenizer, seed=0))
    per_pass = int(0.995 * len(batches(first, pieces=recipe.pieces, rng=np.random.default_rng(0))))
    out.mkdir(parents=True, exist_ok=True)
    run(Training(network, recipe, per_pass * passes), sources, tokenizer, out, per_pass=per_pass)


if __name__ == "__main__":
    typer.run(main)
