"""Would the concession bring what it is meant to bring, in its holder's eyes?"""

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.records import Efficacy
from pipeline.stance import words
from pipeline.stance.lexicon import Lexicon, Phrase

OPPOSITE: dict[str, Efficacy] = {"works": "fails", "fails": "works"}

UNKNOWN = Phrase(("know",), "unsure")
OPEN = frozenset({"whether", "if"})
TELLING = frozenset({"say", "tell", "claim"})
"""Words that must be out of reach ("cannot say"), not merely left unsaid ("did not say"), or deny a "that" clause."""


def judge(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Efficacy, words.Hit | None]:
    """Return the efficacy label of a passage in its holder's words, and the words that say it.

    A question says nothing; a denial turns `works` into `fails` and back where the lexicon says it may.
    """
    for token in tokens:
        if _unknown(token, lexicon):
            return "unsure", words.Hit(UNKNOWN, token, token, denied=True)
    if not tokens or tokens[-1].sent.text.rstrip(" \"”’'").endswith("?"):
        return "none", None
    for hit in words.find(tokens, lexicon.efficacy):
        if hit.last.dep_ == "amod" or _toils(hit.last) or (hit.first.lemma_ == "end" and hit.first.tag_ == "VBG"):
            continue  # "enough votes" count, "will work with allies" is labour, "ending the war" no forecast
        if hit.phrase.label == "unsure":
            return "unsure", hit
        if hit.denied and hit.phrase.turns:
            return OPPOSITE[hit.phrase.label], hit
        return ("works" if hit.phrase.label == "works" else "fails"), hit
    return "none", None


def _unknown(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a word says in so many words that something cannot be known: "nobody can tell whether"."""
    if token.lemma_.lower() not in lexicon.knowing or not (words.denied(token) or _nobody(token)):
        return False
    if token.lemma_ in TELLING and not any(t.lemma_ in ("can", "could") for t in token.children) and not _nobody(token):
        return token.lemma_ == "claim" and any(t.dep_ == "ccomp" for t in token.children) and _first(token)
    verb = token.head if token.dep_ == "acomp" else token
    return any(t.lower_ in OPEN and (t.head in verb.subtree or t in verb.subtree) for t in verb.sent)


def _toils(verb: Token) -> bool:
    """Tell whether "work" is what somebody does, with others or towards something."""
    company = any(t.lower_ in ("with", "together", "on", "towards", "toward", "to") for t in verb.children)
    return verb.lemma_ == "work" and (company or any(t.dep_ == "xcomp" for t in verb.children))


def _nobody(token: Token) -> bool:
    verb = token.head if token.dep_ == "acomp" else token
    return any(t.dep_ == "nsubj" and t.lower_ in ("nobody", "none", "who") for t in verb.children) or any(
        t.dep_ == "nsubj" and any(c.lower_ == "no" for c in t.children) for t in verb.children
    )


def _first(token: Token) -> bool:
    return any(t.dep_ == "nsubj" and t.lower_ in ("i", "we") for t in token.children)
