"""Read the word lists that lie beside this module."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Gender = Literal["m", "f"]
NounClass = Literal["person", "group", "government", "organization", "document", "part", "abstract"]


@dataclass(frozen=True, slots=True)
class Title:
    """What a title before a name tells: a role (null for an honorific), a gender, a body."""

    role: str | None
    gender: Gender | None
    body: str | None


@dataclass(frozen=True, slots=True)
class Noun:
    """What a common noun that heads a source tells of the speaker."""

    kinds: frozenset[NounClass]
    senses: frozenset[str]
    gender: Gender | None


@dataclass(frozen=True, slots=True)
class Body:
    """A body known by an acronym: canonical name, kind and country."""

    name: str
    kind: Literal["organization", "government"]
    country: str | None


def rows(file: str) -> list[list[str]]:
    """Return the rows of a word list: its cells parted by tabs, comments and blank lines left out."""
    text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def titles() -> Mapping[str, Title]:
    """Return the titles by their form, in lower case and without full stops."""
    found = {}
    for form, role, gender, body in rows("titles.tsv"):
        found[form] = Title(None if role == "-" else form if role == "=" else role, _gender(gender), body or None)
    return found


@cache
def nouns() -> Mapping[str, Noun]:
    """Return what is known of common nouns by lemma; a lemma with several rows has several classes."""
    found: dict[str, Noun] = {}
    for lemma, kind, *rest in rows("nouns.tsv"):
        sense, gender = (*rest, "", "")[:2]
        old = found.get(lemma, Noun(frozenset(), frozenset(), None))
        senses = old.senses | ({sense} if sense else set())
        found[lemma] = Noun(old.kinds | {kind}, senses, old.gender or _gender(gender))  # type: ignore[arg-type]
    return found


@cache
def body_words() -> Mapping[str, tuple[str, str]]:
    """Return the words that mark the name of a body: word -> (class, place in the name)."""
    found: dict[str, tuple[str, str]] = {}
    for word, kind, place in rows("bodies.tsv"):
        if word not in found or place == "any":
            found[word] = (found.get(word, (kind, ""))[0], place)
    return found


@cache
def bodies() -> Mapping[str, Body]:
    """Return the bodies known by an acronym, by each of their forms."""
    found = {}
    for name, forms, kind, country in rows("acronyms.tsv"):
        for form in (name, *filter(None, forms.split(";"))):
            found[form] = Body(name, kind, country or None)  # type: ignore[arg-type]
    return found


@cache
def nonactors() -> Mapping[str, str]:
    """Return words of names that are no actor's: word -> place ("name", "weak" or "end").

    A "name" is the whole name, a "weak" one may be a surname as well, an "end" is the last word of a name.
    """
    found: dict[str, str] = {}
    for word, place in rows("nonactors.tsv"):
        found[word] = place
    return found


@cache
def nicknames() -> frozenset[tuple[str, str]]:
    """Return pairs of given names that may be one person's, both ways."""
    pairs = set()
    for name, short in rows("nicknames.tsv"):
        for other in short.split(";"):
            pairs |= {(name, other), (other, name)}
    return frozenset(pairs)


@cache
def families() -> Mapping[str, bool]:
    """Return family names that stand first, folded, and whether they are also given names or stand last."""
    return {name: also == "yes" for name, also in rows("families.tsv")}


def _gender(cell: str) -> Gender | None:
    return cell if cell in ("m", "f") else None  # type: ignore[return-value]
