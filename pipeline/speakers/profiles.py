"""What all articles together tell of one speaker."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from pipeline.records import Speaker, SpeakerKind
from pipeline.speakers import names
from pipeline.speakers.entities import Entity
from pipeline.speakers.userlist import Known

FULLEST = frozenset(("person", "organization", "government"))
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


def agree(profile: Profile, entity: Entity) -> bool:
    """Tell that an article's speaker does not contradict a profile in both role and country."""
    if entity.kind not in NAMED or profile.known:
        return True
    other_country = entity.country and profile.country and entity.country not in profile.country
    other_role = entity.role and profile.role and not _words(entity.role) & _all_words(profile.role)
    return not (other_country and other_role)


def conflict(one: Profile, other: Profile) -> bool:
    """Tell that two profiles contradict each other in both role and country."""
    countries = one.country and other.country and not set(one.country) & set(other.country)
    roles = one.role and other.role and not _all_words(one.role) & _all_words(other.role)
    return bool(countries and roles)


def speaks_for(one: Profile, other: Profile) -> bool:
    """Tell that country or role speak for two profiles being one."""
    countries = bool(set(one.country) & set(other.country))
    return countries or bool(_all_words(one.role) & _all_words(other.role))


def _words(text: str) -> set[str]:
    return set(names.fold(text).split())


def _all_words(counter: Counter[str]) -> set[str]:
    return {w for text in counter for w in _words(text)}


def enrich(profile: Profile, entity: Entity) -> None:
    """Add what one article tells to a profile."""
    for counter, value in (
        (profile.role, entity.role),
        (profile.affiliation, entity.affiliation),
        (profile.country, entity.country),
    ):
        if value:
            counter[value] += 1
    profile.forms.update(entity.forms.keys())
    profile.forms[entity.name] += 1
    if entity.kind in FULLEST and not profile.known and len(entity.name) > len(profile.name):
        profile.name = entity.name


def absorb(home: Profile, other: Profile) -> None:
    """Join one profile to another."""
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


def row(profile: Profile) -> Speaker:
    """Return a profile as a row of `speakers`."""
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
