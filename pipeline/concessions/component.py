"""The spaCy component `concessions`: the concessions in play, in anybody's pipeline that has a parser."""

from collections.abc import Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.training import Example

from pipeline.concessions import weighing
from pipeline.concessions.cast import Cast
from pipeline.concessions.coding import Scene, choose, code
from pipeline.concessions.lexicon import default

NAME = "concessions"


def score(examples: Iterable[Example], **_: Any) -> dict[str, float]:
    """Return precision, recall and F1 of sentences with a concession, over gold and predicted together."""
    right = predicted = gold = 0
    for example in examples:
        got, want = ({s.start_char for s in doc.spans.get(NAME, ())} for doc in (example.predicted, example.reference))
        right, predicted, gold = right + len(got & want), predicted + len(got), gold + len(want)
    return {
        "concessions_p": right / max(1, predicted),
        "concessions_r": right / max(1, gold),
        "concessions_f": 2 * right / max(1, predicted + gold),
    }


@Language.factory(
    NAME,
    assigns=["doc.spans"],
    requires=["token.dep", "token.head", "token.tag", "token.lemma"],
    default_config={"threshold": 0.5},
    default_score_weights={"concessions_f": 1.0, "concessions_p": 0.0, "concessions_r": 0.0},
)
def concessions(nlp: Language, name: str, threshold: float) -> "ConcessionsComponent":  # noqa: ARG001 spaCy passes them
    """Make the component; passages less probable than ``threshold`` in [0, 1] are left out."""
    return ConcessionsComponent(threshold)


class ConcessionsComponent:
    """Fill ``doc.spans["concessions"]`` with the sentences that hold one; a span's label is the move.

    Without attributions every sentence is nobody's, so only actors that the text names make moves.
    """

    def __init__(self, threshold: float) -> None:
        self.threshold = threshold

    def __call__(self, doc: Doc) -> Doc:
        """Find the concessions of ``doc`` and write them to its span group."""
        scene = Scene(doc.text, Cast([], [], [], {}), {}, default())
        sentences = [list(sentence) for sentence in doc.sents]
        spans = [
            Span(doc, tokens[0].i, tokens[-1].i + 1, label=row.move)
            for tokens, context in zip(sentences, weighing.context(sentences, scene.lexicon), strict=True)
            for row in choose(code(tokens, scene, context=context), threshold=self.threshold)
        ]
        doc.spans[NAME] = SpanGroup(doc, name=NAME, spans=spans)
        return doc

    def score(self, examples: Iterable[Example], **config: Any) -> dict[str, float]:
        """Score predicted against reference documents (see :func:`score`)."""
        return score(examples, **config)
