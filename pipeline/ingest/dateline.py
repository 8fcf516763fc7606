"""Datelines: the place, day and agency that open a report."""

import re

from pipeline.ingest import lexicon

UPPER = r"[A-Z][A-Z.'’-]+(?:[ /-][A-Z][A-Z.'’-]*){0,4}"
REGION = r"(?:,\s(?:[A-Z][a-z]{2,12}\.?(?:\s[A-Z][a-z]{2,12}\.?)?|[A-Z]\.\s?[A-Z]\.|[A-Z]{2,5}))"
DAY = r"(?:,?\s(?:on\s)?(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?)(?:,\s\d{4})?)"
AGENCY = r"\((?P<agency>[A-Z][\w. &/-]{1,38})\)"
DASH = r"(?:\s?(?:-{1,3}|–|—|―|_)\s?)"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<line>(?:{UPPER}(?:\sand\s{UPPER})?{REGION}?{DAY}?,?\s)?{AGENCY}){DASH}(?=\S)",
        rf"(?P<line>(?:[A-Z][\w.'’-]+\s?,?\s){{1,4}}{AGENCY}){DASH}(?=\S)",
        rf"(?P<line>{UPPER}(?:\sand\s{UPPER})?{REGION}?{DAY}?)\s?,?{DASH}(?=[\"“‘'A-Z0-9])",
        rf"(?P<line>[A-Z][a-z]+(?:\s[A-Z][a-z.]+){{0,2}}{REGION}?{DAY}?)\s(?:--|—)\s(?=[\"“A-Z])",
        r"(?P<line>(?:[A-Z][\w.'’-]+\s?,?\s){1,4}\((?P<agency>CNN|AP|Reuters|AFP|CNNMoney|Bloomberg|UPI)\))\s(?=[\"“A-Z])",
        rf"(?P<line>{UPPER}{REGION}?{DAY}?)\s?:\s(?=[\"“A-Z][a-z])",
    )
)
ACRONYM = re.compile(r"(?!(?:USA?|UK|DC|UAE|EU|UN|FILE|END|NY|CA)$)[A-Z]{2,6}")
"""An agency that no list of ours has; places and marks in capitals are none."""
TURN = re.compile(r"^[A-Z][A-Z .'’-]{1,30}:\s")


def split(text: str, others: list[str]) -> tuple[str | None, str]:
    """Return the dateline that opens ``text`` (null when none does) and the text without it.

    ``others`` are the other paragraphs: where they open with "NAME:" too, it is a transcript and no dateline.
    """
    for form in FORMS:
        found = form.match(text)
        if not found or len(found["line"]) > 70:
            continue
        if form is FORMS[-1] and (any(TURN.match(t) for t in others) or len(found["line"].split()) > 3):
            continue
        if form is FORMS[2] and len(re.sub(r"[^A-Z]", "", found["line"])) < 3:
            continue
        return found["line"].strip(" ,-–—"), text[found.end() :].lstrip()
    return None, text


def agency(line: str) -> str | None:
    """Return the publisher that a dateline names in brackets: one we list, else a short acronym as it stands."""
    found = re.search(r"\(([^()]{2,40})\)", line)
    if found is None:
        return None
    parts = [part.strip() for part in re.split(r"[/,]", found[1])]
    listed = next((p for p in map(lexicon.publisher_named, parts) if p), None)
    return listed or next((p for p in parts if ACRONYM.fullmatch(p)), None)
