"""The foot of an article: bios, credits, what the site prints below."""

import re
from collections.abc import Sequence

from pipeline.ingest import lexicon, names
from pipeline.ingest.draft import ZoneName

NAME = (
    r"(?:(?:Sir|Dame|Dr|Prof|Professor|Mr|Mrs|Ms|Lord|Gen|Lt|Col|Rev)\.? )?"
    r"[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|de|van|von|al|bin|der|la|di)){1,4}"
)
IS = (
    r"(?:is|are|was|were|has|have|had|serves?|served|works?|worked|writes?|wrote|teaches|taught|covers?|leads?|heads?|reports?|"
    r"holds?|directs?|chairs?|edits|runs|studies|researches|specializes|specialises|contributed|joined|lives)"
)
OF_NAMED = re.compile(
    rf"^(?:[•*–—-]\s*)?(?P<name>{NAME})(?P<more>(?:,? (?:and|&) {NAME})*)(?:,? [^.]{{1,160}}?,)? {IS}\b"
)
OF_WRITER = re.compile(
    rf"^(?:[•*–—-]\s*)?(?:(?i:the (?:writer|author|columnist)s?)(?=, | is | are | was )|(?i:about the authors?)\b|"
    rf"(?i:this (?:article|column|essay|piece) was written by)\b)[,:]?\s*(?P<name>{NAME})?",
)
NAME_LINE = re.compile(rf"^(?:[•*–—-]\s*)?(?P<name>{NAME})$")
SAYS = re.compile(r"\b(?:said|says|told|added|warned|according to)\b|[“\"][^”\"]{60,}[”\"]")
CALLING = re.compile(
    r"(?:teach|lectur|direct|chair|head|edit|cover|stud(?:y|i)|research|writ)(?:es|s|ed)\b|\b(?:is|was|works?|serves)\b"
)
TEACHES = re.compile(r"(?:teach|lectur|direct|chair|head|edit)(?:es|s)\b|stud(?:ies|ied)\b")
DISCLAIMER = re.compile(
    r"\b(?:views?|opinions?) (?:expressed|in this)\b.{0,120}\b(?:own|author|writer|"
    r"not (?:necessarily )?re(?:present|flect))|"
    r"^(?:follow|e-?mail|write to|contact) (?:him|her|them)\b|"
    r"^(?:he|she|they) (?:tweets?|can be (?:reached|followed)|is on twitter)\b",
    re.IGNORECASE,
)
LONGEST = 130
"""Words of the longest bio."""
GLUED = re.compile(rf"(?<=[.!?”\"’)])\s+(?=[•●*]\s(?:{NAME}|The writer)\b)")


def split_glued(text: str) -> list[str]:
    """Part a bio that a scraper glued to the last paragraph: "… has arrived. • Jane Roe is a columnist"."""
    parts = GLUED.split(text)
    return parts if len(parts) > 1 and is_bio(parts[-1], authors=(), before="") else [text]


def is_bio(text: str, *, authors: Sequence[str], before: str) -> bool:
    """Tell whether a paragraph at the foot is a note on a person.

    It opens with the author's name, with "The writer", or with a name that the article before it does not know, and
    says with a noun of `roles.txt` what they are; it does not quote or report.
    """
    if len(text.split()) > LONGEST:
        return False
    if OF_WRITER.match(text) and _role(text):
        return True
    found = OF_NAMED.match(text)
    if not found or SAYS.search(text) or not names.is_name(names.HONORIFIC.sub("", found["name"])):
        return False
    surname = found["name"].split()[-1].removesuffix("’s").removesuffix("'s")
    if any(surname == a.split()[-1] for a in authors) and CALLING.search(text[:200]):
        return True
    if not (_role(text) or TEACHES.match(text[found.end("name") :].lstrip(", "))):
        return False
    unknown = not re.search(rf"\b{re.escape(surname)}\b", before)
    return any(surname == a.split()[-1] for a in authors) or unknown


def _role(text: str) -> bool:
    opening = re.findall(r"[a-z][a-z-]+", text[:300].lower())
    return any(w in lexicon.words("roles.txt") or w.removesuffix("s") in lexicon.words("roles.txt") for w in opening)


def zones(texts: Sequence[str], *, authors: Sequence[str]) -> dict[int, ZoneName]:
    """Return the zones of the paragraphs at the foot that are not body (furniture is given as "")."""
    found = _after_stop(texts)
    end = min(found, default=len(texts))
    for at in range(end - 1, max(-1, end - 9), -1):
        if not texts[at]:
            continue
        if DISCLAIMER.search(texts[at]) and len(texts[at].split()) <= 60 and not OF_NAMED.match(texts[at]):
            found[at] = "furniture"
        elif at and is_bio(texts[at], authors=authors, before="\n".join(texts[:at])):
            found[at] = "bio"
        else:
            break
    return found


def _after_stop(texts: Sequence[str]) -> dict[int, ZoneName]:
    """Zones of what follows a line that ends the article, when it is short beside the article."""
    for at in range(1, len(texts)):
        if not any(p.fullmatch(texts[at]) for p in lexicon.furniture("stop")):
            continue
        before, after = (sum(len(t) for t in part) for part in (texts[:at], texts[at + 1 :]))
        if after <= 0.6 * before and not any(len(t.split()) > LONGEST for t in texts[at + 1 :]):
            return {i: _foot_zone(texts, i) for i in range(at, len(texts))}
    return {}


def _foot_zone(texts: Sequence[str], at: int) -> ZoneName:
    """Notes on persons form groups below the end: a name, what they are, a sentence."""
    text = texts[at]
    if is_bio(text, authors=(), before="") or (NAME_LINE.match(text) and names.is_name(NAME_LINE.match(text)["name"])):  # type: ignore[index]
        return "bio"
    above = texts[at - 1]
    return "bio" if NAME_LINE.match(above) and len(text.split()) <= 20 and _role(text) else "furniture"
