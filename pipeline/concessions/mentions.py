"""Find the words that put a concession in play: acts that give something up, and words that bargain over it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.concessions import syntax, triggers
from pipeline.concessions.lexicon import Entry, Lexicon

GOVERNING = frozenset(
    {"xcomp", "ccomp", "dobj", "pobj", "prep", "pcomp", "acl", "attr", "acomp", "oprd", "nsubjpass", "dative", "dep"}
)
COMPLEMENTS = frozenset({"actor", "clause", "infinitive", "never"})
"""What a bargaining word may need that is no class of goods."""
APART = frozenset({"despite", "amid", "after", "before", "while"})
"""Prepositions that part what follows them from the verb above."""


@dataclass(frozen=True, slots=True)
class Operator:
    """A bargaining word with the concession in its scope."""

    token: Token
    entry: Entry


@dataclass(frozen=True, slots=True)
class Anchor:
    """One trigger in its sentence, with what it gives and what governs it."""

    token: Token
    """Head of the trigger."""
    last: int
    """Index of its last token."""
    entry: Entry
    is_act: bool
    """True for an act that gives something up, false for a bargaining word that stands alone."""
    thing: Token | None
    """Head of what is given up."""
    goods: str | None
    """Its class in `goods.tsv`."""
    operators: tuple[Operator, ...]
    """Bargaining words that govern it, innermost first; a bargaining word alone is its own."""


def find(sentence: Sequence[Token], lexicon: Lexicon) -> list[Anchor]:
    """Return the anchors of one parsed sentence, in order of their heads."""
    acts = [found for token in sentence if (found := _act(token, lexicon))]
    taken = {op.token.i for act in acts for op in act.operators} | {i for a in acts for i in _trigger(a)}
    alone = [found for token in sentence if token.i not in taken and (found := _alone(token, lexicon))]
    given = {a.thing.i for a in acts if a.thing is not None}
    return sorted([*acts, *(b for b in alone if b.token.i not in given)], key=lambda a: a.token.i)


def _trigger(anchor: Anchor) -> range:
    return (
        range(anchor.token.i, anchor.last + 1)
        if len(anchor.entry.words) > 1
        else range(anchor.token.i, anchor.token.i + 1)
    )


def _act(token: Token, lexicon: Lexicon) -> Anchor | None:
    for entry, last in triggers.entries(token, lexicon.acts):
        if triggers.lookalike(token, lexicon):
            return None
        thing, goods = triggers.given(token, entry, lexicon)
        if (entry.needs and thing is None) or (entry.sense == "forbear" and not syntax.negated(token)):
            continue
        if thing is not None and goods == "act" and triggers.lookalike(thing, lexicon):
            return None
        if token.dep_ == "compound" and (talks := operator(token.head, lexicon)) and talks.entry.sense == "void":
            return None  # "disarmament talks" are talks
        above = tuple(_operators(token, lexicon))
        if any(op.entry.sense == "void" for op in above[:1]) or (token.dep_ == "amod" and token.tag_ == "VBN"):
            return None
        return Anchor(token, last, entry, True, thing, goods, above)
    return None


def _alone(token: Token, lexicon: Lexicon) -> Anchor | None:
    for entry, last in triggers.entries(token, lexicon.bargains):
        if entry.sense in ("doubt", "void") or "never" in entry.needs or triggers.lookalike(token, lexicon):
            continue
        thing, goods = triggers.given(token, entry, lexicon) if set(entry.needs) - COMPLEMENTS else (None, None)
        if not _complete(token, entry, thing, lexicon):
            continue
        above = (Operator(token, entry), *(() if token.pos_ == "NOUN" else _operators(token, lexicon)))
        return Anchor(token, last, entry, False, thing, goods, above)
    return None


def _complete(token: Token, entry: Entry, thing: Token | None, lexicon: Lexicon) -> bool:
    """Tell whether a bargaining word has what it needs to count without an act in its scope."""
    if not entry.needs:
        return True
    if "actor" in entry.needs:
        doer = triggers.bargainer(token, lexicon)
        return doer is not None and triggers.is_actor(doer, lexicon)
    if "infinitive" in entry.needs:
        return any(c.tag_ == "VB" for c in syntax.children(token, "xcomp"))
    if "clause" in entry.needs:
        if any(_other_actor(clause, token, lexicon) for clause in syntax.children(token, "ccomp", "xcomp")):
            return True
        return triggers.addressed(token, lexicon) is not None
    return thing is not None


def _other_actor(clause: Token, above: Token, lexicon: Lexicon) -> bool:
    doer, asker = syntax.actor(clause), syntax.actor(above)
    if triggers.factual(clause):
        return False
    return doer is not None and triggers.is_actor(doer, lexicon) and (asker is None or doer.i != asker.i)


def _operators(token: Token, lexicon: Lexicon) -> Iterator[Operator]:
    """Yield the bargaining words that govern ``token``, innermost first."""
    below = token
    for above in syntax.chain(token):
        if below.dep_ == "conj":
            if syntax.children(below, "nsubj", "nsubjpass"):
                return
            below = above
            continue
        if below.dep_ == "relcl" and lexicon.goods.get(above.lemma_.lower()) == "settlement":
            below = above  # "will not agree to a deal that makes them withdraw"
            continue
        if below.dep_ in ("nsubj", "csubj"):
            yield from _over_subject(above, lexicon)
            return
        if below.dep_ not in GOVERNING or (
            below.dep_ == "prep" and below.lower_ in ("despite", "amid", "after", "before", "while")
        ):
            return
        found = operator(above, lexicon)
        if found and not _asserts(found, below) and not _about(found, below) and not _joins(found.token):
            yield found
        below = above


def _over_subject(verb: Token, lexicon: Lexicon) -> Iterator[Operator]:
    """Yield what governs the subject of ``verb``: its predicate, or a warning of what it would do."""
    if verb.lemma_ == "be":
        yield from (op for t in syntax.children(verb, "acomp", "attr") if (op := operator(t, lexicon)))
    if verb.dep_ == "ccomp" and verb.head.lemma_ == "warn" and (warning := operator(verb.head, lexicon)):
        yield warning


def _about(found: Operator, below: Token) -> bool:
    """Tell whether a noun of talking only stands above: "talks with a team of ...", not "talks to end ..."."""
    return found.entry.sense == "void" and found.token.pos_ == "NOUN" and below.dep_ != "acl"


def _joins(token: Token) -> bool:
    """Tell whether a noun is part of a conjunction: "on condition that"."""
    return token.lower_ == "condition" and token.head.lower_ == "on" and token.dep_ == "pobj"


def _asserts(found: Operator, below: Token) -> bool:
    """Tell whether a word of demanding only asserts a fact: "insisted that it had made concessions"."""
    return found.entry.sense == "demand" and triggers.factual(below)


def operator(token: Token, lexicon: Lexicon) -> Operator | None:
    """Return the bargaining word that ``token`` heads, if it heads one."""
    for entry, _ in triggers.entries(token, lexicon.bargains):
        return Operator(token, entry)
    return None
