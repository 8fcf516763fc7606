"""What may be an attribution, before it is judged: content, cue and source with the features that tell.

A finder yields candidates liberally; `judge` gives each a probability, and `link` keeps a consistent set. A model that
tags spans can take the finders' place: all that follows reads candidates.
"""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from pipeline.attribute.clauses import spans_of
from pipeline.spans import Span


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One possible attribution. Spans are character offsets, sorted; cue and source may be empty."""

    rule: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    features: tuple[str, ...] = field(default=(), repr=False)
    quote: int | None = None
    """Position of the quotation it attributes, for those that start from one."""
    certain: bool = False
    """True for a cue and frame that the codebook names: kept whatever PolNeAR's coders make of its like."""


def source_features(head: Token | None) -> list[str]:
    """Describe the head of a source: a pronoun by itself, a name by its entity type, other nouns by their lemma."""
    if head is None:
        return ["source=none"]
    if head.pos_ == "PRON" or head.tag_ == "PRP$":
        return [f"source=pronoun:{head.lower_}"]
    if head.ent_type_:
        return [f"source={head.ent_type_}"]
    return [f"source={head.pos_}", f"noun={head.lemma_.lower()}"]


def length_feature(content: tuple[Span, ...]) -> str:
    """Put the length of a content, in characters, into one of six bins."""
    length = sum(s.end - s.start for s in content)
    return f"length={sum(length > bound for bound in (8, 20, 45, 90, 180))}"


def place_features(cue: Token, inside: bool) -> list[str]:
    """Describe where a cue stands: inside a quotation, in the headline, and how its sentence hangs on it."""
    features = [f"cue_dep={cue.dep_}"]
    if inside:
        features.append("inside_quote")
    if cue.sent.start == 0:
        features.append("first_sentence")
    return features


def name_span(doc: Doc, tokens: list[Token]) -> tuple[Span, ...]:
    """Return the one span of a source: its tokens from first to last, without a trailing comma."""
    spans = spans_of(doc, tokens)
    return (Span(spans[0].start, spans[-1].end),) if spans else ()
