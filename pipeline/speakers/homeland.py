"""Which state the officials and bodies speak for whose state an article takes for granted ("the Prime Minister")."""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.speakers import countries, names
from pipeline.speakers.entities import Entity, NameMention

HEADS = re.compile(r"\b(?:president|prime minister|premier|chancellor|leader|king|queen|emperor|taoiseach)\b", re.I)
OFFICES = re.compile(
    r"\b(?:president|minister|premier|chancellor|secretary|senator|lawmaker|legislator|emperor|king|queen|mp|mps|"
    r"congress(?:man|woman)|first lady|governor|mayor|opposition leader|party leader|party member)\b",
    re.I,
)
BEYOND = re.compile(
    r"\b(?:EU|E\.U\.|EC|UN|U\.N\.|Nato|NATO|European|Commission|Council|World|International|vice president|secretary "
    r"general|secretary-general|General Secretary|[Cc]ompany|[Bb]ank|[Cc]hief [Ee]xecutive|[Ff]oreign|[Dd]efen[cs]e)\b"
)
STATE_BODIES = frozenset(("party", "parliament", "army", "military", "cabinet", "presidency", "government", "ministry"))
LEAST = 4
"""Mentions a state needs to be the one that an article is at home in."""


def settle(entities: Sequence[Entity], named: Sequence[NameMention]) -> None:
    """Set the country of heads of government known by name, and of officials and bodies of the article's own state."""
    counts = mentioned(named)
    for entity in entities:
        if entity.kind == "person" and entity.country is None and not entity.members:
            entity.country = _of_head(entity, counts)
    home = home_of(counts)
    if home is None:
        return
    held = {_office(e) for e in entities if e.kind == "person" and e.country == home}
    for entity in entities:
        if entity.country is None and _at_home(entity) and _office(entity) not in held - {None}:
            entity.country = home


def mentioned(named: Sequence[NameMention]) -> Counter[str]:
    """Count the mentions of each state: its names, its people, its seats and bodies that begin with one."""
    told = (countries.side_of(m.name) for m in named)
    return Counter(country for country in told if country)


def home_of(counts: Counter[str]) -> str | None:
    """Return the state an article is about if it is named at least twice as often as any other; null otherwise."""
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < LEAST or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def _of_head(entity: Entity, counts: Counter[str]) -> str | None:
    """Return the country of a head of government known by surname, if the office or the article speaks for it."""
    surname = entity.name.split()[-1]
    country = countries.heads().get(surname)
    if country is None or not counts[country]:
        return None
    if entity.role is not None:
        return country if HEADS.search(entity.role) and not BEYOND.search(entity.role) else None
    return country if surname == entity.name and counts[country] > 1 else None


def _office(entity: Entity) -> str | None:
    """Return an office that a state has once."""
    role = names.fold(entity.role or "")
    return role if role in ("president", "prime minister", "foreign minister", "chancellor") else None


def _at_home(entity: Entity) -> bool:
    """Tell whether an entity is an official, party or part of the state that is left without its country."""
    if entity.kind == "person":
        role, body = entity.role or "", entity.affiliation or ""
        outside = bool(body) and names.fold(body).split()[-1] not in STATE_BODIES
        return bool(OFFICES.search(role)) and not BEYOND.search(role) and not outside
    if entity.kind not in ("organization", "government") or BEYOND.search(entity.name):
        return False
    return names.fold(entity.name).split()[-1:] != [] and names.fold(entity.name).split()[-1] in STATE_BODIES
