"""One cue with its complement in the parse, made into a candidate."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from spacy.tokens import Doc, Token

from pipeline.attribute.candidates import Candidate, length_feature, name_span, place_features, source_features
from pipeline.attribute.clauses import is_passive, noun_phrase, spans_of
from pipeline.spans import Span

NESTS = frozenset({"ccomp", "xcomp", "conj", "advcl", "acl", "relcl", "pcomp"})
OWN = frozenset({"i", "we", "you", "it", "that", "this", "which", "what"})
NOT_CUES = frozenset({"be", "have", "do", "can", "will", "may"})


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A cue in the parse: its head and all its words, what it governs, and the head of its source."""

    rule: str
    cue: Token
    words: list[Token]
    complement: Token
    content: list[Token]
    source: Token | None
    inside: bool
    """Whether the cue stands inside a quotation."""
    quoted: bool
    """Whether the complement does."""


def candidates(doc: Doc, frame: Frame) -> Iterator[Candidate]:
    """Yield the candidate of a frame, none when its content is empty or its cue a mere auxiliary."""
    spans = spans_of(doc, frame.content)
    if not spans or frame.cue.lemma_.lower() in NOT_CUES:
        return
    yield Candidate(
        rule=frame.rule,
        content=spans,
        cue=spans_of(doc, frame.words),
        source=_source_span(doc, frame),
        features=tuple(_features(frame, spans)),
        certain=not frame.inside and _certain(frame),
    )


def is_under(head: Token, token: Token) -> bool:
    """Tell whether a token is ``head`` or hangs below it."""
    return token.i == head.i or head.is_ancestor(token)


def _source_span(doc: Doc, frame: Frame) -> tuple[Span, ...]:
    """Return the span of the source's noun phrase; none where it would run over its own cue."""
    source, cue = frame.source, frame.cue
    if source is None:
        return ()
    phrase = noun_phrase(source, without=frame.content)
    tokens = [t for t in phrase if not is_under(cue, t) or is_under(source, t)]
    if source.dep_ == "poss":
        tokens = [t for t in tokens if t.tag_ != "POS"]
    words = [Span(t.idx, t.idx + len(t)) for t in frame.words]
    return tuple(s for s in name_span(doc, tokens) if not any(s.start < w.end and w.start < s.end for w in words))


@cache
def _lexicon() -> frozenset[tuple[str, str]]:
    lines = resources.files("pipeline.attribute").joinpath("cues.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return frozenset((lemma, frame) for lemma, frame in pairs)


def _certain(frame: Frame) -> bool:
    """Tell whether the codebook names this cue and frame: a clause, or a nested want, with a source or the passive."""
    kind, _, complement = frame.rule.partition("_")
    cue, source = frame.cue, frame.source
    if kind != "verb" or (cue.lemma_.lower(), complement) not in _lexicon():
        return False
    if source is None:
        return complement == "that" and is_passive(cue) and frame.complement.i > cue.i
    if source.lower_ in OWN or source.pos_ not in ("PROPN", "NOUN", "PRON"):
        return False
    return complement != "prep" and (complement in ("that", "object_to") or cue.dep_ in NESTS)


def _features(frame: Frame, content: tuple[Span, ...]) -> list[str]:
    cue, rule, complement = frame.cue, frame.rule, frame.complement
    lemma = cue.lemma_.lower()
    has_subject = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in complement.children)
    source = source_features(frame.source)
    length = length_feature(content)
    features = [
        f"rule={rule}",
        f"cue={lemma}",
        f"cue+rule={lemma}|{rule}",
        f"tag={cue.tag_}|{rule}",
        f"parts={len(content)}",
        length,
        f"{length}|{rule}",
        *place_features(cue, frame.inside),
        *source,
        f"rule+{source[0]}|{rule}",
        f"clause_subject={has_subject}|{rule}",
        f"complement={complement.pos_}|{complement.ent_type_}|{rule}",
        *(f"mark={c.lower_}|{rule}" for c in complement.children if c.dep_ == "mark"),
        *(f"aux={t.lower_}" for t in frame.words if t.dep_ in ("aux", "neg", "auxpass")),
    ]
    if rule.endswith("prep") and len(frame.words) > 1:
        features.append(f"prep={lemma}|{frame.words[-1].lower_}")
    if frame.source is not None and frame.source.i > cue.i:
        features.append(f"inverted|{rule}")
    if frame.quoted and not frame.inside:
        features.append(f"quoted_content|{rule}")
    return features
