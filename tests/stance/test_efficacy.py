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
        ("She doubts that the offer will end the quarrel.", "fails", "end the quarrel"),
        ("No number can satisfy both sides.", "fails", "satisfy both"),
        ("The offer would end the dispute.", "works", "end the dispute"),
        ("Half of the fund is enough to bring them over.", "works", "is enough"),
        ("Nobody can know whether it would end the war.", "unsure", "know"),
        ("I cannot say whether it will work.", "unsure", "say"),
        ("I am not sure if it would hold.", "unsure", "sure"),
        ("It may or may not suffice.", "unsure", "may or may not"),
        ("He did not say whether he would come.", "none", None),
        ("They will work with their allies.", "none", None),
        ("Would it be enough?", "none", None),
        ("Velmar lifted the ban.", "none", None),
        ("There were enough chairs for all.", "none", None),
    ],
)
def test_judge(nlp: Language, text: str, label: str, why: str | None) -> None:
    found, hit = judge(list(nlp(text)), default())
    assert found == label
    assert (text[hit.span.start : hit.span.end] if hit else None) == why
