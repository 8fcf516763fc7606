import pytest

from pipeline.arguments.clauses import clauses
from pipeline.spans import Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council must act now.", ["The council must act now."]),
        (
            "The dam should stay closed because the farmers downstream need the water.",
            ["The dam should stay closed", "because the farmers downstream need the water."],
        ),
        (
            "Although the treaty is old, it protects the fishermen.",
            ["Although the treaty is old,", "it protects the fishermen."],
        ),
        ("The offer may be generous, but it comes too late.", ["The offer may be generous,", "but it comes too late."]),
        (
            "The strike hurt everybody; the union should end it.",
            ["The strike hurt everybody;", "the union should end it."],
        ),
        # `and` goes on with the same point; a past tense after `since` tells a time
        ("The ships left and the crowd went home.", ["The ships left and the crowd went home."]),
        (
            "Prices have doubled since the river ran dry.",
            ["Prices have doubled since the river ran dry."],
        ),
    ],
)
def test_clauses(parsed, text, expected):
    assert [text[s.start : s.end] for s in clauses(parsed(text), Span(0, len(text)))] == expected


def test_clauses_stay_in_their_sentence(parsed):
    text = "It rained. The dam held, but the road was lost. Nobody came."
    sentence = Span(text.index("The dam"), text.index(" Nobody"))
    spans = clauses(parsed(text), sentence)
    assert [text[s.start : s.end] for s in spans] == ["The dam held,", "but the road was lost."]
