"""What an article's speakers are while they are being made out: one entity a speaker."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from pipeline.records import MentionType, SpeakerKind
from pipeline.speakers.lexicon import Gender


@dataclass(frozen=True, slots=True)
class NameMention:
    """One name in the text: tokens ``[first, last)`` of the core name, its titles and spaCy's type ("" for none).

    ``kin`` tells that it is introduced as somebody's relative ("his wife, Ann Lee"); such a person's surname alone
    usually means the other one.
    """

    first: int
    last: int
    name: str
    titles: tuple[str, ...]
    label: str
    subject: bool = False
    kin: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """One mention of an entity: tokens ``[first, last)``."""

    first: int
    last: int
    type: MentionType


@dataclass(frozen=True, slots=True)
class Description:
    """What one place of the text tells of a person: role, body, country, gender; ``weight`` says how well."""

    role: str | None = None
    affiliation: str | None = None
    country: str | None = None
    gender: Gender | None = None
    senses: frozenset[str] = frozenset()
    weight: int = 0


@dataclass(slots=True, eq=False)
class Entity:
    """One speaker of one article; grows while the article is read.

    ``guessed`` tells that the gender is a guess by a given name that men and women bear, ``proper`` that the name
    means the same in other articles; the rest ("a senior official") never leaves its own. ``actor`` is false for a
    name that does nothing in the article: such a one is a speaker only if an attribution is its.
    """

    name: str
    kind: SpeakerKind
    proper: bool = True
    gender: Gender | None = None
    guessed: bool = False
    plural: bool = False
    role: str | None = None
    affiliation: str | None = None
    country: str | None = None
    senses: frozenset[str] = frozenset()
    members: tuple["Entity", ...] = ()
    forms: Counter[str] = field(default_factory=Counter)
    spots: list[Spot] = field(default_factory=list)
    serial: int = 0
    actor: bool = True

    def add(self, spot: Spot) -> None:
        """Note a mention, in the order of the text."""
        at = bisect_left(self.spots, spot)
        if self.spots[at : at + 1] != [spot]:
            self.spots.insert(at, spot)

    def seen(self, token: int) -> int:
        """Return how many mentions stand before a token."""
        return bisect_left(self.spots, token, key=lambda s: s.first)

    def before(self, token: int) -> Spot | None:
        """Return the last mention before a token."""
        at = bisect_left(self.spots, token, key=lambda s: s.first)
        return self.spots[at - 1] if at else None

    def after(self, token: int) -> Spot | None:
        """Return the first mention at or after a token."""
        at = bisect_left(self.spots, token, key=lambda s: s.first)
        return self.spots[at] if at < len(self.spots) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """What one article tells of one of its speakers, as a row that is kept aside until all articles are read.

    ``names`` are its names there and ``counts`` how often each stands; ``attributions`` are those it holds,
    ``holds`` that it holds one or the pen; ``profile`` numbers what the speaker is among all articles'.
    """

    TABLE: ClassVar[str] = "met"
    KEY: ClassVar[tuple[str, ...]] = ("article_id", "serial")

    article_id: str
    serial: int
    name: str
    kind: SpeakerKind
    proper: bool
    role: str | None
    affiliation: str | None
    country: str | None
    names: tuple[str, ...]
    counts: tuple[int, ...]
    attributions: int
    holds: bool
    profile: int = 0

    @property
    def local_id(self) -> str:
        """Return the speaker's id within its article."""
        return f"{self.article_id}#{self.serial}"

    @property
    def forms(self) -> Mapping[str, int]:
        """Return how often each of its names stands in the article."""
        return dict(zip(self.names, self.counts, strict=True))


def met(entity: Entity, *, article_id: str, serial: int, attributions: int, holds: bool) -> Met:
    """Return what an article tells of one of its speakers; the rest is as in :class:`Met`."""
    return Met(
        article_id=article_id,
        serial=serial,
        name=entity.name,
        kind=entity.kind,
        proper=entity.proper,
        role=entity.role,
        affiliation=entity.affiliation,
        country=entity.country,
        names=tuple(entity.forms),
        counts=tuple(entity.forms.values()),
        attributions=attributions,
        holds=holds,
    )
