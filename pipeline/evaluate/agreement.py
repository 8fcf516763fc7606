"""How far coders agree with each other, and the machine with them.

Krippendorff's alpha for nominal labels (Krippendorff 2004, 2018, Content Analysis, chapter 11 and 12): the units are
words, the label is the role a word has. 1 is perfect agreement, 0 what chance gives, below 0 less than that. Words of
an article hang together, so the intervals are of a bootstrap over articles (Efron 1979), the same samples for each
figure. Spans are compared by the F1 of `attribution` between two coders, which is the same whichever is gold.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import krippendorff
import numpy as np
import numpy.typing as npt

from pipeline.evaluate.figures import RESAMPLES, TAIL, Figures, rounded
from pipeline.evaluate.reading import Read

Coder = str | None
MACHINE: Coder = None
"""The coder that is no human; a human may have any name."""

BITS = {"source": 1, "cue": 2, "content": 4}
LABELS = {
    "role": np.array([0, 1, 2, 2, 3, 3, 3, 3]),
    **{role: np.array([bool(mark & bit) for mark in range(8)], dtype=int) for role, bit in BITS.items()},
}
"""What is labelled -> the label of a word by the sum of its roles' bits; `role` is outside, source, cue or content."""

Floats = npt.NDArray[np.float64]
Marks = npt.NDArray[np.uint8]
Group = Callable[["Coded"], Sequence[Coder]]


class Matches(NamedTuple):
    """How many attributions of two coders are paired, and how many each has."""

    paired: int
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Coded:
    """One article as its coders and the machine read it; without marks when only one coder did."""

    marks: Mapping[Coder, Marks] = field(default_factory=dict)
    """Coder -> the sum of the bits of each word's roles, (words,), 0 to 7."""
    matches: Mapping[tuple[Coder, Coder], Matches] = field(default_factory=dict)
    """Two coders -> what their attributions have in common; human coders by name, the machine second."""


class Estimate(NamedTuple):
    """A figure, and what it is in each bootstrap sample, (samples,); NaN where it is not defined."""

    value: float
    samples: Floats


def marks(attributions: Iterable[Read], *, n_words: int) -> Marks:
    """Return the sum of the bits of each word's roles, (n_words,), 0 to 7."""
    found = np.zeros(n_words, dtype=np.uint8)
    for one in attributions:
        for role, bit in BITS.items():
            found[list(one.words[role])] |= bit
    return found


def figures(articles: Sequence[Coded]) -> Figures:
    """Return alpha by label and the F1 of attributions, each with its 95% interval; nothing when no article has two.

    `humans` is alpha of the human coders, `humans and machine` with the machine as one more, `human pairs` the mean
    over pairs of human coders, `machine pairs` the mean over the machine with each coder. Alpha lies in [-1, 1], F1 in
    [0, 1]; a figure is null where it is not defined (no two labels occur, no attributions at all).
    """
    shared = [article for article in articles if article.marks]
    if not shared:
        return {}
    weights = _weights(len(shared))
    pairs = sorted({pair for article in shared for pair in article.matches}, key=str)
    kinds = {
        "human pairs": [pair for pair in pairs if MACHINE not in pair],
        "machine pairs": [pair for pair in pairs if MACHINE in pair],
    }
    found: Figures = {
        "articles": len(shared),
        "articles with one coder": len(articles) - len(shared),
        "coders": len({coder for article in shared for coder in _humans(article)}),
        "words": sum(len(article.marks[MACHINE]) for article in shared),
    }
    groups = {"humans": _humans, "humans and machine": _everybody}
    for name in LABELS:
        of = {kind: _alpha(shared, name, group, weights) for kind, group in groups.items()}
        of |= {kind: _mean([_alpha(shared, name, _both(*p), weights) for p in some]) for kind, some in kinds.items()}
        found[name] = {kind: _told("alpha", estimate) for kind, estimate in of.items()}
    f1 = {kind: _mean([_f1(shared, pair, weights) for pair in some]) for kind, some in kinds.items()}
    return {**found, "attribution": {kind: _told("f1", estimate) for kind, estimate in f1.items()}}


def _humans(article: Coded) -> list[Coder]:
    return [coder for coder in article.marks if coder is not MACHINE]


def _everybody(article: Coded) -> list[Coder]:
    return list(article.marks)


