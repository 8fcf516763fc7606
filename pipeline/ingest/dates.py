"""Dates as newspapers, agencies and exports print them."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

import dateparser

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
YEAR = r"(?P<year>(?:18|19|20)\d\d)"
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{WEEKDAY}{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{YEAR}\b",
        rf"\b{WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{MONTH},?[\s-]+{YEAR}\b",
        rf"\b{YEAR}[-/.](?P<number>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)",
    )
)
COMPACT = re.compile(rf"{YEAR}(?P<number>\d\d)(?P<day>\d\d)")
LABEL = re.compile(
    r"^(?:(?:first\s+)?published|posted|updated|date|last (?:updated|modified)|load-date|on)\b[:\s]*", re.I
)
ISSUED = re.compile(
    r"[(\[]?(?:issued|released|published|posted|updated|dated|filed)\b(?: on| at)?:? [^.;:]{0,30}"
    r"\b(?:18|19|20)\d\d\b(?=[.,;:)\]]|$)",
    re.I,
)
CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*\(?(?:[A-Z]{2,4}|GMT[+-]\d{1,2})\)?)?|\bat\b|\b[ap]\.?m\.?",
    re.IGNORECASE,
)


def find(text: str) -> date | None:
    """Return the first whole date in ``text``, null when there is none or it does not exist."""
    matches = sorted((m for form in FORMS for m in form.finditer(text)), key=lambda m: m.start())
    return _date(matches[0]) if matches else None


def line(text: str) -> date | None:
    """Return the date of a line that holds a date (and weekday, clock or label) and nothing else."""
    found = find(text)
    if found is None or len(text) > 80:
        return None
    rest = LABEL.sub("", text.strip())
    for form in FORMS:
        rest = form.sub("", rest)
    rest = re.sub(rf"^{WEEKDAY}|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", "", CLOCK.sub("", rest), flags=re.I)
    return found if len(re.sub(r"[\W_]|utc|gmt|late edition|final", "", rest, flags=re.I)) <= 3 else None


def issued(texts: Sequence[str]) -> date | None:
    """Return the date of the first paragraph that opens with when it was issued: "Issued May 12, 2018. Editors: …"."""
    return next((find(found[0]) for text in texts if (found := ISSUED.match(text)) and find(found[0])), None)


@cache
def parse(text: str) -> date | None:
    """Return the date that a cell of a table or a field of metadata holds, null when it cannot be told."""
    text = text.strip()
    compact = COMPACT.fullmatch(text)
    if compact:
        return _date(compact)
    found = find(text)
    if found or not re.search(r"\d{1,2}\D\d{1,2}\D\d{2,4}", text):
        return found
    parsed = dateparser.parse(text, languages=["en"], settings={"STRICT_PARSING": True, "DATE_ORDER": "MDY"})
    return parsed.date() if parsed else None


def _date(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    month = int(groups["number"]) if groups.get("number") else MONTHS.index(groups["month"][:3].lower()) + 1
    try:
        return date(int(groups["year"]), month, int(groups["day"]))
    except ValueError:
        return None
