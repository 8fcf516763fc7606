"""The user's own list of speakers, which overrides what the texts tell."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from pipeline.errors import PipelineError
from pipeline.records import SpeakerKind
from pipeline.speakers import names

COLUMNS = ("name", "aliases", "kind", "affiliation", "country", "wikidata")


class SpeakerListError(PipelineError):
    """The user's list of speakers cannot be read or has a wrong column or value."""


@dataclass(frozen=True, slots=True)
class Known:
    """One speaker of the user's list."""

    name: str
    aliases: tuple[str, ...]
    kind: SpeakerKind | None
    affiliation: str | None
    country: str | None
    wikidata: str | None


def parse(lines: Iterable[str], *, source: str) -> dict[str, Known]:
    """Read CSV lines into the list's speakers by each of their folded names and aliases.

    Aliases are parted by semicolons. Raises SpeakerListError that names ``source``, the line and what is wrong.
    """
    reader = csv.DictReader(lines)
    missing = [c for c in COLUMNS[:1] if c not in (reader.fieldnames or ())]
    unknown = [c for c in reader.fieldnames or () if c not in COLUMNS]
    if missing or unknown:
        wrong = f"lacks the column {missing[0]!r}" if missing else f"has an unknown column {unknown[0]!r}"
        raise SpeakerListError(f"{source} {wrong}; its header must name columns of {', '.join(COLUMNS)}")
    found: dict[str, Known] = {}
    for row in reader:
        known = _known(row, f"{source}, line {reader.line_num}")
        for form in (known.name, *known.aliases):
            found.setdefault(names.fold(form), known)
    return found


def _known(row: dict[str, str | None], where: str) -> Known:
    cells = {c: (row.get(c) or "").strip() or None for c in COLUMNS}
    name, kind, country = cells["name"], cells["kind"], cells["country"]
    if name is None:
        raise SpeakerListError(f"{where}: the name is empty; give one or remove the line")
    if kind is not None and kind not in get_args(SpeakerKind):
        raise SpeakerListError(f"{where}: kind is {kind!r}; it must be one of {', '.join(get_args(SpeakerKind))}")
    if country is not None and not (len(country) == 3 and country.isalpha() and country.isupper()):
        raise SpeakerListError(f"{where}: country is {country!r}; write its ISO 3166 alpha-3 code, as in DEU")
    aliases = tuple(a.strip() for a in (cells["aliases"] or "").split(";") if a.strip())
    return Known(name, aliases, kind, cells["affiliation"], country, cells["wikidata"])  # type: ignore[arg-type]
