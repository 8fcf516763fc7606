"""Sentences that go on about a concession named just before: "They would pocket it and come back for more"."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from pipeline.concessions import triggers
from pipeline.concessions.cast import Party
from pipeline.concessions.coding import Coded, Scene, key
from pipeline.concessions.lexicon import Entry
from pipeline.concessions.mentions import Anchor
from pipeline.records import Modality, Move
from pipeline.spans import Span

REACH = 2
"""How many sentences a concession stays in mind."""
FADES = 0.95
"""By what a passage is less sure than the one it goes on about."""
POINTING = frozenset({"it", "this", "that", "they", "them", "these", "those", "such"})


def follow(sentence: Sequence[Token], before: Sequence[Coded], scene: Scene) -> Coded | None:
    """Return the row of a sentence without words of giving up that goes on about one of ``before``, else null.

    ``before`` holds the rows of the `REACH` sentences before, the nearest last.
    """
    if not before or not any(_points(token, scene) for token in sentence):
        return None
    found = triggers.said(sentence, scene.lexicon)
    if found is None:
        return None
    first, last, sense = found
    voice = scene.cast.voice(Span(first.idx, first.idx + len(first)))
    holder = voice.party
    if holder is None:
        return None
    prior = next((row for row in reversed(before) if key(row.holder) == key(holder)), before[-1])
    own = key(prior.holder) == key(holder)
    if not own and sense != "against":
        return None  # what somebody else finds enough or in vain may be another thing altogether
    move, modality = _move(sense, prior, own=own)
    return replace(
        prior,
        anchor=Anchor(first, last.i, Entry((first.lemma_,), "VERB", "give", (), None, 1.0), True, None, None, ()),
        voice=voice,
        holder=holder,
        speaks=True,
        move=move,
        modality=modality,
        rule="goes on",
        conceder=_else(prior.conceder, holder, own=own),
        condition=None,
        probability=FADES * prior.probability,
    )


def _move(sense: str, prior: Coded, *, own: bool) -> tuple[Move, Modality]:
    """What is done by going on: the same refusal or objection again, an objection to what others do, or a weighing."""
    if sense != "effect" and own and prior.move in ("refuse", "oppose", "yield"):
        return prior.move, prior.modality
    if sense == "against":
        return ("yield", prior.modality) if prior.move == "yield" else ("oppose", "actual")
    return "assess", "actual" if prior.move == "yield" else "hypothetical"


def _else(party: Party | None, holder: Party, *, own: bool) -> Party | None:
    return party if own or key(party) != key(holder) else None


def _points(token: Token, scene: Scene) -> bool:
    """Tell whether a word points back at what was given up: "it", "such a step", "the offer", "a number"."""
    if token.lower_ in POINTING:
        return token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "det", "predet", "csubj")
    lexicon, lemma = scene.lexicon, token.lemma_.lower()
    return token.pos_ == "NOUN" and (lemma in lexicon.goods or lemma in lexicon.bargains or lemma in lexicon.acts)
