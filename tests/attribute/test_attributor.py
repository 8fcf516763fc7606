"""What is added to the tagger's guesses: what rules are sure of."""

import pytest

from pipeline.attribute.attributor import added
from pipeline.attribute.candidates import Candidate
from pipeline.spans import Span


def said(*content, rule="tagger", cue=(), source=(), certain=False):
    spans = [tuple(Span(*s) for s in part) for part in (content, cue, source)]
    return Candidate(rule=rule, content=spans[0], cue=spans[1], source=spans[2], certain=certain)


@pytest.mark.parametrize(
    ("by_rule", "kept", "wanted"),
    [
        ((0.9, said((10, 20), rule="turn")), [], [0.9]),  # a transcript's turn is what it says it is
        ((0.5, said((10, 20), cue=[(5, 9)], certain=True)), [], [0.4]),  # no source
        ((0.5, said((10, 20), cue=[(5, 9)], source=[(0, 4)], certain=True)), [], []),
        ((0.5, said((10, 20), cue=[(5, 9)], source=[(0, 4)], certain=True)), [said((5, 30))], [0.4]),  # nested
        ((0.9, said((10, 20), cue=[(5, 9)], source=[(0, 4)])), [said((0, 30))], []),
    ],
)
def test_what_rules_add(by_rule, kept, wanted):
    assert [pytest.approx(p) for p in wanted] == [p for p, _ in added([by_rule], kept)]
