"""The lexicons of `stance`, tables beside this module with their columns parted by tabs."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pipeline.records import Efficacy, StanceLabel

LABELS: tuple[StanceLabel, ...] = ("support", "oppose", "conditional", "none")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that speak for a label, as lemmas in order."""

    words: tuple[str, ...]
    label: str
    weight: float = 1.0
    turns: bool = True


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lexicons of the stage."""

    signals: Mapping[str, tuple[Phrase, ...]]
    evaluation: Mapping[str, tuple[Phrase, ...]]
    efficacy: Mapping[str, tuple[Phrase, ...]]
    knowing: frozenset[str]
    weights: Mapping[str, Mapping[str, float]]
    precision: Mapping[Efficacy, float]


@cache
def default() -> Lexicon:
    """Return the lexicons that lie beside this module."""
    evaluation = [Phrase(tuple(r["word"].split()), "", float(r["polarity"])) for r in _rows("evaluation")]
    signals = [Phrase(tuple(r["words"].split()), r["label"], float(r["weight"])) for r in _rows("signals")]
    efficacy = [Phrase(tuple(r["words"].split()), r["label"], 1.0, r["turns"] == "yes") for r in _rows("efficacy")]
    return Lexicon(
        signals=_by_head(signals),
        evaluation=_by_head(evaluation),
        efficacy=_by_head(efficacy),
        knowing=frozenset(r["word"] for r in _rows("knowing")),
        weights={r["feature"]: {label: float(r[label]) for label in LABELS} for r in _rows("weights")},
        precision={r["label"]: float(r["precision"]) for r in _rows("precision")},  # type: ignore[misc]
    )


def _by_head(phrases: list[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    grouped: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        grouped.setdefault(phrase.words[0], []).append(phrase)
    return {head: tuple(sorted(some, key=lambda p: -len(p.words))) for head, some in grouped.items()}


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("pipeline.stance").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [dict(zip(lines[0], cells, strict=True)) for cells in lines[1:]]
