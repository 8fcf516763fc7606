"""The spaCy component `attribution`: who says what, in anybody's pipeline that has a parser."""

from collections.abc import Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan
from spacy.training import Example

from pipeline import weights
from pipeline.attribute import judge
from pipeline.attribute.find import candidates_of
from pipeline.attribute.link import decode
from pipeline.attribute.quotes import find as find_quotes
from pipeline.spans import Span

ROLES = ("source", "cue", "content")


def score(examples: Iterable[Example], **_: Any) -> dict[str, float]:
    """Return precision, recall and F1 of exact content spans, over gold and predicted together."""
    right = predicted = gold = 0
    for example in examples:
        got, want = (
            {(s.start_char, s.end_char) for s in doc.spans.get("content", ())}
            for doc in (example.predicted, example.reference)
        )
        right, predicted, gold = right + len(got & want), predicted + len(got), gold + len(want)
    return {
        "content_p": right / max(1, predicted),
        "content_r": right / max(1, gold),
        "content_f": 2 * right / max(1, predicted + gold),
    }


@Language.factory(
    "attribution",
    assigns=["doc.spans"],
    requires=["token.dep", "token.head", "token.tag"],
    default_config={"min_confidence": 0.0},
    default_score_weights={"content_f": 1.0, "content_p": 0.0, "content_r": 0.0},
)
def attribution(
    nlp: Language,  # noqa: ARG001 spaCy gives it to every factory
    name: str,  # noqa: ARG001
    min_confidence: float,
) -> "AttributionComponent":
    """Make the component; ``min_confidence`` in [0, 1] drops attributions less probable."""
    return AttributionComponent(min_confidence)


class AttributionComponent:
    """Fill ``doc.spans["source"]``, ``["cue"]`` and ``["content"]``; spans of one attribution share their ``id``."""

    def __init__(self, min_confidence: float) -> None:
        self.min_confidence = min_confidence
        self.judge = judge.parse(weights.read("attribute"))

    def __call__(self, doc: Doc) -> Doc:
        """Find the attributions of ``doc`` and write them to its span groups."""
        judging = self.judge
        text = doc.text
        quotes = find_quotes(text)
        scored = judging.scored(candidates_of(doc, text, quotes))
        found = decode(text, scored, quotes, threshold=max(judging.threshold, self.min_confidence))
        groups: dict[str, list[DocSpan]] = {role: [] for role in ROLES}
        for number, one in enumerate(found):
            for role in ROLES:
                spans: tuple[Span, ...] = getattr(one.candidate, role)
                groups[role] += [s for start, end in spans if (s := _doc_span(doc, start, end, number)) is not None]
        for role, spans_of_role in groups.items():
            doc.spans[role] = SpanGroup(doc, name=role, spans=spans_of_role)
        return doc

    def score(self, examples: Iterable[Example], **config: Any) -> dict[str, float]:
        """Score predicted against reference documents (see :func:`score`)."""
        return score(examples, **config)


def _doc_span(doc: Doc, start: int, end: int, number: int) -> DocSpan | None:
    return doc.char_span(start, end, label="attribution", span_id=str(number), alignment_mode="expand")
