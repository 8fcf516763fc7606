"""What weighs in a stance, and the words shown for it."""

from dataclasses import replace

import pytest
from spacy.language import Language

from pipeline.records import Concession, Modality, Move
from pipeline.stance import features
from pipeline.stance.classifier import best, probabilities
from pipeline.stance.lexicon import default


def concession(text: str, move: Move, *, holder: str | None = "Jon Lee", condition: str | None = None) -> Concession:
    modality: Modality = "negated" if move == "refuse" else "actual"
    return Concession(
        concession_id="x-c00000",
        article_id="x",
        start=0,
        end=len(text),
        text=text,
        attribution_id=None,
        holder_id=None,
        holder=holder,
        move=move,
        modality=modality,
        condition=condition,
        conceder=None,
        beneficiary=None,
        item=None,
        cameo=None,
        plover=None,
        confidence=0.9,
    )


@pytest.mark.parametrize(
    ("text", "move", "condition", "stance"),
    [
        ("Velmar must lift the ban.", "demand", None, "support"),
        ("We will lift the ban.", "offer", None, "support"),
        ("We will lift the ban if they leave.", "offer", "if they leave", "conditional"),
        ("We will not lift the ban.", "refuse", None, "oppose"),
        ("We will not lift the ban until they leave.", "refuse", "until they leave", "conditional"),
        ("They lifted the ban.", "yield", None, "none"),
        ("They lifted the ban, a dangerous mistake.", "yield", None, "oppose"),
        ("They lifted the ban, a wise and courageous step.", "yield", None, "support"),
        ("Lifting the ban was no mistake.", "yield", None, "none"),
        ("We have reached a deal to lift the ban.", "yield", None, "support"),
        ("The US has reached a deal to lift the ban.", "yield", None, "none"),
        ("Lifting the ban is a great success for the valley.", "yield", None, "support"),
        ("A ban lifted for tolls worth millions is a deal they made.", "yield", None, "none"),
        ("Velmar may lift the ban.", "assess", None, "none"),
        ("Lifting the ban would be a shameful betrayal.", "oppose", None, "oppose"),
    ],
)
def test_stance_follows_move_words_and_condition(
    nlp: Language, text: str, move: Move, condition: str | None, stance: str
) -> None:
    one = concession(text, move, condition=condition)
    reading = features.read(list(nlp(text)), default())
    values = features.features(one, reading, attitude=0.0, by_author=False)
    assert best(probabilities(values, default().weights, temperature=1.0)) == stance


def test_nobodys_words_take_no_side(nlp: Language) -> None:
    text = "Velmar made a dangerous concession."
    one = concession(text, "yield", holder=None)
    reading = features.read(list(nlp(text)), default())
    values = features.features(one, reading, attitude=-1.0, by_author=False)
    assert best(probabilities(values, default().weights, temperature=1.0)) == "none"


def test_an_author_hostile_all_along_opposes_what_was_yielded(nlp: Language) -> None:
    text = "Velmar gave up the island."
    one = concession(text, "yield")
    reading = features.read(list(nlp(text)), default())
    neutral, hostile = (
        best(
            probabilities(features.features(one, reading, attitude=a, by_author=True), default().weights, temperature=1)
        )
        for a in (0.0, -1.0)
    )
    assert (neutral, hostile) == ("none", "oppose")


@pytest.mark.parametrize(
    ("text", "move", "stance", "words"),
    [
        ("We reject the demand.", "refuse", "oppose", "reject"),
        ("It was a blunder to lift the ban.", "yield", "oppose", "blunder"),
        ("We insist on an end to the ban.", "demand", "support", "insist"),
        ("We will lift it as long as they leave.", "offer", "conditional", "as long as"),
        ("They met.", "demand", "support", None),
    ],
)
def test_evidence(nlp: Language, text: str, move: Move, stance: str, words: str | None) -> None:
    hit = features.evidence(stance, concession(text, move), features.read(list(nlp(text)), default()))
    assert (text[hit.span.start : hit.span.end] if hit else None) == words


def test_attitude_is_bounded(nlp: Language) -> None:
    reading = features.read(list(nlp("A shameful, reckless, naive betrayal and a humiliation.")), default())
    assert features.attitude([reading, reading]) == -1.0
    assert features.attitude([]) == 0.0
    assert replace(reading, judgements=()).polarity == 0
