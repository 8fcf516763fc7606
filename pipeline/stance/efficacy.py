"""Would the concession bring what it is meant to bring, in its holder's eyes?"""

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.records import Efficacy
from pipeline.stance import words
from pipeline.stance.lexicon import Lexicon

OPPOSITE: dict[str, Efficacy] = {"works": "fails", "fails": "works"}


def judge(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Efficacy, words.Hit | None]:
    """Return the efficacy label of a passage in its holder's words, and the words that say it.

    A question says nothing; a denial turns `works` into `fails` and back where the lexicon says it may.
    """
    if not tokens or tokens[-1].sent.text.rstrip(" \"”’'").endswith("?"):
        return "none", None
    for hit in words.find(tokens, lexicon.efficacy):
        if hit.last.dep_ == "amod":
            continue  # "enough votes" counts votes
        if hit.phrase.label == "unsure":
            return "unsure", hit
        if hit.denied and hit.phrase.turns:
            return OPPOSITE[hit.phrase.label], hit
        return ("works" if hit.phrase.label == "works" else "fails"), hit
    return "none", None
