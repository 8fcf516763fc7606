"""Headline and deck, told by their shape and what stands around them."""

import re
from collections.abc import Sequence
from statistics import median

from pipeline.ingest import dates, lexicon, names

ROLE_LINE = re.compile(
    r"(?:(?:opinion|guest|staff|political|foreign|senior|chief|special|contributing|associated press|reuters|afp|our|"
    r"diplomatic|white house|national|economics?|defen[cs]e|world|europe|middle east|\w+ bureau)\s+){0,4}"
    r"(?:contributors?|columnists?|writers?|correspondents?|reporters?|editors?|staff|bureau chief)"
    r"(?:,? (?:in|for|at) .{2,40})?",
    re.IGNORECASE,
)
STOP = re.compile(r"[.!?…][\"”’')\]]*$")
SPEECH = re.compile(r"\b(?:said|says|told|according to)\b")


def signed_below(rest: Sequence[str]) -> bool:
    """Tell whether the next paragraph is what stands below an author's name: a role, a paper, a date."""
    following = rest[0] if rest else ""
    return bool(ROLE_LINE.fullmatch(following) or lexicon.masthead(following) or dates.line(following))


def is_title(text: str, after: Sequence[str]) -> bool:
    """Tell whether a first paragraph is a headline: short, and not a sentence of the story."""
    words = text.split()
    longer = [t for t in after if len(t.split()) >= 20]
    if not 2 <= len(words) <= 30 or len(text) > 220 or not longer or text[:1].islower() or text[-1] in ":;,-–—":
        return False
    if text[0] in '“"•*-–—(' and (SPEECH.search(text) or text[0] in "•*-–—("):
        return False
    if not STOP.search(text):
        return not SPEECH.search(text) or len(words) <= 16
    if text[-1] in "?!":
        return len(words) <= 20 and text[0] not in '“"'
    return _title_case(words) or _stands_over_deck(text, after)


def _title_case(words: Sequence[str]) -> bool:
    long = [w for w in words if len(w) >= 4 and w[0].isalpha()]
    return len(long) >= 4 and sum(w[0].isupper() for w in long) >= 0.8 * len(long)


def _stands_over_deck(text: str, after: Sequence[str]) -> bool:
    """Tell whether a short sentence is a headline by the deck below it."""
    following = next((i for i, t in enumerate(after) if t), None)
    if following is None or len(text.split()) > 18 or SPEECH.search(text):
        return False
    return is_subtitle(after[following], after[following + 1 :]) and bool(STOP.search(after[following]))


def is_subtitle(text: str, after: Sequence[str]) -> bool:
    """Tell whether the paragraph below a headline is a deck: unlike the body in length, and set apart from it."""
    words = len(text.split())
    body = [len(t.split()) for t in after if len(t.split()) > 12]
    if not 4 <= words <= 45 or not body or text[0] in '“"(•' or text[-1] in ":;,-–—" or SPEECH.search(text):
        return False
    if not STOP.search(text):
        return words < 0.8 * median(body)
    said_again = any(text in t for t in after)
    following = after[0] if after else "x"
    signed = names.is_name_line(following, sure=signed_below(after[1:])) and signed_below(after[1:])
    apart = not following or names.is_byline(following) or dates.line(following) is not None or signed
    return words <= 30 and words < 0.7 * median(body) and (said_again or apart)


def same(text: str, other: str | None) -> bool:
    """Tell whether two headlines are the same but for case, marks and the site's name at the end."""
    if not other:
        return False
    a, b = (re.sub(r"\W+", "", t).casefold() for t in (text, re.sub(r"\s+[|–—-]\s+[^|–—]{2,40}$", "", other)))
    return a == b or a == re.sub(r"\W+", "", other).casefold()
