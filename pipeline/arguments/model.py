"""Judge clauses and pairs of units: a reader, and logistic regressions over named features and what it reads.

The reader is a tuned encoder (:mod:`pipeline.train.arguing`); `judges.json` beside it holds the regressions, fitted by
:mod:`pipeline.train.arguments` on what readers made of texts that they had not learnt from.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pipeline import weights
from pipeline.arguments.reading import ClauseReader
from pipeline.encoder import Encoder
from pipeline.linear import Weights

Setting = Literal["speech", "debate", "written"]
"""What kind of talk a clause stands in; it moves how much of it argues."""

PLACES = ("sentence:", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The reader and the judges of this stage."""

    reader: ClauseReader

    argues: Weights
    """Does a clause argue (rather than narrate, greet or ask)?"""
    claims: Weights
    """Is an arguing clause a claim (rather than a premise)?"""
    links: Weights
    """Does a premise bear on a claim?"""
    attacks: Weights
    """Does a premise that bears on a claim speak against it?"""
    grants: Weights
    """Does a clause grant a point that a neighbour outweighs?"""


JUDGES = ("argues", "claims", "links", "attacks", "grants")


@cache
def load(name: str) -> Model:
    """Return the model of that name; raises ModelMissingError when it is not there."""
    folder = f"arguments/{name}"
    return parse(weights.read(folder, "judges.json"), ClauseReader(Encoder(weights.folder(folder))))


def parse(raw: Mapping[str, Mapping[str, Any]], reader: ClauseReader) -> Model:
    """Make a model of a reader and what `judges.json` holds: a bias and weights for each judge."""
    return Model(reader=reader, **{name: {"bias": raw[name]["bias"], **raw[name]["weights"]} for name in JUDGES})


def placed(row: Mapping[str, float], setting: Setting) -> Mapping[str, float]:
    """Return the features of a clause in its setting; where it stands in the text counts in a set speech alone.

    Speeches open with thanks and close with procedure; articles and debates have no such frame.
    """
    kept = row if setting == "speech" else {n: v for n, v in row.items() if not n.startswith(PLACES)}
    return {**kept, **dict(setting_features(setting))}


def setting_features(setting: Setting) -> Iterable[tuple[str, float]]:
    """Return the features of a setting; written argument lies between a set speech and a debate."""
    speech = {"speech": 1.0, "debate": 0.0, "written": 0.5}[setting]
    return (("setting:speech", speech), ("setting:debate", 1.0 - speech))
