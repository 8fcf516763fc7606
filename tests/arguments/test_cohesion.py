from dataclasses import replace

import pytest

from pipeline import weights
from pipeline.arguments.candidates import candidates
from pipeline.arguments.cohesion import announces, hangs_together, whole
from pipeline.arguments.model import parse as parse_model
from pipeline.arguments.pairs import content_words
from pipeline.arguments.units import judge
from pipeline.params import ArgumentsParams

CLAIM = "The harbour is the worst in the islands."


@pytest.fixture
def pair(parsed, rows):
    """Two clauses of a text as units, the first and second with the roles given."""

    def make(text, *roles):
        parse = parsed(text)
        found = candidates(parse, *rows(text), [], names={})
        model = parse_model(weights.read("arguments"))
        every = set(range(len(found)))
        judged = judge(parse, found, kept=every, genre="opinion", model=model, params=ArgumentsParams())
        units = [
            replace(one, p_claim=0.9 if role == "claim" else 0.1)
            for one, role in zip(judged.values(), roles, strict=True)
        ]
        return parse, units

    return make


@pytest.mark.parametrize(
    ("text", "roles", "expected"),
    [
        (f"{CLAIM} For example, two ferries sank last winter.", ("claim", "premise"), True),
        ("Two ferries sank last winter. Therefore the council must resign.", ("premise", "claim"), True),
        (f"{CLAIM} Last winter 40 boats were lost in the harbour.", ("claim", "premise"), True),
        # a neighbour that speaks of something else, turns, counts on, or stands in another paragraph
        (f"{CLAIM} The queen sings on Sundays.", ("claim", "premise"), False),
        (f"{CLAIM} But the harbour was rebuilt last winter.", ("claim", "premise"), False),
        (f"{CLAIM} It is also a harbour without a light.", ("claim", "premise"), False),
        (f"{CLAIM}\n\nLast winter 40 boats were lost in the harbour.", ("claim", "premise"), False),
        ("One road leads to the harbour. The other road leads to the harbour mill.", ("premise", "claim"), False),
    ],
)
def test_hangs_together(pair, text, roles, expected):
    parse, units = pair(text, *roles)
    source, target = roles.index("premise"), roles.index("claim")
    assert hangs_together(parse, units, content_words(parse, units), source, target) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("The mayor closed the harbour.", True), ("to close the harbour for good", False)]
)
def test_whole(pair, text, expected):
    parse, units = pair(text, "claim")
    assert whole(parse, units[0]) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("There are three reasons for this.", True), ("The tolls should be lifted.", False)]
)
def test_announces(pair, text, expected):
    parse, units = pair(text, "claim")
    assert announces(parse, units[0]) is expected
