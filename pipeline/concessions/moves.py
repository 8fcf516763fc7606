"""What is done with a concession.

The move follows from the bargaining words that govern the act, innermost first, and from the mood of the verb; the
codebook's table and hard cases decide.
"""

from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Token

from pipeline.concessions import syntax, triggers
from pipeline.concessions.lexicon import Lexicon
from pipeline.concessions.mentions import Anchor, Operator
from pipeline.concessions.modality import Mood, carrier, mood
from pipeline.concessions.triggers import bargainer
from pipeline.records import Move

MEANING = frozenset({"mean", "signify", "suggest", "indicate", "imply", "prove", "show"})
Side = Literal["own", "other", "unknown"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A move and who makes it."""

    move: Move
    by: Token | None
    """Head of the noun phrase that names who makes the move; null when it is whoever speaks."""
    rule: str
    """Name of the rule that decided, for confidences and explanations."""


def decide(anchor: Anchor, *, side: Side, advocate: bool, narrated: bool, lexicon: Lexicon) -> Decision:
    """Return the move made at ``anchor``.

    ``side`` tells whether the giver is on the side of whoever speaks, ``advocate`` whether the speaker belongs to
    neither side (an author, an analyst), ``narrated`` whether nobody is relayed.
    """
    if anchor.operators:
        return _governed(anchor, advocate=advocate, narrated=narrated, lexicon=lexicon)
    how = mood(anchor.token, lexicon)
    if anchor.entry.sense == "forbear":
        how = replace(how, negated=False)
    return _bare(anchor, how, side=side, advocate=advocate, narrated=narrated, lexicon=lexicon)


def _governed(anchor: Anchor, *, advocate: bool, narrated: bool, lexicon: Lexicon) -> Decision:
    first = anchor.operators[0]
    second = anchor.operators[1] if len(anchor.operators) > 1 else None
    above = mood(first.token, lexicon)
    doer = bargainer(first.token, lexicon)
    if first.entry.sense == "doubt" or (second and second.entry.sense == "doubt"):
        return Decision("assess", None, "doubt")
    if above.asked or above.supposed or (above.possible and narrated):
        return Decision("assess", None, "supposed or asked")
    if first.entry.sense == "agree" and narrated and above.willing and not above.negated:
        return Decision("yield", None, "would agree")
    if first.entry.sense == "oppose" and advocate and above.possible:
        return Decision("oppose", None, "can stop it")
    if first.token.pos_ == "NOUN" and syntax.actor(first.token) is not None:
        above = replace(above, negated=syntax.negated(first.token))  # "did not heed her demand": it was made
    if first.entry.sense == "judge":
        return Decision("assess" if above.hypothetical else "yield", doer, "judged")
    move = _first(anchor, first, above, doer, lexicon)
    if above.obliged and not above.negated:
        return _obliged(move)
    if second is not None:
        return _second(move, doer, second, lexicon)
    if first.entry.sense == "agree" and move == "offer" and above.perfect:
        return Decision("yield", None, "agreed")
    if move == "offer" and advocate and doer is None:
        return Decision("assess", None, "offer nobody makes")
    return Decision(move, doer, f"governed by {first.entry.sense}")


def _first(anchor: Anchor, first: Operator, above: Mood, doer: Token | None, lexicon: Lexicon) -> Move:
    """The move of the innermost bargaining word, by what it governs and whether it is denied."""
    keep = anchor.is_act and anchor.entry.sense == "keep"
    denied = (
        anchor.is_act and anchor.entry.sense != "forbear" and mood(anchor.token, lexicon).negated and not above.negated
    )
    sense = first.entry.sense
    if sense in ("offer", "agree"):
        return "refuse" if above.negated or keep or denied else "offer"
    if sense == "demand":
        if _by_itself(anchor, doer):
            return "refuse" if denied or keep else "offer"
        return "assess" if above.negated else "oppose" if keep else "demand"
    if sense == "urge":
        return "oppose" if keep or denied or above.negated else "urge"
    if sense == "refuse":
        return "assess" if above.negated else "refuse"
    return "urge" if keep else "oppose"


def _by_itself(anchor: Anchor, doer: Token | None) -> bool:
    """Tell whether who demands would also do the act: "they want to lift the sanctions"."""
    asked_by_noun = anchor.operators[0].token.pos_ == "NOUN"
    if not anchor.is_act or not anchor.token.tag_.startswith("VB") or doer is None or asked_by_noun:
        return False
    giver = syntax.actor(anchor.token)
    if giver is None:
        return False
    return giver.i == doer.i or (
        giver.lower_ in ("it", "he", "she", "they", "we", "i") and giver.i > doer.i and giver.head.dep_ == "ccomp"
    )


def _obliged(move: Move) -> Decision:
    """What a speaker does who says that somebody should make a move: "they should reject it"."""
    if move in ("refuse", "oppose"):
        return Decision("oppose", None, "should refuse")
    return Decision("urge", None, "should bargain")


def _second(move: Move, doer: Token | None, second: Operator, lexicon: Lexicon) -> Decision:
    """The move when another bargaining word governs the first: "urged him to reject", "refused to offer"."""
    outer = bargainer(second.token, lexicon)
    sense = second.entry.sense
    if sense in ("demand", "urge"):
        if move in ("refuse", "oppose"):
            return Decision("oppose", outer, "asked to refuse")
        return Decision(
            move if move == "demand" else "demand" if sense == "demand" else "urge", outer, "asked to bargain"
        )
    denied = sense in ("offer", "agree") and mood(second.token, lexicon).negated
    if (sense == "refuse" or denied) and move in ("offer", "demand", "urge"):
        return Decision("refuse", outer, "refuses to bargain")
    if sense == "oppose":
        return Decision("oppose", outer, "against bargaining")
    return Decision(move, doer, "bargains to bargain")


def _bare(anchor: Anchor, how: Mood, *, side: Side, advocate: bool, narrated: bool, lexicon: Lexicon) -> Decision:
    """The move of an act that no bargaining word governs: its mood decides."""
    keep = anchor.entry.sense == "keep"
    doer = syntax.actor(anchor.token)
    if not narrated and not keep and _condemned(anchor.token, lexicon):
        return Decision("oppose", None, "would do harm")
    if anchor.goods == "verdict" and not narrated:
        return Decision("oppose", None, "bad deal")
    if anchor.entry.sense == "blame" and not narrated and not how.negated:
        pointed = any(
            t.dep_ in ("det", "poss") and t.lower_ not in ("a", "an", "any", "no") for t in anchor.token.children
        )
        return Decision("yield" if pointed or how.done else "oppose", None, "blamed")
    if how.supposed or how.asked:
        dealer = _dealer(anchor.token, lexicon)
        return Decision("demand", dealer, "price") if dealer else Decision("assess", None, "supposed or asked")
    if how.obliged and not (carrier(anchor.token).lemma_ == "be" and anchor.token.tag_.startswith("N")):
        return _duty(how.negated != keep, side=side, advocate=advocate)
    if how.negated != keep:
        return _denied(anchor, how, doer, own=side == "own" or (side == "unknown" and not advocate), narrated=narrated)
    if advocate and _as_means(anchor.token):
        return Decision("urge", None, "can do good by giving")
    if how.willing:
        if side == "own" and not narrated and not advocate:
            return Decision("offer", None, "will give")
        return Decision("assess", None, "would give")
    if how.possible:
        return Decision("offer" if side == "own" and not narrated else "assess", None, "may give")
    return _done(anchor, how, lexicon)


def _dealer(token: Token, lexicon: Lexicon) -> Token | None:
    """Return who makes an act the price of talking at all: "rebels refuse to talk unless the army stops"."""
    for word in (token, *syntax.chain(token)):
        marks = {t.lower_ for t in syntax.children(word, "mark")}
        if word.dep_ == "advcl" and "unless" in marks:
            above = word.head
            refused = any(e.sense == "refuse" for e in lexicon.bargains.get(above.lemma_.lower(), ()))
            denied = syntax.negated(above) and bool(set(syntax.modals(above)) & {"will", "would", "wo"})
            return syntax.actor(above) if refused or denied else None
    return None


def _condemned(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether an act is the subject of a verdict: "any retreat would be a betrayal"."""
    for word in (token, *syntax.chain(token)):
        if word.dep_ in ("nsubj", "csubj", "nsubjpass"):
            return any(_harms(verb, lexicon) for verb in (word.head, *syntax.children(word.head, "conj")))
        if word.dep_ not in ("amod", "compound", "prep", "pobj", "dobj", "pcomp"):
            return False
    return False


def _harms(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb foretells harm: of "would not end the raids but invite more" the second does."""
    start = min([verb.i, *(t.i for t in syntax.children(verb, "aux"))])
    end = min([syntax.right_edge(verb), *(t.left_edge.i for t in syntax.children(verb, "conj"))])
    foretold = bool(set(syntax.modals(verb)) & {"would", "will", "could", "can", "might", "may"})
    found = triggers.said(list(verb.doc[start:end]), lexicon, foretold=foretold)
    return foretold and not syntax.negated(verb) and found is not None and found[2] != "effect"


def _as_means(token: Token) -> bool:
    """Tell whether an act is named as the way to something that can be done: "can calm them by lifting the ban"."""
    for above in (token, *syntax.chain(token)):
        if above.dep_ == "pcomp" and above.head.lower_ == "by":
            by = above.head
            before = by.doc[max(by.sent.start, by.i - 10) : by.i]
            return any(t.lower_ in ("can", "could", "should", "must") for t in before)
    return False


def _duty(against: bool, *, side: Side, advocate: bool) -> Decision:
    if against:
        return Decision("refuse" if side == "own" and not advocate else "oppose", None, "must not")
    return Decision("urge" if advocate or side == "own" else "demand", None, "must")


def _denied(anchor: Anchor, how: Mood, doer: Token | None, *, own: bool, narrated: bool) -> Decision:
    """A denied act: refused by who would give it, else only denied."""
    if (how.willing or how.possible) and own and not narrated:
        return Decision("refuse", None, "will not")
    gerund = anchor.token.tag_ == "VBG" and not syntax.children(anchor.token, "aux")
    if doer is not None and (how.willing or gerund or anchor.entry.sense == "keep") and narrated:
        return Decision("refuse", doer, "will not")
    return Decision("assess", None, "denied")


def _belied(verb: Token) -> bool:
    """Tell whether a clause is what something does not mean: "the vote does not signify that they gave in"."""
    above = verb.head
    return verb.dep_ == "ccomp" and above.lemma_ in MEANING and syntax.negated(above)


def _done(anchor: Anchor, how: Mood, lexicon: Lexicon) -> Decision:
    """An act in plain tense is yielded; a noun only when a verb of giving or getting carries it."""
    if anchor.token.tag_.startswith("VB") and anchor.token.dep_ not in ("amod", "compound"):
        if how.done and _belied(anchor.token):
            return Decision("assess", None, "denied")
        return Decision("yield" if how.done else "assess", None, "done" if how.done else "named")
    verb = carrier(anchor.token)
    if how.done and verb.lemma_ in lexicon.verbs:
        return Decision("yield", None, "given")
    return Decision("assess", None, "named")
