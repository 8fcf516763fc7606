"""Which state a word speaks for: country names, demonyms, capitals, seats of power, administrations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import pycountry

from pipeline.speakers.lexicon import bodies, rows
from pipeline.speakers.names import fold

PlaceKind = Literal["state", "demonym", "seat", "head", "region"]


@dataclass(frozen=True, slots=True)
class Place:
    """What a form tells: the state's alpha-3 code, how it names it, and the state's usual name in news."""

    country: str
    kind: PlaceKind
    state: str


@cache
def places() -> Mapping[str, Place]:
    """Return all known forms, in the case in which news writes them.

    States come from our list first and from pycountry (ISO 3166) where ours has none.
    """
    found: dict[str, Place] = {}
    for country, names, demonyms, seats, _ in rows("countries.tsv"):
        state = names.split(";")[0]
        for kind, forms in (("state", names), ("seat", seats), ("demonym", demonyms)):
            for form in filter(None, forms.split(";")):
                found.setdefault(form, Place(country, kind, state))  # type: ignore[arg-type]
    for listed in pycountry.countries:
        for form in (
            listed.name,
            getattr(listed, "common_name", listed.name),
            getattr(listed, "official_name", listed.name),
        ):
            found.setdefault(form, Place(listed.alpha_3, "state", getattr(listed, "common_name", listed.name)))
    for name, letters, short in rows("states.tsv"):
        for form in filter(None, (name, letters, short)):
            found.setdefault(form, Place("USA", "region", name))
    return found


@cache
def heads() -> Mapping[str, str]:
    """Return the countries of heads of government by the surname that news puts before "administration"."""
    return {head: country for country, _, _, _, names in rows("countries.tsv") for head in names.split(";") if head}


def place(form: str) -> Place | None:
    """Look up one form as news writes it ("the United States", "Russian", "Kremlin"); null when unknown."""
    bare = re.sub(r"^[Tt]he ", "", form).removesuffix("'s").removesuffix("’s")
    return places().get(bare) or (places().get(bare.title()) if bare.isupper() and len(bare) > 3 else None)


def country_of(phrase: str) -> str | None:
    """Return the alpha-3 code of the first state, demonym, seat or US state named in a phrase; null without one.

    A form of several words counts before its parts: "South Korean" is not Korean.
    """
    words = re.findall(r"(?:[^\W\d_]\.){2,}|[^\W\d_][\w.’'-]*", phrase)
    words = [re.sub(r"['’]s$", "", w) for w in words]
    at = 0
    while at < len(words):
        for length in (3, 2, 1):
            form = " ".join(words[at : at + length]).rstrip(",")
            known = places().get(form) or places().get(form.rstrip("."))
            if known and not (known.kind == "region" and len(form) <= 2):
                return known.country
        at += 1
    return None


def body_key(name: str) -> str:
    """Return what is alike in the spellings of a body's name: "Russia's foreign ministry", "Russian Foreign Ministry".

    A state or demonym that a name begins with counts as the state, an acronym as its body; "ministry of defence" as
    "defense ministry".
    """
    parts = re.sub(r"['’]s\b", "", name).split()
    lead = ""
    for length in (3, 2, 1):
        found = places().get(" ".join(parts[:length]))
        if found and len(parts) > length and found.kind in ("state", "demonym"):
            lead, parts = f"{found.country} ", parts[length:]
            break
        body = bodies().get(" ".join(parts[:length]))
        if body and len(parts) > length:
            lead, parts = f"{fold(body.name)} ", parts[length:]
            break
    rest = fold(" ".join(parts)).replace("defence", "defense")
    rest = re.sub(r"^(ministry|department) (?:of|for) (?:the )?(.+)$", r"\2 \1", rest)
    return lead + re.sub(r"^foreign affairs ministry$", "foreign ministry", rest)


def is_national(word: str) -> bool:
    """Tell whether a word is an adjective of nationality or a state put like one ("US President")."""
    known = places().get(word)
    return known is not None and known.kind in ("demonym", "state")


def side_of(body: str) -> str | None:
    """Return the country a body speaks for by its name: its own, that of the head or nation it begins with.

    "Biden administration" and "Russian army" do; the nation inside "Center for a New American Security" tells nothing.
    """
    listed = bodies().get(body)
    if listed:
        return listed.country
    known = place(body)
    if known:
        return known.country
    parts = body.split()
    if parts[-1].lower() in ("administration", "government", "regime") and parts[-2:-1] and parts[-2] in heads():
        return heads()[parts[-2]]
    for length in (3, 2, 1):
        first = places().get(" ".join(parts[:length]).removesuffix("'s"))
        if first and len(parts) > length and first.kind != "region":
            return first.country
    return None
