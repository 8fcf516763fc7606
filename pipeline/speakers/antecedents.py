"""Whom a definite noun refers to that the text has named: by role, by kinship, by the sort of body."""

from spacy.tokens import Token

from pipeline.speakers import countries, names, phrases
from pipeline.speakers.entities import Entity
from pipeline.speakers.lexicon import Noun, nouns
from pipeline.speakers.scene import Scene

NEAR = frozenset(("company", "bank", "group", "agency", "paper", "broadcaster", "institute", "association", "school"))


SPEAKING_ONCE = frozenset(
    ("judge", "leader", "minister", "lawmaker", "governor", "candidate", "diplomat", "lawyer", "chief")
)


TOPICAL = frozenset(("candidate", "leader", "businessman"))


KIN = frozenset(("spouse", "child", "parent", "sibling"))


def known(scene: Scene, head: Token) -> Entity | None:
    """Return whom a definite noun such as "the senator" or "the ministry" names if the text has named it before."""
    noun = phrases.noun_of(head)
    if phrases.determiner(head) != "the" or head.tag_ not in ("NN", "NNP") or phrases.owner(head) is not None:
        return None
    if "person" in noun.kinds:
        return _by_role(scene, head, noun)
    return known_body(scene, head, noun) if noun.kinds & {"government", "organization"} else None


def known_person(scene: Scene, head: Token, noun: Noun, possessor: Entity | None) -> Entity | None:
    """Find the person whose role, as the text has told it, the noun names; the nearest before wins."""
    if phrases.determiner(head) == "a":
        return _named_later(scene, head, noun)
    if possessor is not None and noun.senses & KIN:
        return _relative(scene, noun, possessor)
    best = _by_role(scene, head, noun)
    if best is None and phrases.determiner(head) == "" and scene.sentence[head.i] <= 1:
        return _named_later(scene, head, noun)
    return best or _loosely(scene, head, noun)


def _by_role(scene: Scene, head: Token, noun: Noun) -> Entity | None:
    """Find the person before whose role has the noun, or one of its sense; what agrees in more words wins."""
    country, lemma = phrases.nation(head), head.lemma_.lower()
    marks = {c.lower_ for c in head.lefts if c.dep_ in ("amod", "compound", "nmod")}
    best: tuple[tuple[int, int], Entity] | None = None
    for entity in scene.entities:
        spot = entity.before(head.i)
        if spot is None or entity.plural or entity.kind not in ("person", "unnamed"):
            continue
        if not entity.senses & (noun.senses | {lemma}) or _apart(entity.country, country):
            continue
        if _apart(entity.gender, noun.gender):
            continue
        told = _words(entity.role)
        exact = lemma in entity.senses or lemma in told
        if entity.kind == "unnamed" and lemma not in told | _words(entity.name):
            continue  # "a contender" is not taken up as "the candidate"
        party = 1 if marks & {"gop", "republican"} and "republican" in entity.senses else 0
        rank = (2 * exact + party + len(marks & told), spot.first)
        if best is None or rank > best[0]:
            best = (rank, entity)
    return best[1] if best else None


def _apart(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _named_later(scene: Scene, head: Token, noun: Noun) -> Entity | None:
    """Find whom an article that opens with "a judge" names afterwards, if only one it names is a judge."""
    if not noun.senses & SPEAKING_ONCE or scene.sentence[head.i] > 2 or scene.paragraph[head.i] > 2:
        return None
    country = phrases.nation(head)
    fits = [e for e in scene.entities if e.kind == "person" and not e.members and e.senses & noun.senses]
    fits = [e for e in fits if not _apart(e.country, country)]
    if len(fits) != 1 or any(s.first < head.i and s.type == "name" for s in fits[0].spots):
        return None
    return fits[0]


def _relative(scene: Scene, noun: Noun, possessor: Entity) -> Entity | None:
    """Find whom "his wife" is: the person of that kinship, else the one of the other sex with the same surname."""
    persons = [e for e in scene.entities if e.kind == "person" and not e.members and e is not possessor]
    told = [e for e in persons if e.senses & noun.senses and e.gender in (None, noun.gender)]
    surname = names.words(possessor.name)[-1:]
    shared = [e for e in persons if names.words(e.name)[-1:] == surname and e.gender == noun.gender is not None]
    return next((found[0] for found in (told, shared) if len(found) == 1), None)


def _words(role: str | None) -> set[str]:
    return set(names.fold(role or "").split())


def _loosely(scene: Scene, head: Token, noun: Noun) -> Entity | None:
    """Take "the man", "the woman" or "the 34-year-old" for the person named last that can be one."""
    if phrases.determiner(head) != "the":
        return None
    if noun.senses & TOPICAL and head.lemma_.lower() not in ("minister", "rival"):
        return _main_person(scene, head, noun)
    if "human" not in noun.senses and not _aged(head):
        return None
    fitting = [
        (spot.first, e.serial, e)
        for e in scene.entities
        if e.kind == "person" and not e.members and e.gender in (None, noun.gender) and (spot := e.before(head.i))
    ]
    return max(fitting, key=lambda f: f[:2])[2] if fitting else None


def _aged(head: Token) -> bool:
    """Tell whether a noun is told apart by an age: "the 34-year-old mother of three"."""
    return any(t.lower_ == "old" and t.i >= 2 and t.nbor(-2).lower_ == "year" for t in (head, *head.lefts))


def _main_person(scene: Scene, head: Token, noun: Noun) -> Entity | None:
    """Take "the candidate" for the article's main person, if the text gives that person no role."""
    persons = [e for e in scene.entities if e.kind == "person" and not e.members and e.before(head.i)]
    ranked = sorted(persons, key=lambda e: -sum(s.first < head.i for s in e.spots))
    if not ranked or len(ranked[0].spots) < 3 or (ranked[0].role and not ranked[0].senses & noun.senses):
        return None
    return ranked[0] if ranked[0].gender in (None, noun.gender) or noun.gender is None else None


def known_body(scene: Scene, head: Token, noun: Noun) -> Entity | None:
    """Find the body that "the ministry" or "the bank" names: by a word of its name, else the nearest of its sort."""
    country = phrases.nation(head)
    marks = {c.lower_ for c in head.lefts if c.dep_ in ("amod", "compound", "nmod")}
    best: tuple[tuple[int, int], Entity] | None = None
    for entity in scene.entities:
        spot = entity.before(head.i)
        if spot is None or entity.kind not in ("organization", "government") or entity.members:
            continue
        if country and entity.country and country != entity.country:
            continue
        fit = _fit(entity, head.lemma_.lower(), noun, marks)
        if fit and (best is None or (fit, spot.first) > best[0]):
            best = ((fit, spot.first), entity)
    return best[1] if best else None


def _fit(entity: Entity, lemma: str, noun: Noun, marks: set[str]) -> int:
    """Return how well a body fits a noun: 2 it is called so, 1 it is of that sort, 0 not or not by its adjectives."""
    words = names.fold(entity.name).split()
    demonyms = {m for m in marks if countries.place(m.title())} if entity.country else set()
    if not words or not marks - demonyms <= {*words, *entity.senses}:
        return 0
    if lemma in words or lemma in entity.senses:
        return 2
    sort = nouns().get(words[-1], phrases.UNKNOWN).senses
    near = bool(noun.senses & NEAR) and entity.kind == "organization" and entity.proper and not sort
    return 1 if noun.senses & (entity.senses | sort) or near else 0
