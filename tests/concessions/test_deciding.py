"""Rules propose, the model decides: on one sentence with readings and weights made up."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from spacy.language import Language

from pipeline.concessions import judge
from pipeline.concessions.coding import Scene, code
from pipeline.concessions.contenders import contenders
from pipeline.concessions.deciding import READ, decide
from pipeline.reader import Reading

Maker = Callable[..., Scene]
MOVES = ("demand", "urge", "offer", "yield", "refuse", "oppose", "assess")
NAMES = (
    "passage",
    *(f"move={m}" for m in MOVES),
    *(f"modality={m}" for m in ("actual", "hypothetical", "negated")),
    *(f"holder={h}" for h in ("author", "narrator", "other")),
)


def by(**row: float) -> judge.Judge:
    """A judge who goes by the reader's labels alone, and keeps contenders by the features of ``row``."""
    labels = {
        label: {value: {"bias": 0.0, f"read {label}={value}": 9.0} for value in values}
        for label, values in (("move", MOVES), ("modality", ("actual", "hypothetical", "negated")))
    }
    limits = {"threshold": 0.5, "trusted": 0.3, "overruled": 0.05, "remote": 0.02, "quiet": 0.15}
    return judge.parse({**limits, "row": {"bias": -1.0, **row}, "labels": labels})


def decided(
    nlp: Language,
    scene: Maker,
    text: str,
    *,
    high: list[str],
    peak: str,
    who: judge.Judge,
    trusted: bool = False,
    **known: Any,
) -> Any:
    here, sentence = scene(text, **known), list(nlp(text))
    words = np.array([t.idx for t in sentence])
    attention = np.array([0.9 if t.text == peak else 0.01 for t in sentence], np.float32)
    reading = Reading({name: 0.95 if name in high else 0.05 for name in NAMES}, words, attention)
    coded = code(sentence, here, context=0.9)
    kept = coded if trusted else []
    found = contenders(sentence, coded, here, kept=kept, context=0.9, place=0.0)
    return decide(sentence, found, here, reading, by=who)


def test_a_row_is_born_where_the_rules_have_none(nlp: Language, scene: Maker) -> None:
    text = "Ferry crews get their Sundays back, Jon Lee said."
    (row,) = decided(
        nlp,
        scene,
        text,
        high=["passage", "move=yield", "modality=actual"],
        peak="Sundays",
        who=by(said=3.0),
        says=("Ferry crews get their Sundays back", "Jon Lee"),
    )
    assert (row.rule, row.holder.name, row.move, row.modality) == (READ, "Jon Lee", "yield", "actual")
    assert text[row.item.start : row.item.end] == "their Sundays"
    assert 0.5 < row.sure <= row.probability < 1


def test_the_model_overrules_the_rules(nlp: Language, scene: Maker) -> None:
    text = "Velmar refused to lift the blockade."
    known = {"named": ["Velmar"]}
    assert decided(nlp, scene, text, high=[], peak="lift", who=by(rule=-3.0), **known) == []
    (row,) = decided(nlp, scene, text, high=["move=oppose"], peak="lift", who=by(rule=3.0), **known)
    assert (row.rule != READ, row.move) == (True, "oppose")


def test_a_trusted_row_keeps_its_move_unless_that_is_improbable(nlp: Language, scene: Maker) -> None:
    text = "Velmar must lift the blockade, Jon Lee said."
    known = {"says": ("Velmar must lift the blockade", "Jon Lee"), "named": ["Velmar"]}
    for high, move in (([], "demand"), (["move=demand"], "demand"), (["move=assess"], "assess")):
        (row,) = decided(nlp, scene, text, high=high, peak="lift", who=by(rule_kept=3.0), trusted=True, **known)
        assert row.move == move


@pytest.mark.parametrize(
    ("told", "holder"),
    [
        ("Oru had rejected the ferry plan", "Oru"),
        ("Oru would reject the ferry plan", "Jon Lee"),
        ("the ferry plan was dead", "Jon Lee"),
    ],
)
def test_what_a_source_only_tells_of_is_whose_move_it_is(nlp: Language, scene: Maker, told: str, holder: str) -> None:
    (row,) = decided(
        nlp,
        scene,
        f"{told}, Jon Lee said.",
        high=["passage", "move=refuse"],
        peak="plan",
        who=by(said=3.0),
        says=(told, "Jon Lee"),
        named=["Oru"],
    )
    assert row.holder is not None
    assert (row.move, row.holder.name) == ("refuse", holder)


@pytest.mark.parametrize("high", ["demand", "offer", "refuse"])
def test_an_author_makes_no_partys_move(nlp: Language, scene: Maker, high: str) -> None:
    (row,) = decided(
        nlp,
        scene,
        "The ferries will sail again.",
        high=["passage", f"move={high}"],
        peak="sail",
        who=by(author=3.0),
        author="Lena Hast",
    )
    assert row.holder is not None
    assert (row.holder.name, row.move in ("demand", "offer", "refuse")) == ("Lena Hast", False)


@pytest.mark.parametrize("high", ["demand", "refuse", "offer", "oppose", "urge"])
def test_nobody_makes_no_move_that_somebody_must_make(nlp: Language, scene: Maker, high: str) -> None:
    (row,) = decided(nlp, scene, "The blockade is over.", high=[f"move={high}"], peak="over", who=by(narrated=3.0))
    assert row.holder is None
    assert row.move in ("yield", "assess")
