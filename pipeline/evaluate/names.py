"""When two names mean the same speaker: the words of one, titles aside, are all among the other's."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources

INITIAL = re.compile(r"\b([a-z])\.(?=[a-z]\.|\s|$)")
"""The full stop after a single letter, as in "J. Marn" and "U.S."."""


@cache
def _lexicon(kind: str) -> Mapping[str, str]:
    """Entries of one kind of `names.tsv`: word -> what it becomes."""
    lines = resources.files("pipeline.evaluate").joinpath("names.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {word: becomes for its_kind, word, becomes in rows if its_kind == kind}


def words(name: str | None) -> frozenset[str]:
    """Return the words that tell a name from others: accents folded, lower case, without titles.

    A name of titles alone keeps them; null has no words.
    """
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    plain = INITIAL.sub(r"\1", plain)
    for phrase, becomes in _lexicon("phrase").items():
        plain = plain.replace(phrase, becomes)
    every = {_lexicon("alias").get(word, word) for word in re.findall(r"[a-z]+", plain)}
    return frozenset(every - _lexicon("title").keys() or every)


def same_name(one: str | None, other: str | None) -> bool:
    """Tell whether two names, both known, mean the same: the words of one are all among the other's."""
    a, b = words(one), words(other)
    return bool(a and b) and (a <= b or b <= a)


def is_pronoun(source: str) -> bool:
    """Tell whether a source is nothing but a personal pronoun, in whatever case."""
    return source.lower() in _lexicon("pronoun")