def _both(first: Coder, second: Coder) -> Group:
    def group(article: Coded) -> list[Coder]:
        return [first, second] if (first, second) in article.matches else []

    return group


def _weights(n: int) -> Floats:
    """How often each bootstrap sample has each article, (samples, n); the samples are those of `figures.interval`."""
    chance = random.Random(0)  # noqa: S311 no secret hangs on it
    drawn = (chance.choices(range(n), k=n) for _ in range(RESAMPLES))
    return np.array([np.bincount(sample, minlength=n) for sample in drawn], dtype=np.float64)


def _alpha(articles: Sequence[Coded], name: str, group: Group, weights: Floats) -> Estimate:
    """Alpha of the coders that ``group`` takes of each article.

    The samples add up what coincides in each article, for an article counts as often as it is drawn: `krippendorff`
    takes units, not weights, and would count a corpus of words anew for each sample of each pair.
    """
    units = [_value_counts(article, name, group) for article in articles]
    together = np.stack([_coincidences(of_article) for of_article in units])
    value = float(_alphas(together.sum(axis=0)[np.newaxis])[0])
    if not np.isnan(value):
        value = float(krippendorff.alpha(value_counts=np.concatenate(units), level_of_measurement="nominal"))
    return Estimate(value, _alphas(np.tensordot(weights, together, axes=1)))


def _value_counts(article: Coded, name: str, group: Group) -> Floats:
    """How many coders give each word each label, (words, labels)."""
    one_hot = np.eye(LABELS[name].max() + 1)[LABELS[name]]
    counts = np.zeros((len(article.marks[MACHINE]), one_hot.shape[1]))
    for coder in group(article):
        counts += one_hot[article.marks[coder]]
    return counts


def _coincidences(counts: Floats) -> Floats:
    """The matrix of coincidences of units with at least two labels, (labels, labels) (Krippendorff 2004, 11.3)."""
    pairable = counts[counts.sum(axis=1) > 1]
    weighted = pairable / (pairable.sum(axis=1, keepdims=True) - 1)
    found: Floats = weighted.T @ pairable - np.diag(weighted.sum(axis=0))
    return found


def _alphas(coincidences: Floats) -> Floats:
    """Alpha of each of the matrices, (matrices, labels, labels); NaN where no two labels occur."""
    margins = coincidences.sum(axis=1)
    n = margins.sum(axis=1)
    observed = n - np.trace(coincidences, axis1=1, axis2=2)
    expected = n**2 - (margins**2).sum(axis=1)
    alphas = np.full(len(n), np.nan)
    # Margins are sums of fractions; one label alone may leave a trace of rounding.
    defined = expected > 1e-6
    alphas[defined] = 1 - (n[defined] - 1) * observed[defined] / expected[defined]
    return alphas


def _f1(articles: Sequence[Coded], pair: tuple[Coder, Coder], weights: Floats) -> Estimate:
    none = Matches(0, 0, 0)
    counted = np.array([article.matches.get(pair, none) for article in articles], dtype=np.float64)
    sides = np.stack([2 * counted[:, 0], counted[:, 1] + counted[:, 2]], axis=1)
    paired, both = np.vstack([sides.sum(axis=0), weights @ sides]).T
    f1 = np.divide(paired, both, out=np.full(len(both), np.nan), where=both > 0)
    return Estimate(float(f1[0]), f1[1:])


def _mean(estimates: Sequence[Estimate]) -> Estimate:
    """The mean over pairs, of those for which the figure is defined."""
    every = np.array([[one.value, *one.samples] for one in estimates])
    defined = ~np.isnan(every)
    n = defined.sum(axis=0)
    mean = np.divide(np.where(defined, every, 0.0).sum(axis=0), n, out=np.full(len(n), np.nan), where=n > 0)
    return Estimate(float(mean[0]), mean[1:])


def _told(name: str, estimate: Estimate) -> Figures:
    """The figure and its 95% interval over the samples for which it is defined; null when it is for none."""
    samples = sorted(estimate.samples[~np.isnan(estimate.samples)].tolist())
    cut = len(samples) * TAIL // RESAMPLES
    return {
        name: None if np.isnan(estimate.value) else rounded(estimate.value),
        "interval": [rounded(samples[cut]), rounded(samples[-cut - 1])] if samples else None,
    }
