"""What an item is about, as a small set of features: its content words' stems and the class of its act.

A feature is a letter for its kind, a colon and the stem: `c` the class of an act (lift, ease and relief are `c:end`),
`n` a noun or verb, `p` a name, `a` another word, `d` a number, `g` a word that says little.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.records import Token

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
WEIGHTS = {"n": 1.0, "p": 1.0, "a": 0.5, "c": 0.5, "g": 0.25, "d": 0.25}
STEM = 4
"""Letters a stem keeps at least."""
PARTICLES = frozenset({"back", "down", "off", "out", "over", "up"})


@dataclass(frozen=True, slots=True)
class Word:
    """One content word of an item: its lemma (a verb's with its particle), part of speech and token position."""

    lemma: str
    pos: str
    at: int


def features(words: Sequence[Word]) -> frozenset[str]:
    """Return the features of an item's content words; empty when it has none.

    An act that is all there is ("the lifting") counts as a content word besides.
    """
    acts = {_acts()[w.lemma] for w in words if _is_act(w)}
    rest = {_feature(w) for w in words if not _is_act(w)}
    if all(f.startswith(("a:", "d:")) for f in rest):
        rest |= {f"n:{stem(w.lemma, verb=w.pos == 'VERB')}" for w in words if _is_act(w)}
    return frozenset({f"c:{act}" for act in acts} | rest)


def content_words(tokens: Sequence[Token], *, drop: Collection[str] = ()) -> list[Word]:
    """Return the content words of an item's tokens, without those of ``drop`` (casefolded words of the holder's name).

    A particle goes with the verb before it ("give up"), and empty verbs and judgements ("make", "major") are left out.
    """
    words: list[Word] = []
    for at, token in enumerate(tokens):
        if token.pos not in CONTENT or token.text.casefold() in drop:
            continue
        lemma = token.lemma.casefold()
        if token.pos == "VERB" and at + 1 < len(tokens) and tokens[at + 1].text.casefold() in PARTICLES:
            lemma = f"{lemma} {tokens[at + 1].text.casefold()}"
        if not (is_judgement(token) or _generic().get(lemma) == "empty") and any(c.isalnum() for c in lemma):
            words.append(Word(lemma, token.pos, at))
    return words


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the weighted Jaccard likeness in [0, 1] of two sets of features.

    It depends on the two alone, so that adding articles moves no pair. Acts of two classes are unlike by definition:
    to lift a sanction and to extend it are two concessions.
    """
    shared = a & b
    if not shared or not _acts_agree(a - b, b - a):
        return 0.0
    common = weight(shared)
    return common / (weight(a - b) + weight(b - a) + common)


def _acts_agree(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether at most one of two sets has an act that the other lacks."""
    return not (any(f[0] == "c" for f in a) and any(f[0] == "c" for f in b))


def weight(features: Collection[str]) -> float:
    """Return the summed weight of features."""
    return sum(WEIGHTS[f[0]] for f in features)


def stem(word: str, *, verb: bool) -> str:
    """Cut the ending that parts a noun of action from its verb ("enrichment", "enrich"); of a verb also its last e."""
    for ending in _suffixes():
        if word.endswith(ending) and len(word) - len(ending) >= STEM:
            return word.removesuffix(ending)
    return word[:-1] if verb and word.endswith("e") and len(word) > STEM else word


def is_judgement(token: Token) -> bool:
    """Tell whether a token is an adjective that judges or measures rather than says what kind ("major", "new")."""
    return token.pos == "ADJ" and _generic().get(token.lemma.casefold()) == "judgement"


def _is_act(word: Word) -> bool:
    return word.pos in ("NOUN", "VERB") and word.lemma in _acts()


def _feature(word: Word) -> str:
    if word.pos == "PROPN":
        return f"p:{word.lemma.replace('.', '')}"
    if word.pos == "NUM":
        return f"d:{word.lemma}"
    if _generic().get(word.lemma) == "light":
        return f"g:{word.lemma}"
    kind = "a" if word.pos == "ADJ" else "n"
    return f"{kind}:{stem(word.lemma, verb=word.pos == 'VERB')}"


def _lines(name: str) -> list[str]:
    text = files("pipeline.statements").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _pairs(name: str) -> dict[str, str]:
    rows = (line.partition("\t") for line in _lines(name))
    return {lemma: kind for lemma, _, kind in rows}


@cache
def _acts() -> dict[str, str]:
    return _pairs("acts.tsv")


@cache
def _generic() -> dict[str, str]:
    return _pairs("generic.tsv")


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(sorted(_lines("suffixes.txt"), key=lambda s: (-len(s), s)))
