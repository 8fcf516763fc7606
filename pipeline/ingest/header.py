"""The head of an article: labelled fields, dates, bylines, headline and deck, in whatever order they come."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.ingest import dates, headline, lexicon, names
from pipeline.ingest.draft import Known, ZoneName

DEPTH = 16
"""Paragraphs the head may have at most."""

LABEL = re.compile(r"^(?P<label>[A-Za-z][A-Za-z ]{2,18})\s?[:：]\s*(?P<value>\S.*)$")
LABELS = {
    "source": "publisher", "publication": "publisher", "publisher": "publisher", "newspaper": "publisher",
    "journalist": "authors", "journalists": "authors", "author": "authors", "authors": "authors", "byline": "authors",
    "reporter": "authors", "reporters": "authors", "writer": "authors", "writers": "authors",
    "date": "published", "published": "published", "publication date": "published", "posted": "published",
    "updated": "updated", "last updated": "updated", "first published": "published", "published on": "published",
    "headline": "title", "title": "title", "subtitle": "subtitle", "deck": "subtitle", "subheading": "subtitle",
    "standfirst": "subtitle", "subheadline": "subtitle", "url": "url", "link": "url", "web": "url",
    "section": "section", "category": "section", "genre": "section", "type": "section",
    "dateline": "dateline", "language": "language", "length": "none", "word count": "none",
    "words": "none", "keywords": "none", "tags": "none", "topics": "none", "copyright": "none",
    "page": "none", "edition": "none", "filed under": "none", "location": "none",
}  # fmt: skip
SECTION = re.compile(
    r"(?:analysis/)?(?:opinion|op-ed|editorial|commentary|comment|letters?(?: to the editor)?|columnists?|"
    r"column|perspective|viewpoint|view|guest (?:essay|column|opinion)|the editorial board|interview|q ?(?:&|and) ?a|"
    r"analysis|news analysis|world(?: news)?|politics|business|national|international|europe|asia|africa|middle east|"
    r"news|top stories|press release|statement|speech|transcript|for immediate release|"
    r"exclusive|breaking(?: news)?)\s?:?",
    re.IGNORECASE,
)
SERVICE = re.compile(
    r"(?:[\w’'&-]+ ){1,3}(?:service|desk|wire|bureau|edition|department|division|secretariat|office|centre|center)",
    re.IGNORECASE,
)
"""The part of a house that issues a text, printed below its name."""
RELEASE = re.compile(r"press release|statement|for immediate release", re.IGNORECASE)


SLUG = re.compile(
    r"(?:[A-Z]{2,5}[- ]?\d{2,}[-\d ]*)?:?\s*BC-[A-Z0-9/ -]+|[A-Z]{2,5}-\d{3,}[\w:. -]*|"
    r"[A-Z]{2,8}/[A-Z]{2,12}(?:-[A-Z]+)*"
)
"""The slug line of a wire report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head says: the zone of each of its paragraphs and the fields found."""

    zones: dict[int, ZoneName] = field(default_factory=dict)
    known: Known = field(default_factory=Known)
    kept: dict[int, str] = field(default_factory=dict)
    """Text of title and subtitle where it is only a part of the paragraph, as after "Headline:"."""


def read(texts: Sequence[str], known: Known) -> Head:
    """Read the head of an article from its paragraphs (furniture and captions given as "") and what is known."""
    zones: dict[int, ZoneName] = {}
    kept: dict[int, str] = {}
    for at, text in enumerate(texts[:DEPTH]):
        if not text:
            continue
        rest = [t for t in texts[at + 1 :] if t]
        zone, known = _field(text, rest, known)
        if zone is None:
            zone, known = _headline(at, texts, zones, known)
        if zone is None:
            break
        zones[at] = zone
        if zone in ("title", "subtitle"):
            kept[at] = getattr(known, zone) or text
    return Head(zones=zones, known=known, kept=kept)


def _field(text: str, rest: Sequence[str], known: Known) -> tuple[ZoneName | None, Known]:
    """Read one line that is no headline: a labelled field, a date, a byline, a paper's name, a section."""
    if headline.same(text, known.title) or headline.same(text, known.subtitle):
        return ("title" if headline.same(text, known.title) else "subtitle"), known
    labelled = LABEL.match(text)
    if labelled and len(text) < 300 and " ".join(labelled["label"].lower().split()) in LABELS:
        return _labelled(LABELS[" ".join(labelled["label"].lower().split())], labelled["value"], known)
    day = dates.line(text)
    if day:
        return "furniture", known if known.published else replace(known, published=day)
    if re.fullmatch(r"https?://\S+", text):
        return "furniture", replace(known, url=known.url or text)
    if names.is_byline(text):
        day = known.published or dates.find(text)
        return "byline", replace(known, authors=known.authors or names.authors(text), published=day)
    if headline.ROLE_LINE.fullmatch(text):
        return "byline", replace(known, section=known.section or text)
    printed = _house(text, rest, known)
    if printed:
        return "furniture", printed
    signed = headline.signed_below(rest)
    if (known.title or signed) and names.is_name_line(text, sure=signed):
        return "byline", replace(known, authors=known.authors or names.authors(text))
    return _paper_and_date(text, known)


