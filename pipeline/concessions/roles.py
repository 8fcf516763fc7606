"""Who would give what to whom, read off the parse."""

from spacy.tokens import Token

from pipeline.concessions import phrases, syntax
from pipeline.concessions.lexicon import Lexicon
from pipeline.concessions.mentions import Anchor
from pipeline.concessions.triggers import addressed, is_actor
from pipeline.spans import Span, trim

LONGEST = 15
"""How many words an item has at most."""
MARKS = ' \t\n,;:."“”'


def giver(anchor: Anchor, lexicon: Lexicon) -> Token | None:
    """Return who would give up what is at ``anchor``, as the head of a noun phrase; null when the words do not say."""
    if anchor.is_act:
        own = syntax.actor(anchor.token) if _verbal(anchor.token) else _giver_of_noun(anchor, lexicon)
        if own is not None and is_actor(own, lexicon):
            return own
        return (_owner(anchor.thing) if anchor.operators and anchor.thing is not None else None) or own
    for clause in syntax.children(anchor.token, "ccomp", "xcomp", "acl"):
        doer = syntax.actor(clause)
        if doer is not None:
            return doer
    if anchor.operators[0].entry.sense in ("demand", "urge") and (name := addressed(anchor.token, lexicon)):
        return name
    if anchor.operators[0].entry.sense in ("offer", "refuse", "agree"):
        return syntax.actor(anchor.token)
    return _after(anchor.token, ("of", "on", "to"))


def _owner(thing: Token) -> Token | None:
    """Whose the thing is that is asked for: "limits on Oru's fleet"."""
    return next((t for t in thing.children if t.dep_ == "poss"), None)


def _giver_of_noun(anchor: Anchor, lexicon: Lexicon) -> Token | None:
    """Who gives a noun: its possessor, whose it is asked "from", or the subject of the verb that gives it."""
    owner = syntax.actor(anchor.token)
    if owner is not None:
        return owner
    verb = next((t for t in syntax.chain(anchor.token) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or anchor.token.dep_ not in ("dobj", "pobj", "conj", "attr"):
        return None
    if any(op.token.i == verb.i and op.entry.sense in ("demand", "urge") for op in anchor.operators):
        return _after(verb, ("from", "of", "on"))
    if lexicon.verbs.get(verb.lemma_) == "get":
        return _after(verb, ("from",)) or _after(anchor.token, ("from", "by"))
    return syntax.actor(verb)


def receiver(anchor: Anchor, lexicon: Lexicon) -> Token | None:
    """Return to whom it would be given: "to X", "for X", the dative, or whom a sanction is "on" or "against"."""
    words = [anchor.token] + ([anchor.thing] if anchor.thing is not None else [])
    for word in words:
        for name in syntax.children(word, "dative"):
            if name.pos_ != "ADP" and is_actor(name, lexicon):
                return name
    towards = (
        ("to", "for", "on", "against", "with") if anchor.goods in ("sanction", "tariff", "siege") else ("to", "for")
    )
    for word in words:
        found = _after(word, towards)
        if found is not None and is_actor(found, lexicon):
            return found
    return None


def item(anchor: Anchor, text: str) -> Span | None:
    """Return what would be given up, as a phrase of the text: the act with its object, or the noun phrase."""
    start, end = _phrase(anchor)
    doc = anchor.token.doc
    start, end = phrases.bare(doc, start, phrases.whole(doc, start, end, longest=LONGEST))
    if start == end:
        return None
    span = trim(text, Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])), strip=MARKS)
    return span if span.end > span.start else None


def _phrase(anchor: Anchor) -> tuple[int, int]:
    """Return the token range of the item before its edges are trimmed."""
    token = anchor.token
    if anchor.is_act and _verbal(token):
        if anchor.thing is not None and anchor.thing.i < token.i:
            return syntax.noun_phrase(anchor.thing)
        return token.i, max([anchor.last + 1, *(syntax.noun_phrase(t)[1] for t in _near(anchor))])
    if not anchor.is_act and anchor.thing is None:
        return _asked(anchor)
    return syntax.noun_phrase(token if anchor.is_act or anchor.thing is None else anchor.thing)


def _asked(anchor: Anchor) -> tuple[int, int]:
    """Return the token range of what a bargaining word alone asks for: the verb phrase of its clause, or its object."""
    token = anchor.token
    clauses = [c for c in syntax.children(token, "ccomp", "xcomp", "acl") if c.i > token.i]
    if clauses:
        verb = clauses[0]
        told = verb.pos_ in ("VERB", "AUX") and not syntax.negated(verb)
        return (verb.i if told else verb.left_edge.i), syntax.right_edge(verb)
    if token.tag_.startswith("VB"):
        objects = syntax.things(token, towards=anchor.entry.words[-1])
        return syntax.noun_phrase(objects[0]) if objects else (token.i, anchor.last + 1)
    return syntax.noun_phrase(token)


def _near(anchor: Anchor) -> list[Token]:
    """Heads of what follows an act and belongs to it."""
    found = [
        t
        for t in syntax.things(anchor.token, towards=anchor.entry.words[-1])
        if t.i > anchor.token.i and t.dep_ != "conj"
    ]
    return found + [t for t in ([anchor.thing] if anchor.thing is not None else []) if t.i > anchor.token.i]


def _verbal(token: Token) -> bool:
    return token.tag_.startswith("VB")


def _after(word: Token, prepositions: tuple[str, ...]) -> Token | None:
    """Return the noun that one of the prepositions ties to ``word``."""
    for prep in syntax.children(word, "prep", "dative"):
        if prep.lower_ in prepositions:
            for noun in syntax.children(prep, "pobj"):
                return noun
    return None
