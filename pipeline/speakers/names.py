"""Names of persons and bodies as strings: folding, comparing, shortening."""

import re
import unicodedata
from functools import cache, lru_cache

import gender_guesser.detector as guesser

from pipeline.speakers.lexicon import Gender, families, nicknames

SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
SMALL = frozenset(("of", "for", "the", "a", "an", "and", "on", "in", "to", "at", "de", "la", "du", "des"))
REMEMBERED = 1 << 16
"""Names whose folded form is kept: an article asks for those of its speakers again and again."""
GUESSES: dict[str, Gender] = {"male": "m", "female": "f", "mostly_male": "m", "mostly_female": "f"}


@lru_cache(REMEMBERED)
def fold(text: str) -> str:
    """Lower the case and drop accents and punctuation, so that spellings of one name compare equal."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain)
    return " ".join(re.findall(r"\w+", re.sub(r"['’`.]", "", plain)))


@lru_cache(REMEMBERED)
def words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, suffixes such as Jr. left out."""
    return tuple(w for w in fold(name).split() if w not in SUFFIXES)


def strip_possessive(name: str) -> str:
    """Cut the possessive ending of a name."""
    return re.sub(r"(?:['’]s|(?<=s)['’])$", "", name)


def tidy(name: str) -> str:
    """Put a name as printed into its usual form: white space single, SHOUTED words of persons in title case."""
    name = " ".join(name.replace("\u00a0", " ").split())
    return name.strip(" ,;:\"“”'‘’()[]-–—")


def unshout(name: str) -> str:
    """Return a person's name that is printed in capitals in title case ("PENCE" -> "Pence")."""
    return name.title() if name.isupper() and len(name) > 3 else name


def acronyms(name: str) -> frozenset[str]:
    """Return the acronyms a body's name may have, small words counted or not, in capitals."""
    parts = re.findall(r"\w+", name)
    every = "".join(p[0] for p in parts if p.lower() not in ("the",))
    great = "".join(p[0] for p in parts if p.lower() not in SMALL)
    return frozenset(a.upper() for a in (every, great) if len(a) >= 2)


def is_acronym(name: str) -> bool:
    """Tell whether a name is written as an acronym ("CNAS", "U.N.")."""
    bare = name.replace(".", "")
    return 2 <= len(bare) <= 7 and bare.isupper() and bare.isalpha()


def same_person(one: str, other: str) -> bool:
    """Tell whether two names of two words or more can be one person's.

    Surnames must be equal and given names equal, short forms or initials of one another; middle names may be missing
    but not differ.
    """
    a, b = words(one), words(other)
    if len(a) < 2 or len(b) < 2:
        return False
    if a == b or "".join(a) == "".join(b):
        return True
    if a[-1] != b[-1] or not _same_given(a[0], b[0]):
        return False
    middle_a, middle_b = a[1:-1], b[1:-1]
    return not (middle_a and middle_b) or all(_same_given(x, y) for x, y in zip(middle_a, middle_b, strict=False))


def _same_given(a: str, b: str) -> bool:
    if a == b or (a, b) in nicknames():
        return True
    return (len(a) == 1 or len(b) == 1) and a[0] == b[0]


def names_part(short: str, full: str) -> int:
    """Return how well a short name fits a person's full one: 2 family name, 1 given name, 0 not."""
    a, b = words(short), words(full)
    if not a or len(a) >= len(b):
        return 0
    if b[-len(a) :] == a:
        return 2
    if b[: len(a)] != a:
        return 0
    also_else = families().get(a[0], True)  # "Kim" of "Kim Jong-un", not of "Kim Novak"
    return 2 if len(a) == 1 and a[0] in families() and (len(b) > 2 or not also_else) else 1


@cache
def _detector() -> guesser.Detector:
    return guesser.Detector(case_sensitive=False)


@cache
def given_gender(name: str) -> Gender | None:
    """Return the gender that the first word of a name tells as a given name, null when it tells none.

    Source: the name list of gender-guesser (Jörg Michael's gender.c).
    """
    parts = name.split()
    return GUESSES.get(_detector().get_gender(parts[0].split("-")[0]))


@cache
def both_genders(name: str) -> bool:
    """Tell whether a name's gender is uncertain: men and women bear it ("Terry"), or it may be a surname ("Kelly")."""
    if " " not in name:
        return True
    return str(_detector().get_gender(name.split()[0].split("-")[0])).startswith(("mostly", "andy"))


@cache
def is_given(word: str) -> bool:
    """Tell whether a word is a known given name."""
    return word[:1].isupper() and str(_detector().get_gender(word.split("-")[0])) != "unknown"
