"""Authors' names, from bylines as printed and as databases hold them."""

import re
from functools import cache

from gender_guesser.detector import Detector

from pipeline.ingest import dates, lexicon

PARTICLES = frozenset(("al", "ben", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "e",
                       "el", "ibn", "la", "le", "st.", "ter", "van", "von", "y", "zu"))  # fmt: skip
TOKEN = re.compile(r"(?:[^\W\d_]\.){1,3}|(?:al-|el-|d['’]|O['’]|Mc|Mac)?[^\W\d_][^\W\d_'’.-]*(?:['’-][^\W\d_]+)*\.?")
LEAD = re.compile(
    r"^(?:[-–—•|]\s*)?(?:(?:written|words|text|story|posted|analysis|opinion|reported|interview)?\s*by|byline|"
    r"authors?|journalists?|reporters?|from|reporting by|writing by)\b\s*:?\s*",
    re.IGNORECASE,
)
PARTS = re.compile(r"\s*(?:[,;|&/•·]|\band\b|\bwith\b|\s-\s|\s[–—]\s)\s*", re.IGNORECASE)
TAIL = re.compile(
    r"\s*(?:\([^()]*\)|<[^<>]*>|\S+@\S+|@\w+|https?://\S+|\b(?:in|for|at|of|from|is|special to)\s.*|"
    r",?\s*ph\.?d\.?)\s*$",
    re.IGNORECASE,
)
HONORIFIC = re.compile(
    r"^(?:mr|mrs|ms|dr|prof|professor|sir|dame|sen|rep|gov|gen|lt|col|capt|rev|lord|lady)\.?\s+", re.I
)


def authors(text: str) -> tuple[str, ...]:
    """Return the names of a byline or author field in order; empty when it names nobody ("Staff", an agency)."""
    rest = LEAD.sub("", text.strip())
    names: list[str] = []
    for part in PARTS.split(_without_dates(rest)):
        name = _name(part)
        if name and name not in names:
            names.append(name)
    return tuple(names)


def _without_dates(text: str) -> str:
    for form in dates.FORMS:
        text = form.sub("", text)
    return text


def _name(part: str) -> str | None:
    name = TAIL.sub("", part.strip(" .:*_\t")).strip(" .,:")
    name = HONORIFIC.sub("", LEAD.sub("", name))
    if not is_name(name):
        return None
    return " ".join(_case(word) for word in name.split()) if name.isupper() or name.islower() else name


def _case(word: str) -> str:
    if word.lower() in PARTICLES:
        return word.lower()
    parts = re.split(r"(['’-])", word)
    cased = "".join(p if len(p) == 1 and not p.isalpha() else p[:1].upper() + p[1:].lower() for p in parts)
    return re.sub(r"^(Mc)([a-z])", lambda m: m[1] + m[2].upper(), cased)


def is_name(text: str) -> bool:
    """Tell whether a string has the shape of a person's full name and is no role, agency, paper or stand-in."""
    words = text.split()
    if not 2 <= len(words) <= 5 or lexicon.publisher_named(text):
        return False
    lowered = [word.lower().strip(".") for word in words]
    if text.lower() in lexicon.words("not_authors.txt") or lowered[0] in lexicon.words("not_authors.txt"):
        return False
    if set(lowered) & (lexicon.words("roles.txt") | lexicon.words("not_in_names.txt")):
        return False
    if text.islower():
        return all(TOKEN.fullmatch(w) for w in words) and known_first_name(words[0])
    return all(w.lower() in PARTICLES or (TOKEN.fullmatch(w) and w[0].isupper()) or w.startswith("al-") for w in words)


@cache
def _detector() -> Detector:
    return Detector(case_sensitive=False)


def known_first_name(word: str) -> bool:
    """Tell whether a word is a first name somewhere in the world (list of gender-guesser)."""
    return str(_detector().get_gender(word.split("-")[0])) != "unknown"


def is_byline(text: str) -> bool:
    """Tell whether a paragraph is a byline: "By Jane Roe and John Doe, The Paper"."""
    if len(text.split()) > 25 or len(text) > 200:
        return False
    lead = re.match(r"(?:(?:written|words|text|story|posted|analysis|reported|interview)\s+)?by\b:?\s+\S", text, re.I)
    if not lead:
        return False
    first = PARTS.split(_without_dates(LEAD.sub("", text)))[0]
    if first.lower().strip(" .:") in lexicon.words("not_authors.txt") or lexicon.publisher_named(first):
        return True
    return bool(authors(text)) and _name(first) is not None and not re.search(r"[.!?]\s+[A-Z][a-z]+\s+[a-z]", text)


def is_name_line(text: str, *, sure: bool = False) -> bool:
    """Tell whether a paragraph is names and nothing else; unless ``sure``, the first must have a known first name."""
    parts = [p for p in PARTS.split(text.strip(" .")) if p]
    if not parts or len(text.split()) > 14:
        return False
    named = [p for p in parts if is_name(p)]
    rest_is_paper = all(lexicon.publisher_named(p) for p in parts if p not in named)
    return bool(named) and parts[0] in named and rest_is_paper and (sure or known_first_name(named[0].split()[0]))


CREDIT = re.compile(
    r"\b(?:reporting|writing|written|reported)(?: and (?:writing|reporting))? by (?P<names>[^;)]{3,200})", re.IGNORECASE
)
WRITE_TO = re.compile(r"(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}) at \S+@\S+")


def of_credits(lines: list[str]) -> tuple[str, ...]:
    """Return who wrote an article by the credits below it: "(Reporting by …; Editing by …)", "Write to … at …"."""
    for line in lines:
        found = CREDIT.search(line)
        if found and not re.search(r"(?:additional|further|more) reporting by", line[: found.end()], re.IGNORECASE):
            return authors(re.sub(r"\s(?:in|from) [A-Z].*?(?=,| and |$)", "", found["names"]))
        if line.startswith("Write to "):
            return tuple(m["name"] for m in WRITE_TO.finditer(line.removeprefix("Write to ")))
    return ()
