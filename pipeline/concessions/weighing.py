"""How probable a passage is at an anchor: features, a table of weights, a logistic."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from pipeline.concessions import mentions, syntax
from pipeline.concessions.lexicon import Lexicon
from pipeline.concessions.mentions import Anchor
from pipeline.concessions.triggers import bargainer, is_actor

SURE = 1.8
"""Weight from which an act tells of a dispute by itself."""
DISPUTED = 0.2
"""Context from which an article counts as one about a dispute (every tenth sentence speaks of it).

None of 606 passages in 72 coded news articles lies in a paragraph that is then left out; from .3 on, 19 do."""


def context(sentences: Iterable[Iterable[Token]], lexicon: Lexicon) -> list[float]:
    """Return for each sentence how much its article and its neighbours speak of a dispute, 0 to 1.

    A sentence speaks of one when it holds a word of `context.tsv` or a sure act of giving up.
    """
    hits = [_disputes(list(sentence), lexicon) for sentence in sentences]
    share = min(1.0, 2 * sum(hits) / max(1, len(hits)))
    near = [any(hits[max(0, i - 1) : i + 2]) for i in range(len(hits))]
    return [share * (0.7 + 0.3 * here) for here in near]


def worth_reading(paragraphs: Sequence[int], anchored: Sequence[bool], context: Sequence[float]) -> list[bool]:
    """Tell for each sentence of an article whether a model need read it.

    An article that is about a dispute is read as a whole; of others only the paragraphs in which rules found an anchor:
    elsewhere a model finds little, and is seldom sure of it. ``paragraphs`` are the numbers of the sentences' own,
    ``anchored`` tells whether rules found an anchor in each, and ``context`` (0 to 1) how much it and its article speak
    of a dispute.
    """
    whole = max(context, default=0.0) >= DISPUTED
    asked = {paragraph for paragraph, found in zip(paragraphs, anchored, strict=True) if found}
    return [whole or paragraph in asked for paragraph in paragraphs]


def _disputes(sentence: Sequence[Token], lexicon: Lexicon) -> bool:
    if any(t.lemma_.lower() in lexicon.context for t in sentence):
        return True
    return any(a.is_act and a.entry.weight >= SURE for a in mentions.find(sentence, lexicon))


def features(anchor: Anchor, *, context: float, lexicon: Lexicon, attributed: bool) -> dict[str, float]:
    """Return what speaks for a passage at ``anchor``, by the names of `weights.tsv`."""
    asked = any(op.entry.sense in ("demand", "urge", "refuse", "offer", "agree") for op in anchor.operators)
    doer = syntax.actor(anchor.token) or (bargainer(anchor.operators[0].token, lexicon) if anchor.operators else None)
    obliged = set(syntax.modals(anchor.token)) & {"must", "should", "ought"}
    return {
        "act": anchor.entry.weight if anchor.is_act else 0.0,
        "bargain": 0.0 if anchor.is_act else anchor.entry.weight,
        "governed": float(anchor.is_act and asked),
        "asked": float(bool(obliged)),
        "context": context,
        "actors": float(doer is not None and is_actor(doer, lexicon)),
        "attributed": float(attributed),
    }
