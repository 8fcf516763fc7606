"""What is added to the tagger's guesses: contents that nobody has, and what rules are sure of."""

import pytest

from pipeline.attribute.attributor import FREE, added, unclaimed
from pipeline.attribute.candidates import Candidate
from pipeline.spans import Span

TEXT = "x" * 100


def said(*content, rule="tagger", cue=(), source=(), certain=False):
    spans = [tuple(Span(*s) for s in part) for part in (content, cue, source)]
    return Candidate(rule=rule, content=spans[0], cue=spans[1], source=spans[2], certain=certain)


@pytest.mark.parametrize(
    ("faint", "kept", "wanted"),
    [
        ([(0.2, said((0, 10)))], [], [0]),
        ([(0.2, said((0, 10)))], [said((0, 4))], []),  # too much of it is somebody's
        ([(0.2, said((0, 10)))], [said((0, 3))], [0]),
        ([(0.2, said((0, 10)))], [said((10, 90))], [0]),
        ([(0.1, said((0, 10))), (0.2, said((0, 12)))], [], [1]),  # the likelier one takes it
        ([(0.1, said((0, 10), (40, 90))), (0.2, said((0, 10)))], [], [1, 0]),
        ([], [said((0, 10))], []),
    ],
)
def test_contents_that_nobody_has(faint, kept, wanted):
    assert unclaimed(TEXT, faint, kept) == [faint[n] for n in wanted]
    assert 0 < FREE < 1


@pytest.mark.parametrize(
    ("by_rule", "kept", "wanted"),
    [
        ((0.1, said((10, 20), rule="turn")), [], [0.5]),  # a transcript's turn is what it says it is
        ((0.5, said((10, 20), cue=[(5, 9)], certain=True)), [], [0.4]),  # no source
        ((0.5, said((10, 20), cue=[(5, 9)], source=[(0, 4)], certain=True)), [], []),
        ((0.5, said((10, 20), cue=[(5, 9)], source=[(0, 4)], certain=True)), [said((5, 30))], [0.4]),  # nested
        ((0.9, said((10, 20), cue=[(5, 9)], source=[(0, 4)])), [said((0, 30))], []),
    ],
)
def test_what_rules_add(by_rule, kept, wanted):
    assert [pytest.approx(p) for p in wanted] == [p for p, _ in added([by_rule], kept)]
