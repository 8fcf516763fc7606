"""One article laid out for resolving its sources: sentences, quotations, and who is named where."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from pipeline.records import Link, Sentence
from pipeline.spans import Span
from pipeline.speakers.entities import Entity, Spot

Scorer = Callable[[Mapping[str, float]], float]
OPENING, CLOSING = "“«", "”»"


@dataclass(slots=True)
class Scene:
    """An article with its entities; grows by the mentions that are resolved.

    ``sentence`` and ``quote`` hold, for every token, the number of its sentence and of its quotation (-1 outside);
    ``entity`` the entity named there. ``author`` is whose "I" it is outside quotations; ``asides`` are tokens that
    name what a source is only described by. ``asked`` says of each pronoun in whose content it stands and who speaks
    the quotation around it; ``scorer`` ranks whom "he" means, where it is another than the one that ships.
    """

    doc: Doc
    sentence: list[int]
    paragraph: list[int]
    quote: list[int]
    title_end: int
    entities: list[Entity]
    entity: list[Entity | None]
    author: Entity
    sources: dict[int, tuple[Entity, ...]] = field(default_factory=dict)
    asides: set[int] = field(default_factory=set)
    asked: dict[int, tuple[Entity | None, Entity | None]] = field(default_factory=dict)
    scorer: Scorer | None = None

    def note(self, entity: Entity, spot: Spot) -> None:
        """Add a mention of an entity, which becomes one of the article's if it is new."""
        if not any(e is entity for e in self.entities):
            self.entities.append(entity)
        entity.add(spot)


def lay_out(doc: Doc, sentences: Sequence[Sentence], entities: list[Entity], author: Entity) -> Scene:
    """Make the scene of one article."""
    starts = [s.start for s in sentences]
    number = [max(0, bisect_right(starts, t.idx) - 1) for t in doc]
    at: list[Entity | None] = [None] * len(doc)
    for entity in entities:
        for spot in entity.spots:
            at[spot.first : spot.last] = [entity] * (spot.last - spot.first)
    paragraph = [sentences[n].paragraph if sentences else 0 for n in number]
    title_end = headlines_end(doc, sentences)
    return Scene(doc, number, paragraph, quotations(doc, paragraph), title_end, list(entities), at, author)


def headlines_end(doc: Doc, sentences: Sequence[Sentence]) -> int:
    """Return the first token after title and subtitle."""
    end = max((s.end for s in sentences if s.zone != "body"), default=0)
    return next((t.i for t in doc if t.idx >= end), len(doc))


def quotations(doc: Doc, paragraph: Sequence[int]) -> list[int]:
    """Number the quotations: for every token that of its own, -1 outside. A paragraph's end closes what is open."""
    found: list[int] = []
    inside, number, place = False, -1, -1
    for i, token in enumerate(doc):
        if paragraph[i] != place:
            inside, place = False, paragraph[i]
        text = token.text
        opens = text in OPENING or (text in ('"', "''", "``") and not inside)
        closes = inside and (text in CLOSING or text in ('"', "''"))
        if opens and not inside:
            inside, number = True, number + 1
        found.append(number if inside else -1)
        if closes and not opens:
            inside = False
    return found


def token_span(doc: Doc, span: Span) -> tuple[int, int]:
    """Return the tokens ``[first, last)`` that a span of characters touches, white space left out."""
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    if found is None:
        return 0, 0
    first, last = found.start, found.end
    while last > first and doc[last - 1].is_space:
        last -= 1
    while first < last and doc[first].is_space:
        first += 1
    return first, last


class Contents:
    """The contents of an article's links by place, so that a long article is not gone through for every word."""

    STRETCH = 1000
    """Characters of a stretch of text."""

    def __init__(self, links: Sequence[Link]) -> None:
        self._near: dict[int, list[tuple[Span, Link]]] = {}
        for link in links:
            for span in link.content_spans:
                for stretch in range(span.start // self.STRETCH, span.end // self.STRETCH + 1):
                    self._near.setdefault(stretch, []).append((span, link))

    def enclosing(self, position: int, *, quoted: bool) -> Link | None:
        """Return the link with the shortest content that holds a position; ``quoted`` asks for speech in marks."""
        holding = [
            (span.end - span.start, link)
            for span, link in self._near.get(position // self.STRETCH, ())
            if span.start <= position < span.end and not (quoted and link.type == "indirect")
        ]
        return min(holding, key=lambda pair: pair[0])[1] if holding else None


BRACKETED = re.compile(r"^\s?\(\s?(?:the )?[\"“]?(?P<short>[A-Z][A-Za-z.&]{1,8})[\"”]?\s?\)")


def acronym_pairs(text: str, spans: Sequence[tuple[str, int]]) -> list[tuple[str, str]]:
    """Return (name, acronym) where a name, given with its end in ``text``, is followed by its acronym in brackets."""
    found = []
    for name, end in spans:
        match = BRACKETED.match(text[end : end + 14])
        if match and " " in name and match["short"][0].upper() in {w[0].upper() for w in name.split()}:
            found.append((name[4:] if name.lower().startswith("the ") else name, match["short"]))
    return found
