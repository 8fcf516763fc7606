"""Pair premises with the claims they may bear on, and describe each pair."""

from collections.abc import Iterator, Sequence

from pipeline.arguments.candidates import Candidate
from pipeline.arguments.features import Features
from pipeline.arguments.parse import Parse
from pipeline.arguments.reading import Pairing
from pipeline.arguments.units import Judged

REACH = 8
ANSWERED = 1
"""Paragraphs within which an author answers a source, or a source bears on what an author says."""
DOUBT = 0.3
"""How far from even the probability of a role may be for a unit to count as either."""
FAR = 5
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
CLASSES = ("class:duty", "class:call", "class:value", "class:event", "class:evidence", "class:hedge", "negated")

Words = Sequence[frozenset[str]]


def content_words(parse: Parse, found: Sequence[Candidate]) -> list[frozenset[str]]:
    """Return the lemmas of the content words of each clause."""
    return [
        frozenset(t.lemma_.lower() for t in parse.tokens(one.span) if t.pos_ in CONTENT and not t.is_stop)
        for one in found
    ]


def candidate_pairs(judged: Sequence[Judged], *, window: int) -> Iterator[tuple[int, int]]:
    """Yield (premise, claim) positions at most ``window`` paragraphs and eight units apart, of voices that may meet.

    A unit whose role is not sure may be either: roles are wrong for one in four, and a link tells of them too.
    A premise bears on a claim of the same speaker; in an author's own text what others say may bear on the author's
    claim of the same paragraph.
    """
    for i, source in enumerate(judged):
        for j in range(max(0, i - REACH), min(len(judged), i + REACH + 1)):
            target = judged[j]
            if i == j or source.p_claim >= 0.5 + DOUBT or target.p_claim < 0.5 - DOUBT:
                continue
            apart = abs(source.candidate.paragraph - target.candidate.paragraph)
            if apart <= window and _meet(source, target, apart=apart):
                yield i, j


def _meet(source: Judged, target: Judged, *, apart: int) -> bool:
    ours, theirs = source.candidate, target.candidate
    if ours.speaker_id is not None and ours.speaker_id == theirs.speaker_id:
        return True
    if ours.attribution_id is not None and ours.attribution_id == theirs.attribution_id:
        return True
    return apart <= ANSWERED and (ours.attribution_id is None) != (theirs.attribution_id is None)


def describe(judged: Sequence[Judged], words: Words, i: int, j: int, *, pairing: Pairing) -> Features:
    """Return the features of the pair from premise ``i`` to claim ``j``; ``pairing`` compares what the reader made."""
    source, target, step = judged[i], judged[j], 1 if j > i else -1
    side = "ahead" if step > 0 else "back"
    between = sum(judged[k].role == "claim" for k in range(i + step, j, step))
    row = {
        f"{side}:{min(abs(j - i), FAR + 1)}": 1.0,
        f"{side}:claims between:{min(between, 3)}": 1.0,
        "shared words": _jaccard(words[i], words[j]),
        "p claim of source": source.p_claim,
        "p claim of target": target.p_claim,
        "same sentence": float(source.candidate.sentence_id == target.candidate.sentence_id),
        "paragraphs apart": float(abs(source.candidate.paragraph - target.candidate.paragraph)),
        "claims near": sum(judged[k].role == "claim" for k in range(max(0, i - 3), min(len(judged), i + 4))) / 6,
    }
    if source.clause is not None and target.clause is not None:
        row["reads:link"], row["reads:attack"], _ = pairing.log_odds(source.clause, target.clause)
    later, earlier = (target, source) if step > 0 else (source, target)
    for name in later.features:
        if name.startswith("opens:"):
            row[f"{side}:later {name}:{'next' if abs(i - j) == 1 else 'far'}"] = 1.0
    row.update({f"earlier {n}": 1.0 for n in earlier.features if n.startswith("opens:") and abs(i - j) == 1})
    row.update({f"source {n}": 1.0 for n in CLASSES if n in source.features})
    row.update({f"target {n}": 1.0 for n in CLASSES if n in target.features})
    if ("negated" in source.features) != ("negated" in target.features):
        row["one negated"] = 1.0
    for k in range(min(i, j) + 1, max(i, j)):
        if "opens:contrast" in judged[k].features:
            row["contrast between"] = 1.0
    return row


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, len(a | b))
