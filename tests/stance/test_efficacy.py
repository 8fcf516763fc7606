"""Would it work, in the holder's words."""

import pytest
from spacy.language import Language

from pipeline.stance.efficacy import judge
from pipeline.stance.lexicon import default


@pytest.mark.parametrize(
    ("text", "label", "why"),
    [
        ("Such an offer would suffice.", "works", "suffice"),
        ("Lifting the ban would pave the way to a truce.", "works", "pave the way"),
        ("Lifting the ban would not suffice.", "fails", "suffice"),
        ("I do not see us giving them anything that would suffice.", "fails", "suffice"),
        ("That is not enough.", "fails", "is not enough"),
        ("Any retreat would only embolden them.", "fails", "embolden"),
        ("They would pocket it and ask for more.", "fails", "pocket"),
        ("Nobody knows what he would settle for.", "unsure", "Nobody knows"),
        ("Would it be enough?", "none", None),
        ("Velmar lifted the ban.", "none", None),
        ("There were enough chairs for all.", "none", None),
    ],
)
def test_judge(nlp: Language, text: str, label: str, why: str | None) -> None:
    found, hit = judge(list(nlp(text)), default())
    assert found == label
    assert (text[hit.span.start : hit.span.end] if hit else None) == why
