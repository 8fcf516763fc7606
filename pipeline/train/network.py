"""The encoder as a PyTorch module: BERT or MPNet layers, features of pieces, and the heads that read them.

Layers are as in BERT (Devlin et al. 2019) and MPNet (Song et al. 2020, positions relative); the pair head scores, for
each anchor (the first word of a cue) and each word, the part that the word plays in the anchor's attribution, bilinear
as in Dozat and Manning (2017).
"""

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from pipeline.windows import FEATURES

TAGS = 9
"""O, B, I of each of source, cue and content."""
PARTS = 7
"""O, and B, I of each of source, cue and content, as seen from an anchor."""
WIDTH = 64
"""Numbers that a part's query and key have."""
REACH = 64
"""Words before and behind an anchor whose distance is told apart."""


@dataclass(frozen=True)
class Shape:
    """What a network is made of; ``relative`` positions are MPNet's, absolute ones BERT's."""

    vocabulary: int
    hidden: int
    layers: int
    heads: int
    positions: int
    relative: bool

    @property
    def inner(self) -> int:
        """Width of the feed-forward layers."""
        return 4 * self.hidden


class Layer(nn.Module):
    """One transformer layer, normalised behind each half."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        exact = 1e-5 if shape.relative else 1e-12
        self.heads, self.size = shape.heads, shape.hidden // shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=exact)
        self.up = nn.Linear(shape.hidden, shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)
        self.last = nn.LayerNorm(shape.hidden, eps=exact)
        self.dropped = nn.Dropout(0.0)  # until a tuning asks for more

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the layer's output, shape (windows, pieces, hidden); ``bias`` is added to attention scores."""
        rows, length, hidden = x.shape
        each = self.qkv(x).view(rows, length, 3, self.heads, self.size).permute(2, 0, 3, 1, 4)
        q, k, v = each.unbind(0)
        scores = (q @ k.transpose(-1, -2)) * self.size**-0.5 + bias
        mixed = (self.dropped(scores.softmax(-1)) @ v).transpose(1, 2).reshape(rows, length, hidden)
        x = self.norm(x + self.dropped(self.out(mixed)))
        return self.last(x + self.dropped(self.down(functional.gelu(self.up(x)))))


class Network(nn.Module):
    """Pieces and their features -> tags of each piece, and queries and keys of the pair head."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.places = nn.Embedding(shape.positions, shape.hidden)
        self.features = nn.Embedding(FEATURES, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-5 if shape.relative else 1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.distances = nn.Embedding(32, shape.heads) if shape.relative else None
        # Encoders of sentences end in states near nothing: without this, heads are slow to learn.
        self.evened = nn.LayerNorm(shape.hidden)
        self.tags = nn.Linear(shape.hidden, TAGS)
        self.anchor = nn.Linear(shape.hidden, 256)
        self.other = nn.Linear(shape.hidden, 256)
        self.query = nn.Linear(256, PARTS * WIDTH)
        self.key = nn.Linear(256, PARTS * WIDTH)
        self.far = nn.Parameter(torch.zeros(PARTS, 2 * REACH + 1))
        nn.init.normal_(self.features.weight, std=0.01)

    def encode(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return hidden states, shape (windows, pieces, hidden); ``mask`` is 1 where there is a piece, null for all."""
        length = ids.shape[1]
        first = 2 if self.shape.relative else 0
        steps = torch.arange(length)
        x = self.norm(self.words(ids) + self.places(steps + first) + self.features(features))
        bias = torch.zeros(()) if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        if self.distances is not None:
            near = self.distances(buckets(steps[None, :] - steps[:, None]))
            bias = bias + near.permute(2, 0, 1)[None].to(x.dtype)
        if torch.is_autocast_enabled("cpu"):
            bias, x = bias.bfloat16(), x.bfloat16()
        for layer in self.layers:
            x = layer(x, bias)
        return self.evened(x.float())

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return tags, queries, keys and hidden states of each piece."""
        hidden = self.encode(ids, features)
        query = self.query(functional.gelu(self.anchor(hidden))) * WIDTH**-0.5
        return self.tags(hidden), query, self.key(functional.gelu(self.other(hidden))), hidden


def pair_scores(network: Network, query: Tensor, key: Tensor, anchors: Tensor) -> Tensor:
    """Score what each word of a window is to each anchor, shape (anchors, words, parts)."""
    words = key.shape[0]
    q = query[anchors].view(-1, PARTS, WIDTH)
    scores = torch.einsum("apw,npw->anp", q, key.view(-1, PARTS, WIDTH))
    distance = (torch.arange(words)[None, :] - anchors[:, None]).clamp(-REACH, REACH) + REACH
    return scores + network.far.t()[distance]


def half() -> torch.autocast:
    """Reckon in sixteen bits where the processor multiplies such numbers; elsewhere that takes six times as long."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.ops.mkldnn._is_mkldnn_bf16_supported())


def buckets(relative: Tensor) -> Tensor:
    """Return the bucket, in [0, 32), of each relative position, as MPNet and T5 (Raffel et al. 2020) do."""
    distance = -relative
    side = (distance < 0).long() * 16
    distance = distance.abs()
    far = 8 + (torch.log(distance.clamp(min=1).float() / 8) / math.log(128 / 8) * 8).long()
    return side + torch.where(distance < 8, distance, far.clamp(max=15))


def pretrained(weights: dict[str, Tensor], shape: Shape) -> Network:
    """Return a network that begins with the weights of a published BERT or MPNet (its first layers)."""
    network = Network(shape)
    fresh = network.state_dict()

    def put(name: str, value: Tensor) -> None:
        if fresh[name].shape != value.shape:
            raise ValueError(f"{name}: the model has {tuple(fresh[name].shape)}, the file {tuple(value.shape)}")
        fresh[name] = value.float()

    embeddings = "embeddings."
    put("words.weight", weights[embeddings + "word_embeddings.weight"])
    places = weights[embeddings + "position_embeddings.weight"]
    if not shape.relative:
        places = places + weights[embeddings + "token_type_embeddings.weight"][0]
    put("places.weight", places)
    for part in ("weight", "bias"):
        put(f"norm.{part}", weights[f"{embeddings}LayerNorm.{part}"])
    if shape.relative:
        put("distances.weight", weights["encoder.relative_attention_bias.weight"])
    for number in range(shape.layers):
        _layer(put, weights, number, relative=shape.relative)
    network.load_state_dict(fresh)
    return network


def _layer(put: Any, weights: dict[str, Tensor], number: int, *, relative: bool) -> None:
    source = f"encoder.layer.{number}."
    one = ["attn.q", "attn.k", "attn.v"] if relative else [f"self.{n}" for n in ("query", "key", "value")]
    names = (
        {"out": "attention.attn.o", "norm": "attention.LayerNorm"}
        if relative
        else {"out": "attention.output.dense", "norm": "attention.output.LayerNorm"}
    )
    names |= {"up": "intermediate.dense", "down": "output.dense", "last": "output.LayerNorm"}
    for part in ("weight", "bias"):
        put(f"layers.{number}.qkv.{part}", torch.cat([weights[f"{source}attention.{n}.{part}"] for n in one]))
        for ours, theirs in names.items():
            put(f"layers.{number}.{ours}.{part}", weights[f"{source}{theirs}.{part}"])
