"""Join the names of an article that name the same person or body."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.speakers import countries, kinds, names
from pipeline.speakers.entities import Entity, NameMention, Spot
from pipeline.speakers.lexicon import Gender, bodies, titles

NEAR = 60
"""Tokens within which a full name is fresh in mind."""


@dataclass(slots=True)
class Group:
    """A person and the places of the full name."""

    entity: Entity
    full: list[NameMention] = field(default_factory=list)


def cluster(mentions: Sequence[NameMention], *, aliases: Iterable[tuple[str, str]] = ()) -> list[Entity]:
    """Return the entities that names of one article stand for, each with its mentions, in order of appearance.

    ``aliases`` are pairs of a full name and its acronym, as the text gives them in brackets.
    """
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    titled: Counter[str] = Counter()
    for mention in mentions:
        key = names.fold(mention.name)
        labels[key][mention.label] += 1
        titled[key] += any(_personal(t) for t in mention.titles)
    persons = _persons(mentions, labels, titled)
    taken = {spot for entity in persons for spot in entity.spots}
    rest = [m for m in mentions if Spot(m.first, m.last, "name") not in taken]
    others = _bodies(rest, labels, titled, {short: full for full, short in aliases})
    entities = [e for e in (*persons, *others) if e.spots]
    return sorted(entities, key=lambda e: e.spots[0])


def _personal(title: str) -> bool:
    return title in titles()


def _persons(mentions: Sequence[NameMention], labels: dict[str, Counter[str]], titled: Counter[str]) -> list[Entity]:
    """Group the names of persons: full names first, then surnames and given names by what stands nearest before."""
    groups: list[Group] = []
    single: list[NameMention] = []
    for mention in mentions:
        key = names.fold(mention.name)
        if len(names.words(mention.name)) < 2:
            single.append(mention)
        elif kinds.vote(mention.name, labels[key], titled=titled[key]) == "person":
            group = _same(groups, mention) or _new(groups, mention)
            group.full.append(mention)
            _note(group.entity, mention)
    meant: dict[str, Entity] = {}
    for mention in single:
        key = names.fold(mention.name)
        kind = kinds.vote(mention.name, labels[key], titled=titled[key])
        fitting = _fitting(groups, mention, meant.get(key))
        known = (
            kinds.by_lexicon(mention.name) is not None and kind != "person" and not _person_of_place(fitting, mention)
        )
        if fitting and (not known or mention.titles):
            _note(fitting.entity, mention)
            meant[key] = fitting.entity
        elif kind == "person":
            own = next((g for g in groups if names.fold(g.entity.name) == key and _agree(g.entity, mention)), None)
            _note((own or _new(groups, mention)).entity, mention)
    return [g.entity for g in groups]


def _person_of_place(fitting: Group | None, mention: NameMention) -> bool:
    """Tell whether a city's name is a person's surname here: the full name went before and this is a subject."""
    if fitting is None or not mention.subject or names.names_part(mention.name, fitting.entity.name) != 2:
        return False
    place = countries.place(mention.name)
    return place is not None and place.kind in ("seat", "region") and fitting.full[0].first < mention.first


def _same(groups: list[Group], mention: NameMention) -> Group | None:
    """Find the person whose full name a full name repeats."""
    for group in groups:
        if names.same_person(group.entity.name, mention.name) and _agree(group.entity, mention):
            return group
    return None


def _new(groups: list[Group], mention: NameMention) -> Group:
    name = names.unshout(mention.name)
    gender, guessed = names.given_gender(name), names.both_genders(name)
    entity = Entity(name=name, kind="person", gender=gender, guessed=gender is not None and guessed)
    groups.append(Group(entity))
    return groups[-1]


def _note(entity: Entity, mention: NameMention) -> None:
    entity.add(Spot(mention.first, mention.last, "name"))
    entity.forms[mention.name] += 1
    told = title_gender(mention.titles)
    if told:
        entity.gender, entity.guessed = told, False
    name = names.unshout(mention.name)
    if (len(names.words(name)), len(name)) > (len(names.words(entity.name)), len(entity.name)):
        entity.name = name


def title_gender(found: Iterable[str]) -> Gender | None:
    """Return the gender that the titles before a name tell."""
    return next((titles()[t].gender for t in found if t in titles() and titles()[t].gender), None)


def _agree(entity: Entity, mention: NameMention) -> bool:
    told = title_gender(mention.titles)
    return told is None or entity.gender in (None, told) or entity.guessed


def _fitting(groups: list[Group], mention: NameMention, last: Entity | None) -> Group | None:
    """Find the person a short name stands for.

    A surname goes before a given name. Of two who bear it, the one it meant last is likely, and the one whose full
    name stands nearest before; less so one who is introduced as a relative or goes on being called by the full name.
    """
    fitting = [(names.names_part(mention.name, g.entity.name), g) for g in groups if _agree(g.entity, mention)]
    fitting = [(fit, g) for fit, g in fitting if fit and g.full]
    if not fitting:
        return None
    ranked = [(10.0 * fit + _likely(g, mention, last), -n, g) for n, (fit, g) in enumerate(fitting)]
    return max(ranked, key=lambda r: r[:2])[2]


def _likely(group: Group, mention: NameMention, last: Entity | None) -> float:
    before = [m for m in group.full if m.first < mention.first]
    score = 1.5 if last is group.entity else 0.0
    score -= 2.5 * any(m.kin for m in group.full) + 0.4 * min(4, max(0, len(group.full) - 2))
    if not before:
        return score - 3.0
    return score + 1.0 * before[-1].subject + 1.5 * (mention.first - before[-1].first < NEAR)


def _bodies(
    mentions: Sequence[NameMention],
    labels: dict[str, Counter[str]],
    titled: Counter[str],
    aliases: dict[str, str],
) -> list[Entity]:
    """Group the names of bodies, states, peoples and documents by their form, acronym or ending."""
    groups: dict[str, Entity] = {}
    ordered = sorted(mentions, key=lambda m: (-len(m.name), m.first))
    for mention in ordered:
        key = names.fold(mention.name)
        kind = kinds.vote(mention.name, labels[key], titled=titled[key])
        if kind is None or kind == "person":
            continue
        name, country = _canonical(mention.name)
        name = _campaign(aliases.get(name, name), groups)
        home = groups.get(countries.body_key(name)) or _by_short_form(list(groups.values()), name, kind)
        if home is None:
            home = Entity(name=name, kind=kind, country=country, plural=kind == "group")
            groups[countries.body_key(name)] = home
        home.add(Spot(mention.first, mention.last, "name"))
        home.forms[mention.name] += 1
    for entity in groups.values():
        if entity.name in bodies() and entity.name not in entity.forms:
            full = max(entity.forms, key=lambda form: (len(form), form))
            entity.name = full.removeprefix("The ").removeprefix("the ")  # the fullest form of the article: "NATO"
    return list(groups.values())


def _campaign(name: str, groups: dict[str, Entity]) -> str:
    """Return "Trump campaign" for "Trump team" where the article has the one as well."""
    words = name.split()
    other = " ".join((*words[:-1], "campaign"))
    return other if words[-1] in ("team", "camp") and countries.body_key(other) in groups else name


def _canonical(name: str) -> tuple[str, str | None]:
    """Return the usual name of a body or state, and the country it speaks for."""
    bare = name[4:] if name[:4] in ("The ", "the ") else name
    body = bodies().get(bare)
    if body:
        return body.name, body.country
    known = countries.place(bare)
    if known:
        return (known.state if known.kind in ("state", "region") else bare), known.country
    return bare, countries.side_of(bare)


def _by_short_form(groups: list[Entity], name: str, kind: str) -> Entity | None:
    """Find the body that an acronym or the end of its name stands for, when there is only one."""
    if kind not in ("organization", "government") or countries.place(name):
        return None
    if names.is_acronym(name):
        bare = name.replace(".", "")
        fits = [g for g in groups if bare in names.acronyms(g.name)]
    else:
        words = names.fold(name).split()
        fits = [g for g in groups if g.kind == kind and names.fold(g.name).split()[-len(words) :] == words]
    return fits[0] if len(fits) == 1 else None