def _house(text: str, rest: Sequence[str], known: Known) -> Known | None:
    """Read a line that the house prints: its name, a part of it, a slug, a section; null when it is none of these."""
    paper = lexicon.masthead(text)
    if paper and (known.title or known.authors or lexicon.publisher_named(text) or _headline_follows(rest)):
        return replace(known, publisher=known.publisher or paper)
    if known.publisher and not known.title and SERVICE.fullmatch(text) and _headline_follows(rest):
        return known
    if SLUG.fullmatch(text):
        return known
    if SECTION.fullmatch(text) and len(rest) > 1:
        return replace(known, section=known.section or text.strip(" :"))
    released = RELEASE.fullmatch(known.section or "") and len(text.split()) <= 6
    if released and rest and _paper_and_date(rest[0], known)[0]:
        return replace(known, publisher=known.publisher or text)  # who releases it, above place and day
    return None


def _headline_follows(rest: Sequence[str]) -> bool:
    """Tell whether a headline stands among the next paragraphs, before the body."""
    return any(len(t.split()) >= 4 and not headline.STOP.search(t) for t in rest[:5] if len(t.split()) < 30)


def _paper_and_date(text: str, known: Known) -> tuple[ZoneName | None, Known]:
    """Read "The Paper, 12 May 2018"."""
    day = dates.find(text) if len(text) < 80 else None
    if day is None:
        return None, known
    rest = text
    for form in dates.FORMS:
        rest = form.sub("", rest)
    rest = rest.strip(" ,|-–—()")
    paper = lexicon.masthead(rest)
    if paper:
        return "furniture", replace(known, publisher=known.publisher or paper, published=known.published or day)
    if re.fullmatch(r"[A-Z][\w.’'-]+(?:,? [A-Z][\w.’'-]+){0,2}", rest) and text.startswith(rest):
        return "furniture", replace(known, published=known.published or day)  # a place and a day
    return None, known


def _labelled(name: str, value: str, known: Known) -> tuple[ZoneName | None, Known]:
    if name == "authors":
        return "byline", replace(known, authors=known.authors or names.authors(value))
    if name in ("published", "updated"):
        day = dates.find(value)
        known = replace(known, published=day) if day and (name == "published" or not known.published) else known
        return ("furniture" if day else None), known
    if name == "none":
        return "furniture", known
    if name == "title":
        return "title", replace(known, title=known.title or value)
    if name == "subtitle":
        return "subtitle", replace(known, subtitle=known.subtitle or value)
    if name == "url" and not value.startswith("http"):
        return None, known
    if name == "publisher":
        return "furniture", replace(known, publisher=known.publisher or lexicon.publisher_named(value) or value)
    return "furniture", _with_text(known, name, value)


def _with_text(known: Known, name: str, value: str) -> Known:
    """Return what is known with one more field of text, unless it is known already."""
    if name == "url":
        return replace(known, url=known.url or value)
    if name == "section":
        return replace(known, section=known.section or value)
    if name == "dateline":
        return replace(known, dateline=known.dateline or value)
    return known


def _headline(at: int, texts: Sequence[str], zones: dict[int, ZoneName], known: Known) -> tuple[ZoneName | None, Known]:
    """Read a headline or deck by its shape and what stands around it."""
    text, after = texts[at], texts[at + 1 :]
    again = next((i for i, t in enumerate(after[:8]) if t and headline.same(t, known.title)), None)
    if known.title and again is not None and all(len(t.split()) <= 14 for t in (text, *after[:again])):
        return "furniture", known  # what stands between two printings of the headline belongs to the page
    if known.title is None and headline.is_title(text, after):
        return "title", replace(known, title=text)
    if known.title and known.subtitle is None and "title" in zones.values() and headline.is_subtitle(text, after):
        return "subtitle", replace(known, subtitle=text)
    return None, known
