"""The spaCy component `attribution`: who says what, in anybody's pipeline that has a parser."""

from collections.abc import Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan
from spacy.training import Example

from pipeline.attribute.attributor import Attributor
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
    default_config={"model": "fast", "min_confidence": 0.0},
    default_score_weights={"content_f": 1.0, "content_p": 0.0, "content_r": 0.0},
)
def attribution(
    nlp: Language,  # noqa: ARG001 spaCy gives it to every factory
    name: str,  # noqa: ARG001
    model: str,
    min_confidence: float,
) -> "AttributionComponent":
    """Make the component; ``model`` is fast or accurate, ``min_confidence`` in [0, 1] drops what is less probable."""
    return AttributionComponent(Attributor(model, min_confidence=min_confidence))


class AttributionComponent:
    """Fill ``doc.spans["source"]``, ``["cue"]`` and ``["content"]``; spans of one attribution share their ``id``."""

    def __init__(self, attributor: Attributor) -> None:
        self.attributor = attributor

    def __call__(self, doc: Doc) -> Doc:
        """Find the attributions of ``doc`` and write them to its span groups."""
        groups: dict[str, list[DocSpan]] = {role: [] for role in ROLES}
        for number, one in enumerate(self.attributor(doc)):
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
