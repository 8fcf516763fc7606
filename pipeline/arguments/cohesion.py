"""Tell whether two units hang together visibly enough that one can be given as a reason for the other.

The judge of links learnt from set speeches, where nearly every sentence serves the speaker's case. In articles most
neighbours do not, so a link there needs a mark that can be pointed at: a connective (Stede et al., RST and argument
structure, 2016), or adjacency with words or a demonstrative that take up the other unit.
"""

from collections.abc import Sequence

from pipeline.arguments.parse import Parse
from pipeline.arguments.units import Judged, gives_reason

TAKING_UP = frozenset({"this", "that", "these", "those", "such"})
PERSONS = frozenset({"he", "she", "they", "it"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
TURNING = frozenset({"opens:contrast", "opens:addition", "opens:order", "opens:grant"})
SHOWN = ("class:evidence", "entity:number", "entity:time", "tag:VBD", "tag:CD", "class:event", "class:cause")
INSISTING = ("indeed", "in fact", "after all")
OPENING_WORDS = 3
REACH = 3
"""Units within which a claim that opens its paragraph is borne out."""
SURE_CLAIM, SURE_PREMISE = 0.55, 0.4


def hangs_together(parse: Parse, judged: Sequence[Judged], words: Sequence[frozenset[str]], i: int, j: int) -> bool:
    """Tell whether premise ``i`` is visibly given for claim ``j``; ``words`` are the content words of each unit."""
    source, target = judged[i], judged[j]
    if gives_reason(source, target):
        return True
    one, other = source.candidate, target.candidate
    if one.paragraph != other.paragraph or not (whole(parse, source) and whole(parse, target)):
        return False
    if announces(parse, target) or asks(target) or asks(source):
        return False
    if _marked(source, target, apart=abs(i - j), ahead=i < j):
        return True
    shared = words[i] & words[j]
    linked = bool(shared) or points(parse, source, PERSONS)
    return i > j and linked and _follows(judged, i, j) and _bears_out(parse, source, target)


def _marked(source: Judged, target: Judged, *, apart: int, ahead: bool) -> bool:
    """A connective says so: the claim that follows draws the result, or the premise that follows gives an instance."""
    if ahead:
        return "opens:result" in target.features and apart == 1
    return apart == 1 and ("opens:example" in source.features or _explains(source))


def _explains(source: Judged) -> bool:
    return "opens:reason" in source.features and ("word:after" in source.features or "word:because" in source.features)


def _follows(judged: Sequence[Judged], i: int, j: int) -> bool:
    """Tell whether premise ``i`` follows claim ``j`` in one voice: at once, or in a paragraph the claim opens."""
    one, other, between = judged[i].candidate, judged[j].candidate, judged[j + 1 : i]
    if len({o.candidate.speaker_id for o in judged[j : i + 1]}) > 1 or one.sentence_id == other.sentence_id:
        return False
    if not between:
        return one.sentence_id - other.sentence_id == 1
    opens = bool(judged[j].features.get("first of paragraph"))
    return opens and len(between) < REACH and not any(TURNING & set(o.features) for o in between)


def _bears_out(parse: Parse, source: Judged, target: Judged) -> bool:
    """A fact or finding follows its claim, without turning from it, counting on, or drawing what follows from it."""
    if (TURNING & set(source.features) and not insists(parse, source)) or points(parse, source, TAKING_UP):
        return False
    if "word:also" in source.features or target.p_claim < SURE_CLAIM:
        return False
    shown = any(name in source.features for name in SHOWN)
    return insists(parse, source) or shown or source.p_claim < SURE_PREMISE


def insists(parse: Parse, one: Judged) -> bool:
    """Tell whether a unit goes on to bear out what stands before it ("Indeed, …")."""
    opening = " ".join(t.lower_ for t in parse.tokens(one.candidate.span)[:OPENING_WORDS])
    return opening.startswith(INSISTING)


def points(parse: Parse, one: Judged, pointers: frozenset[str]) -> bool:
    """Tell whether a unit opens with a word that points back."""
    return any(t.lower_ in pointers for t in parse.tokens(one.candidate.span)[:OPENING_WORDS])


def whole(parse: Parse, one: Judged) -> bool:
    """Tell whether a unit is a clause with a finite verb and a subject of its own, not the torso of one."""
    tokens = parse.tokens(one.candidate.span)
    return any(t.tag_ in FINITE for t in tokens) and any(t.dep_ in SUBJECTS for t in tokens)


def announces(parse: Parse, one: Judged) -> bool:
    """Tell whether a unit only says that points will follow ("There are three reasons.")."""
    tokens = parse.tokens(one.candidate.span)
    after = parse.text[one.candidate.span.end : one.candidate.span.end + 1]
    counted = any(t.dep_ == "nummod" and t.ent_type_ == "CARDINAL" and t.i < tokens.start + 5 for t in tokens)
    return after == ":" or (counted and len(tokens) <= 14)


def asks(one: Judged) -> bool:
    """Tell whether a unit is a question."""
    return "mark:?" in one.features
