"""Join the speakers of all articles: who is the same, under one stable id.

Persons are joined by their full name, never by a surname alone, save heads of government whose country agrees as well;
spellings that differ by a letter or two are joined
when role or country speak for it. Blocking on the name's folded ends keeps this linear in the number of speakers.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz

from pipeline.records import Speaker
from pipeline.speakers import countries, names
from pipeline.speakers.entities import Met
from pipeline.speakers.lexicon import bodies
from pipeline.speakers.profiles import (
    BODIES,
    Profile,
    absorb,
    agree,
    conflict,
    enrich,
    leads,
    row,
    speaks_for,
    usual_name,
)
from pipeline.speakers.userlist import Known


class Register:
    """All speakers so far; grows by the speakers, not by their mentions."""

    def __init__(self, *, similarity: float, known: Mapping[str, Known] | None = None) -> None:
        self._similarity = similarity
        self._known = known or {}
        self._profiles: dict[str, list[Profile]] = defaultdict(list)
        self._count = 0

    def add(self, met: Met) -> Profile:
        """Add one article's speaker and return the profile it belongs to; profiles are numbered from 0."""
        known = self._listed(met)
        key = self._key(met, known)
        profile = next((p for p in self._profiles[key] if agree(p, met)), None)
        if profile is None:
            number = len(self._profiles[key])
            kind = known.kind if known and known.kind else met.kind
            profile = Profile(f"{key}|{number}" if number else key, known.name if known else met.name, kind)
            profile.known, profile.number = known, self._count
            self._count += 1
            self._profiles[key].append(profile)
        enrich(profile, met)
        profile.articles += met.holds
        profile.attributions += met.attributions
        return profile

    def _listed(self, met: Met) -> Known | None:
        if not self._known or not met.proper:
            return None
        forms = (met.name, *sorted(met.forms))
        found = [self._known[names.fold(f)] for f in forms if names.fold(f) in self._known]
        whole = met.kind != "person" or len(names.words(met.name)) > 1
        return found[0] if found and (whole or names.fold(met.name) in self._known) else None

    def _key(self, met: Met, known: Known | None) -> str:
        if known is not None:
            return f"list|{names.fold(known.name)}"
        single = met.kind == "person" and len(names.words(met.name)) < 2
        if single or not met.proper:
            return f"{met.kind}|{names.fold(met.name)}|{met.article_id}|{met.serial if not met.proper else 0}"
        kind = "body" if met.kind in ("organization", "government") else met.kind
        listed = bodies().get(met.name) if kind == "body" else None
        if kind == "body":
            return f"body|{names.fold(listed.name) if listed else countries.body_key(met.name)}"
        return f"{kind}|{names.fold(met.name)}"

    def join(self) -> None:
        """Join what only all articles together show: acronyms with their bodies, spellings of one person's name."""
        self._join_acronyms()
        self._join_spellings()
        self._join_heads()

    def _join_acronyms(self) -> None:
        bodies = [p for ps in self._profiles.values() for p in ps if p.kind in ("organization", "government")]
        full: dict[str, list[Profile]] = defaultdict(list)
        for profile in bodies:
            for form in profile.forms:
                if names.is_acronym(form) and not names.is_acronym(profile.name):
                    full[form.replace(".", "")].append(profile)
        for profile in bodies:
            fits = full.get(profile.name.replace(".", ""), [])
            if names.is_acronym(profile.name) and len(fits) == 1 and fits[0].final() is not profile:
                absorb(fits[0].final(), profile)

    def _join_spellings(self) -> None:
        blocks: dict[tuple[str, str], list[Profile]] = defaultdict(list)
        for profiles in self._profiles.values():
            for profile in profiles:
                words = names.words(profile.name)
                if profile.kind == "person" and len(words) > 1 and profile.into is None:
                    blocks[words[0][:1], words[-1][:2]].append(profile)
        for block in blocks.values():
            ordered = sorted(block, key=lambda p: (-p.attributions, p.key))
            for i, profile in enumerate(ordered):
                home = next((h for h in ordered[:i] if h.into is None and self._one_person(h, profile)), None)
                if home is not None:
                    absorb(home, profile)

    def _one_person(self, one: Profile, other: Profile) -> bool:
        if one.known or (other.known and one.known is not other.known):
            return False
        if conflict(one, other):
            return False
        if names.same_person(one.name, other.name):
            return True
        alike = fuzz.ratio(names.fold(one.name), names.fold(other.name)) >= self._similarity
        return alike and len(names.fold(one.name)) > 8 and speaks_for(one, other)

    def _join_heads(self) -> None:
        """Join "Putin" of one article to the one head of government of that surname and country that others name."""
        full: dict[tuple[str, str], list[Profile]] = defaultdict(list)
        single: list[Profile] = []
        persons = [p for ps in self._profiles.values() for p in ps if p.kind == "person" and p.into is None]
        for profile in persons:
            words = names.words(profile.name)
            if len(words) == 1 and profile.name in countries.heads():
                single.append(profile)
            for country in profile.country if len(words) > 1 and leads(profile) else ():
                full[words[-1], country].append(profile)
        for profile in single:
            fits = [p for country in profile.country for p in full.get((names.fold(profile.name), country), [])]
            if len(fits) == 1 and not profile.known and (leads(profile) or not profile.role):
                absorb(fits[0], profile)

    def speakers(self, bodies_named: Mapping[str, str | None] | None = None) -> list[Speaker]:
        """Return the rows of `speakers`, sorted by id.

        ``bodies_named`` is what :meth:`bodies_named` of all registers tells, when this one has but a block of them.
        """
        told = self.bodies_named() if bodies_named is None else bodies_named
        named = {form: name for form, name in told.items() if name is not None}
        rows = {p.speaker_id: row(p, named) for p in self._last()}
        return [rows[key] for key in sorted(rows)]

    def bodies_named(self) -> dict[str, str | None]:
        """Return the name of the body that each folded form stands for, null where it stands for several."""
        found: dict[str, str | None] = {}
        for profile in self._last():
            if profile.kind in BODIES:
                name = usual_name(profile)
                for form in map(names.fold, (profile.name, *profile.forms)):
                    found[form] = name if found.get(form, name) == name else None
        return found

    def _last(self) -> Iterator[Profile]:
        return (p for ps in self._profiles.values() for p in ps if p.into is None)
