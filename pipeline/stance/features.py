"""What speaks for each stance: features of one concession in its holder's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.records import Concession
from pipeline.stance import words
from pipeline.stance.lexicon import Lexicon

JUDGED = ("yield", "assess", "urge", "offer")
CONDITIONAL = ("offer", "urge", "refuse", "oppose")
OWN = frozenset({"we", "us", "our", "ours"})
FULL = 1.0
"""Sum of polarities at which words judge in full."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in the holder's words of one passage."""

    signals: tuple[words.Hit, ...]
    judgements: tuple[words.Hit, ...]
    first: bool = False
    """Whether the holder speaks of their own side: "we", "our"."""

    @property
    def polarity(self) -> float:
        """Return the sum of the judging words, denied ones turned round."""
        return sum(-h.phrase.weight if h.denied else h.phrase.weight for h in self.judgements)


def read(tokens: Sequence[Token], lexicon: Lexicon) -> Reading:
    """Find the signals and judgements among the holder's words."""
    return Reading(
        signals=tuple(words.find(tokens, lexicon.signals)),
        judgements=tuple(words.find(tokens, lexicon.evaluation)),
        first=any(token.lower_ in OWN and token.text != "US" for token in tokens),
    )


def attitude(readings: Sequence[Reading]) -> float:
    """Return how a holder judges concessions in the article, from -1 (hostile) to 1 (friendly)."""
    total = sum(r.polarity for r in readings)
    return max(-1.0, min(1.0, total / 2))


def features(concession: Concession, reading: Reading, *, attitude: float, by_author: bool) -> dict[str, float]:
    """Return the features of one concession, by the names of `weights.tsv`; all are between 0 and 1."""
    move = concession.move
    found = {f"move={move}": 1.0}
    if concession.holder is None:
        return {**found, "nobody": 1.0}
    if concession.condition and move in CONDITIONAL:
        found[f"condition&{move}"] = 1.0
    if concession.modality == "negated":
        found[f"denied&{move}"] = 1.0
    if concession.modality == "hypothetical":
        found[f"hypothetical&{move}"] = 1.0
    if by_author:
        found[f"author&{move}"] = 1.0
    judged = max(-1.0, min(1.0, reading.polarity / FULL))
    if move in JUDGED and judged:
        found[f"judged{'+' if judged > 0 else '-'}&{move}"] = abs(judged)
    if not by_author and judged > 0 and any(h.phrase.weight > 0 and not h.denied for h in reading.judgements):
        found[f"praised&{move}"] = 1.0  # "no mistake" is no praise
    if not by_author and reading.first and judged >= 0:
        found[f"own&{move}"] = 1.0
    if attitude:
        found[f"{'friendly' if attitude > 0 else 'hostile'}&{move}"] = abs(attitude)
    for hit in reading.signals:
        label = _turned(hit)
        found[f"signal={label}"] = max(found.get(f"signal={label}", 0.0), min(1.0, hit.phrase.weight))
    return found


def _turned(hit: words.Hit) -> str:
    opposite: Mapping[str, str] = {"support": "oppose", "oppose": "support"}
    return opposite.get(hit.phrase.label, hit.phrase.label) if hit.denied else hit.phrase.label


def evidence(stance: str, concession: Concession, reading: Reading) -> words.Hit | None:
    """Return the word that shows the stance best: a judgement for `yield` and `assess`, else a signal."""
    judging = [h for h in reading.judgements if (h.phrase.weight < 0) != h.denied]
    if stance == "support":
        judging = [h for h in reading.judgements if (h.phrase.weight > 0) != h.denied]
    signals = [h for h in reading.signals if _turned(h) == stance]
    judged = concession.move in ("yield", "assess")
    order = (judging, signals) if judged else (signals, judging)
    if stance == "conditional":
        order = (signals, [])
    for hits in order:
        if hits:
            return max(hits, key=lambda h: (abs(h.phrase.weight), -h.first.i))
    return None
