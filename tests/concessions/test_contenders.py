"""Who may hold what a sentence says."""

from collections.abc import Callable
from typing import Any

import pytest
from spacy.language import Language

from pipeline.concessions.coding import Scene, code
from pipeline.concessions.contenders import contenders

Maker = Callable[..., Scene]


def found(nlp: Language, scene: Maker, text: str, **known: Any) -> dict[str, dict[str, float]]:
    here, sentence = scene(text, **known), list(nlp(text))
    coded = code(sentence, here, context=0.9)
    held = contenders(sentence, coded, here, context=0.9, place=0.5)
    return {one.party.name if one.party else "": dict(one.features) for one in held}


@pytest.mark.parametrize(
    ("text", "known", "who"),
    [
        (
            "Velmar must lift the blockade, Jon Lee said.",
            {"says": ("Velmar must lift the blockade", "Jon Lee")},
            "Jon Lee",
        ),
        ("Velmar refused to lift the blockade.", {"named": ["Velmar"]}, "Velmar"),
        ("Velmar should lift the blockade.", {"author": "Lena Hast"}, "Lena Hast"),
        ("Velmar lifted the blockade.", {}, ""),
    ],
)
def test_everybody_who_may_hold_a_row_contends(
    nlp: Language, scene: Maker, text: str, known: dict[str, Any], who: str
) -> None:
    assert who in found(nlp, scene, text, **known)


@pytest.mark.parametrize(
    ("who", "has", "lacks"),
    [
        ("Jon Lee", {"said": 1.0, "said_here": 1.0, "kind_person": 1.0}, "narrated"),
        ("Velmar", {"does": 1.0, "does_act": 1.0, "mentioned": 1.0}, "said"),
        ("", {"narrated": 1.0, "news": 1.0}, "said"),
    ],
)
def test_what_speaks_for_each(nlp: Language, scene: Maker, who: str, has: dict[str, float], lacks: str) -> None:
    text = "Velmar must lift the blockade, Jon Lee said."
    features = found(nlp, scene, text, says=("Velmar must lift the blockade", "Jon Lee"), named=["Velmar", "Jon Lee"])[
        who
    ]
    assert features.items() >= has.items()
    assert not features.get(lacks)
    assert all(0 <= value <= 2 for value in features.values())


def test_a_source_has_the_share_of_the_sentence_that_is_theirs(nlp: Language, scene: Maker) -> None:
    text = "Velmar must lift the blockade, Jon Lee said."
    features = found(nlp, scene, text, says=("Velmar must lift the blockade", "Jon Lee"), named=["Jon Lee"])
    assert features["Jon Lee"]["said_share"] == pytest.approx(5 / 8)
    assert features[""]["outside"] == pytest.approx(3 / 8)
