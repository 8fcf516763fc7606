"""What all articles together tell of one speaker."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.records import Speaker, SpeakerKind
from pipeline.speakers import countries, names
from pipeline.speakers.entities import Met
from pipeline.speakers.homeland import HEADS
from pipeline.speakers.lexicon import bodies
from pipeline.speakers.userlist import Known

BODIES = frozenset(("organization", "government"))
NAMED = frozenset(("person", "author"))


@dataclass(slots=True, eq=False)
class Profile:
    """What all articles tell of one speaker; ``votes`` counts the articles by the form each of them uses most."""

    key: str
    name: str
    kind: SpeakerKind
    role: Counter[str] = field(default_factory=Counter)
    affiliation: Counter[str] = field(default_factory=Counter)
    country: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    votes: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    attributions: int = 0
    known: Known | None = None
    into: "Profile | None" = None
    number: int = 0

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


def agree(profile: Profile, met: Met) -> bool:
    """Tell that an article's speaker does not contradict a profile in both role and country."""
    if met.kind not in NAMED or profile.known:
        return True
    other_country = met.country and profile.country and met.country not in profile.country
    other_role = met.role and profile.role and not _words(met.role) & _all_words(profile.role)
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


def leads(profile: Profile) -> bool:
    """Tell that a person is called a head of state or government."""
    return any(HEADS.search(role) for role in profile.role)


def _words(text: str) -> set[str]:
    return set(names.fold(text).split())


def _all_words(counter: Counter[str]) -> set[str]:
    return {w for text in counter for w in _words(text)}


def enrich(profile: Profile, met: Met) -> None:
    """Add what one article tells to a profile."""
    for counter, value in (
        (profile.role, met.role),
        (profile.affiliation, met.affiliation),
        (profile.country, met.country),
    ):
        if value:
            counter[value] += 1
    profile.forms.update(met.forms.keys())
    profile.forms[met.name] += 1
    profile.votes[_usual(met)] += 1
    if met.kind == "person" and not profile.known and len(met.name) > len(profile.name):
        profile.name = met.name


def _usual(met: Met) -> str:
    """Return the form an article uses most for a body: its name, an acronym or a listed form; never a mere part of it.

    "NATO" is known everywhere by its acronym; an acronym that only the article explains is not. A state has one name
    however news calls it.
    """
    listed = [bodies()[form].name for form in (met.name, *sorted(met.forms)) if form in bodies()]
    if met.kind not in BODIES or countries.place(met.name) or not listed:
        return met.name
    known, whole = names.fold(listed[0]), Counter[str]()
    for form, count in met.forms.items():
        if names.fold(form).endswith(known):  # "the federal Securities and Exchange Commission"
            whole[listed[0]] += count
        elif _stands_alone(form):
            whole[form] += count
    return min(whole, key=lambda form: (-whole[form], -len(form), form), default=met.name)


def _stands_alone(form: str) -> bool:
    """Tell whether a form is an acronym, or one that is written as a word ("Nato")."""
    if names.is_acronym(form) or re.fullmatch(r"[A-Z]-?\d{1,2}", form):
        return True
    return form in bodies() and names.is_acronym(form.upper()) and form.upper() in bodies()


def absorb(home: Profile, other: Profile) -> None:
    """Join one profile to another."""
    other.into = home
    for mine, theirs in ((home.role, other.role), (home.affiliation, other.affiliation), (home.country, other.country)):
        mine.update(theirs)
    home.forms.update(other.forms)
    home.votes.update(other.votes)
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


def _central(roles: Counter[str]) -> str | None:
    """Return the role that shares most words with all that are told, so that an odd one out is not taken."""
    words = {role: _words(role) for role in roles}

    def support(role: str) -> float:
        return sum(n * len(words[role] & words[o]) / max(1, len(words[role] | words[o])) for o, n in roles.items())

    return min(roles, key=lambda role: (-round(support(role), 6), -len(role), role), default=None)


def usual_name(profile: Profile) -> str:
    """Return a speaker's name: a person's fullest, a body's as most articles write it (of equals the longer)."""
    if profile.known or profile.kind not in BODIES:
        return profile.name
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for form, count in profile.votes.items():
        spellings[names.fold(form)][form] = count
    if not spellings:
        return profile.name
    best = min(spellings, key=lambda fold: (-spellings[fold].total(), -len(fold), fold))
    return _most(spellings[best]) or profile.name


def row(profile: Profile, bodies_named: Mapping[str, str]) -> Speaker:
    """Return a profile as a row of `speakers`; ``bodies_named`` gives the one name of a body for its folded forms."""
    known, name = profile.known, usual_name(profile)
    affiliations: Counter[str] = Counter()
    for body, count in profile.affiliation.items():
        affiliations[bodies_named.get(names.fold(body), body)] += count
    aliases = set(profile.forms) | {profile.name} | set(known.aliases if known else ())
    return Speaker(
        speaker_id=profile.speaker_id,
        name=name,
        kind=profile.kind,
        role=_central(profile.role),
        affiliation=known.affiliation if known and known.affiliation else _most(affiliations),
        country=known.country if known and known.country else _most(profile.country),
        wikidata=known.wikidata if known else None,
        aliases=tuple(sorted(aliases - {name})),
        n_articles=profile.articles,
        n_attributions=profile.attributions,
    )
