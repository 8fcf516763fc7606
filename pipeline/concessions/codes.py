"""Event codes of a move: those of CAMEO (Schrodt 2012) and PLOVER (Halterman et al. 2023)."""

from pipeline.concessions.lexicon import Lexicon
from pipeline.concessions.mentions import Anchor
from pipeline.records import Move

CAMEO = {"demand": "105", "urge": "025", "offer": "035", "yield": "08", "refuse": "124"}
PLOVER = {"demand": "REQUEST", "offer": "AGREE", "refuse": "REJECT"}
RETREAT = ("084", "085", "086", "087")


def codes(move: Move, anchor: Anchor, lexicon: Lexicon) -> tuple[str | None, str | None]:
    """Return the CAMEO and PLOVER codes of a move, finer where what is given tells it."""
    given = _given(anchor, lexicon)
    if move == "yield":
        code = given[0] if given else CAMEO["yield"]
        return code, "RETREAT" if code.startswith(RETREAT) else "CONCEDE"
    root = CAMEO.get(move)
    if root is None:
        return None, None
    return root + (given[1] or "" if given else ""), PLOVER.get(move)


def _given(anchor: Anchor, lexicon: Lexicon) -> tuple[str, str | None] | None:
    """The codes of what is given: by the word that tells most, else by the kind of act, else by the class of goods."""
    words = [anchor.thing.lemma_.lower()] if anchor.thing is not None else []
    kind = None
    if anchor.is_act:
        act, kind = " ".join(anchor.entry.words), anchor.entry.kind
        words = [f"{act} {anchor.goods}", *words, act]
    finer = next((lexicon.codes[f"={w}"] for w in words if f"={w}" in lexicon.codes), None)
    if finer is not None:
        return finer
    if kind is not None and kind in lexicon.codes and anchor.goods not in ("prisoner", "siege"):
        return lexicon.codes[kind]
    return lexicon.codes.get(anchor.goods or "") or lexicon.codes.get(kind or "")
