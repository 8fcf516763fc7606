"""Headlines of other stories that a site sets between the paragraphs of this one."""

import re
from collections.abc import Sequence

GLUED = re.compile(r"[^.!?“”\"]{2,60}[^\s\d:]:[A-Z‘'\"“]")
LABELLED = re.compile(r"[A-Z][A-Z’' &-]{4,40}: \S")
HEADLINE = re.compile(r"[^.!?]{3,50}: \S")
STOP = re.compile(r"[.!?…:;,][\"”’')\]]*$")

SAYS_SO = re.compile(
    r"[’'](?:s Not|re|ll|ve)\b|\b(?:Is|Are|Was|Were|Has|Have|Had|Will|Can|May|Must|Should|Says?|Not)\b|[()\d?—]"
)
ENOUGH = 8
"""Paragraphs of prose that an article has where a single heading is not its own."""


def lone_label(texts: Sequence[str]) -> int | None:
    """Return the index of a label for a chart or list that the text does not have, null when there is none.

    It is the only line among the prose that has no full stop, a name in capitals and no clause: "Trade Between the
    Two Banks". Where an article has subheads it has several, and they are kept.
    """
    prose = sum(_is_prose(t) for t in texts)
    lines = [i for i, t in enumerate(texts) if not STOP.search(t) and len(t.split()) <= 14]
    if prose < ENOUGH or len(lines) != 1 or not 0 < lines[0] < len(texts) - 1:
        return None
    text = texts[lines[0]]
    long = [w for w in text.split() if len(w) >= 4 and w[0].isalpha()]
    titled = len(long) >= 2 and all(w[0].isupper() for w in long) and not text.isupper()
    return lines[0] if titled and len(text.split()) >= 4 and not SAYS_SO.search(text) else None


def is_link(text: str, *, before: str, after: str) -> bool:
    """Tell whether a paragraph is the headline of another story: a label, a colon, no full stop, prose on both sides.

    Subheads of the story itself are kept: they rarely hold a colon, and to lose one is worse than to keep a link.
    """
    if STOP.search(text) or not 4 <= len(text.split()) <= 30 or text[0] in '•*-–—“"':
        return False
    if not (_is_prose(before) and _is_prose(after)):
        return False
    if GLUED.match(text) or LABELLED.match(text):
        return True
    return bool(HEADLINE.match(text)) and len(text.split()) >= 8 and len(text.split(":")[0].split()) <= 5


def announces_nothing(text: str) -> bool:
    """Tell whether a last paragraph is a label for a chart or list that the text does not have."""
    return text.endswith(":") and len(text.split()) <= 10


def _is_prose(text: str) -> bool:
    return len(text.split()) >= 12 and STOP.search(text) is not None and not text.endswith(":")
