"""Join the speakers of all articles: who is the same, under one stable id.

Persons are joined by their full name, never by a surname alone; spellings that differ by a letter or two are joined
when role or country speak for it. Blocking on the name's folded ends keeps this linear in the number of speakers.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from pipeline.records import Speaker, SpeakerKind
from pipeline.speakers import names
from pipeline.speakers.entities import Entity
from pipeline.speakers.userlist import Known

NAMED = frozenset(("person", "author"))


@dataclass(slots=True, eq=False)
class Profile:
    """What all articles tell of one speaker."""

    key: str
    name: str
    kind: SpeakerKind
    role: Counter[str] = field(default_factory=Counter)
    affiliation: Counter[str] = field(default_factory=Counter)
    country: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    attributions: int = 0
    known: Known | None = None
    into: "Profile | None" = None

    def final(self) -> "Profile":
        """Return the profile this one was joined to at last."""
        profile = self
        while profile.into is not None:
            profile = profile.into
        return profile

    @property
    def speaker_id(self) -> str:
        """Return the id, a hash of the canonical key."""
        return "sp-" + hashlib.sha256(self.final().key.encode()).hexdigest()[:12]


class Register:
    """All speakers so far; grows by the speakers, not by their mentions."""

    def __init__(self, *, similarity: float, known: Mapping[str, Known] | None = None) -> None:
        self._similarity = similarity
        self._known = known or {}
        self._profiles: dict[str, list[Profile]] = defaultdict(list)

    def add(self, entity: Entity, *, article_id: str, serial: int, attributions: int, holds: bool) -> Profile:
        """Add one article's speaker and return the profile it belongs to.

        ``holds`` tells that the speaker holds an attribution or the pen there.
        """
        known = self._listed(entity)
        key = self._key(entity, known, article_id, serial)
        profile = next((p for p in self._profiles[key] if _agree(p, entity)), None)
        if profile is None:
            number = len(self._profiles[key])
            kind = known.kind if known and known.kind else entity.kind
            profile = Profile(f"{key}|{number}" if number else key, known.name if known else entity.name, kind)
            profile.known = known
            self._profiles[key].append(profile)
        _enrich(profile, entity)
        profile.articles += holds
        profile.attributions += attributions
        return profile

    def _listed(self, entity: Entity) -> Known | None:
        if not self._known or not entity.proper:
            return None
        forms = (entity.name, *sorted(entity.forms))
        found = [self._known[names.fold(f)] for f in forms if names.fold(f) in self._known]
        whole = entity.kind != "person" or len(names.words(entity.name)) > 1
        return found[0] if found and (whole or names.fold(entity.name) in self._known) else None

    def _key(self, entity: Entity, known: Known | None, article_id: str, serial: int) -> str:
        if known is not None:
            return f"list|{names.fold(known.name)}"
        single = entity.kind == "person" and len(names.words(entity.name)) < 2
        if single or not entity.proper:
            return f"{entity.kind}|{names.fold(entity.name)}|{article_id}|{serial if not entity.proper else 0}"
        kind = "body" if entity.kind in ("organization", "government") else entity.kind
        return f"{kind}|{names.fold(entity.name)}"

    def join(self) -> None:
        """Join what only all articles together show: acronyms with their bodies, spellings of one person's name."""
        self._join_acronyms()
        self._join_spellings()

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
                _absorb(fits[0].final(), profile)

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
                    _absorb(home, profile)

    def _one_person(self, one: Profile, other: Profile) -> bool:
        if one.known or (other.known and one.known is not other.known):
            return False
        if _conflict(one, other):
            return False
        if names.same_person(one.name, other.name):
            return True
        alike = fuzz.ratio(names.fold(one.name), names.fold(other.name)) >= self._similarity
        return alike and len(names.fold(one.name)) > 8 and _speaks_for(one, other)

    def speakers(self) -> list[Speaker]:
        """Return the rows of `speakers`, sorted by id."""
        rows = {p.speaker_id: _row(p) for ps in self._profiles.values() for p in ps if p.into is None}
        return [rows[key] for key in sorted(rows)]


def _agree(profile: Profile, entity: Entity) -> bool:
    """Tell that an article's speaker does not contradict a profile in both role and country."""
    if entity.kind not in NAMED or profile.known:
        return True
    other_country = entity.country and profile.country and entity.country not in profile.country
    other_role = entity.role and profile.role and not _words(entity.role) & _all_words(profile.role)
    return not (other_country and other_role)


def _conflict(one: Profile, other: Profile) -> bool:
    countries = one.country and other.country and not set(one.country) & set(other.country)
    roles = one.role and other.role and not _all_words(one.role) & _all_words(other.role)
    return bool(countries and roles)


def _speaks_for(one: Profile, other: Profile) -> bool:
    countries = bool(set(one.country) & set(other.country))
    return countries or bool(_all_words(one.role) & _all_words(other.role))


def _words(text: str) -> set[str]:
    return set(names.fold(text).split())


def _all_words(counter: Counter[str]) -> set[str]:
    return {w for text in counter for w in _words(text)}


def _enrich(profile: Profile, entity: Entity) -> None:
    for counter, value in (
        (profile.role, entity.role),
        (profile.affiliation, entity.affiliation),
        (profile.country, entity.country),
    ):
        if value:
            counter[value] += 1
    profile.forms.update(entity.forms.keys())
    profile.forms[entity.name] += 1
    if entity.kind == "person" and not profile.known and len(entity.name) > len(profile.name):
        profile.name = entity.name


def _absorb(home: Profile, other: Profile) -> None:
    other.into = home
    for mine, theirs in ((home.role, other.role), (home.affiliation, other.affiliation), (home.country, other.country)):
        mine.update(theirs)
    home.forms.update(other.forms)
    home.forms[other.name] += 1
    home.articles += other.articles
    home.attributions += other.attributions
    if (
        home.kind == "person"
        and not home.known
        and len(other.name) > len(home.name)
        and names.same_person(home.name, other.name)
    ):
        home.name = other.name


def _most(counter: Counter[str]) -> str | None:
    return min(counter, key=lambda value: (-counter[value], -len(value), value)) if counter else None


def _row(profile: Profile) -> Speaker:
    known = profile.known
    aliases = {f for f in profile.forms if f != profile.name} | set(known.aliases if known else ())
    return Speaker(
        speaker_id=profile.speaker_id,
        name=profile.name,
        kind=profile.kind,
        role=_most(profile.role),
        affiliation=known.affiliation if known and known.affiliation else _most(profile.affiliation),
        country=known.country if known and known.country else _most(profile.country),
        wikidata=known.wikidata if known else None,
        aliases=tuple(sorted(aliases - {profile.name})),
        n_articles=profile.articles,
        n_attributions=profile.attributions,
    )
