"""The genre of an article: by what its section and headline say, else by how it is written."""

import itertools
import re
from collections.abc import Sequence

from pipeline.ingest import dateline, foot, manner, speech
from pipeline.ingest.draft import Known
from pipeline.ingest.zones import Paragraph
from pipeline.records import Genre

OPINION_WORDS = re.compile(
    r"\b(?:opinions?|op-?eds?|editorials?|commentisfree|comment is free|commentary|columnists?|"
    r"letters?(?: to the editor)?|viewpoints?|guest[ -]essays?|guest[ -]columns?|editorial board|ideas|"
    r"opinionnewsarticle|analysis/opinion)\b",
    re.IGNORECASE,
)
INTERVIEW_WORDS = re.compile(r"\binterviews?\b|\bq ?(?:&|and|&amp;) ?a\b|\btranscripts?\b", re.IGNORECASE)
STATEMENT_WORDS = re.compile(
    r"\b(?:press[ -]?releases?|news releases?|for immediate release|communiqu[eé]s?|pressrelease|speech(?:es)?|"
    r"(?:joint|official|full) (?:statement|declaration)|statements?)\b",
    re.IGNORECASE,
)
RELEASE = re.compile(
    r"^(?:for immediate release|press release|news release|(?:joint |final |draft )?communiqu[eé]\b|joint (?:statement|"
    r"declaration)\b|statement (?:by|of|from)\b|(?:remarks|speech|address) (?:by|of|as prepared)\b|declaration of\b)",
    re.IGNORECASE,
)
LABELLED = re.compile(
    r"^(?:opinion|op-?ed|editorial|commentary|column|letters?|analysis/opinion)\s?[:|]", re.IGNORECASE
)
ASKED = re.compile(r"^(?:interview|q ?& ?a|q and a|transcript)\s?[:|]|\binterview with\b", re.IGNORECASE)
STAFF = re.compile(
    r"\b(?:reporter|correspondent|bureau chief|covers|staff writer|reports? (?:on|from|for))\b", re.IGNORECASE
)
ARGUED = 0.5
"""Probability from which a text counts as argued."""
SPOKEN = 0.5
"""Probability from which a text counts as a speech or statement."""
LISTING = re.compile(
    r"^(?:(?:news |press )?diary|.{0,20}\bweek ahead\b|chronology|timeline|factbox|calendar|key dates|schedule|"
    r"corrections?\b|obituar(?:y|ies)|crossword|horoscopes?|(?:tv )?listings|weather)\b",
    re.IGNORECASE,
)
TURN = re.compile(
    r"^(?:(?P<short>[QA])[.:]\s|"
    r"(?P<who>Question|Answer|[A-Z][A-Z.'’ -]{1,30}|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})\.?\s?:\s)"
)


def of(parts: Sequence[Paragraph], known: Known, *, body: Sequence[str]) -> Genre:
    """Return the genre of an article: told by its labels, else seen from its turns, its opening, its manner."""
    told = of_labels(known.section, _path(known.url))
    if told:
        return told
    labels = " ".join(p.text for p in parts[:12] if p.zone in ("furniture", "byline") and len(p.text) < 60)
    title = known.title or ""
    if LABELLED.match(title) or OPINION_WORDS.search(labels):
        return "opinion"
    if LISTING.match(title):
        return "other"
    if is_dialogue(body):
        return "interview"
    if any(RELEASE.match(t) for t in (title, *(p.text for p in parts[:4]))):
        return "statement"
    if ASKED.search(title) and sum(t.rstrip().endswith("?") for t in body) >= 3:
        return "interview"
    if known.dateline and dateline.agency(known.dateline):
        return "news"
    noted = has_author_note(parts)
    if not noted and speech.score(body) >= SPOKEN:
        return "statement"
    return "opinion" if manner.score(body, noted=noted) >= ARGUED else "news"


def has_author_note(parts: Sequence[Paragraph]) -> bool:
    """Tell whether a bio is of an outside author: of nobody the body quotes, and of no reporter of the house."""
    body = "\n".join(p.text for p in parts if p.zone == "body")
    for note in (p.text for p in parts if p.zone == "bio" and not STAFF.search(p.text)):
        found = foot.OF_NAMED.match(note)
        if foot.OF_WRITER.match(note) or (found and found["name"].split()[-1] not in body):
            return True
    return False


def of_labels(*labels: str | None) -> Genre | None:
    """Return the genre that a section, label, address or type names, null when none does."""
    for label in labels:
        text = (label or "").replace("_", " ")
        if STATEMENT_WORDS.search(text):
            return "statement"
        if INTERVIEW_WORDS.search(text):
            return "interview"
        if OPINION_WORDS.search(text):
            return "opinion"
    return None


def _path(url: str | None) -> str | None:
    """Return the folders of an address: the last part is the headline and may hold any word."""
    folders = re.sub(r"^https?://", "", url or "").split("?")[0].rstrip("/").split("/")[:-1]
    return " ".join(folders[1:] + [p for p in folders[:1] if p.startswith("opinion")]) or None


def is_dialogue(body: Sequence[str]) -> bool:
    """Tell whether paragraphs are turns of two or more speakers: "Q: …", "A: …", "NAME: …"."""
    turns = [found["who"] or found["short"] for found in map(TURN.match, body) if found]
    speakers = [who for who in dict.fromkeys(turns) if turns.count(who) >= 2]
    changes = sum(a != b for a, b in itertools.pairwise(turns))
    return len(turns) >= 4 and len(turns) >= 0.3 * len(body) and len(speakers) >= 2 and changes >= 3
