"""How a concession's item is put as a short label: its words without determiners, judgements and what trails."""

from collections.abc import Collection, Sequence

from pipeline.records import Token
from pipeline.statements.features import CONTENT, is_judgement

DROPPED = frozenset({"DET", "ADV", "SPACE", "INTJ", "SYM"})
LOOSE = frozenset({"ADP", "SCONJ", "CCONJ", "PART", "AUX", "PRON", "PUNCT", "DET"})
"""Parts of speech that neither open nor close a label."""
HYPHENS = frozenset("-‐‑–/")
EXTRA = 3
"""Content words a label may have beyond its limit, to reach the noun of its last modifier."""


def label(tokens: Sequence[Token], *, words: int, drop: Collection[str] = ()) -> str:
    """Return the label of an item: ``words`` content words and what stands between them.

    It runs on by at most EXTRA words where the cut would part a modifier from its noun. ``drop`` holds casefolded
    words to leave out (the holder's name). Names keep their capitals, all else is lower case.
    """
    kept = [t for t in _told(tokens) if t.text.casefold() not in drop] or list(tokens)
    short = kept[: _cut(kept, words=words)]
    while len(short) > 1 and short[-1].pos in LOOSE:
        short.pop()
    while len(short) > 1 and short[0].pos in LOOSE:
        short.pop(0)
    return _join(short)


def _told(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens that tell what is meant; a hyphen within a word is one of them."""
    return [t for i, t in enumerate(tokens) if _tells(t) or (t.text in HYPHENS and _is_inner(tokens, i))]


def _tells(token: Token) -> bool:
    said = any(c.isalnum() for c in token.text) and token.pos not in DROPPED
    return said and token.tag != "PRP$" and not is_judgement(token)


def _is_inner(tokens: Sequence[Token], at: int) -> bool:
    if not 0 < at < len(tokens) - 1:
        return False
    return tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start


def _cut(tokens: Sequence[Token], *, words: int) -> int:
    """Return how many tokens make a label of ``words`` content words; a hyphenated one counts once."""
    ends = [i for i, t in enumerate(tokens) if t.pos in CONTENT and not (i and tokens[i - 1].end == t.start)]
    if len(ends) <= words:
        return len(tokens)
    place = {t.token_id: i for i, t in enumerate(tokens)}
    last = ends[words] - 1
    while last and tokens[last].pos in LOOSE:
        last -= 1
    head = place.get(tokens[last].head, 0)
    return head + 1 if last < head and sum(last < i <= head for i in ends) <= EXTRA else last + 1


def _join(tokens: Sequence[Token]) -> str:
    pieces: list[str] = []
    for i, token in enumerate(tokens):
        if i and tokens[i - 1].end != token.start:
            pieces.append(" ")
        pieces.append(token.text if _is_name(token) else token.text.lower())
    return " ".join("".join(pieces).split())


def _is_name(token: Token) -> bool:
    return token.pos == "PROPN" or token.entity in ("NORP", "GPE", "LOC", "ORG", "PERSON")
