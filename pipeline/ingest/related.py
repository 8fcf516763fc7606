"""Headlines of other stories that a site sets between the paragraphs of this one."""

import re

GLUED = re.compile(r"[^.!?“”\"]{2,60}[^\s\d:]:[A-Z‘'\"“]")
LABELLED = re.compile(r"[A-Z][A-Z’' &-]{4,40}: \S")
HEADLINE = re.compile(r"[^.!?]{3,50}: \S")
STOP = re.compile(r"[.!?…:;,][\"”’')\]]*$")


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
