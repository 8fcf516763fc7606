"""Contents that are surely somebody's and that nobody else has."""

import pytest

from pipeline.attribute.candidates import Candidate
from pipeline.attribute.faint import EVEN, FAINT, GROUNDED, SURE, SUREST, grounded, unclaimed
from pipeline.spans import Span

TEXT = "x" * 100


def said(*content, rule="tagger", cue=(), source=(), certain=False):
    spans = [tuple(Span(*s) for s in part) for part in (content, cue, source)]
    return Candidate(rule=rule, content=spans[0], cue=spans[1], source=spans[2], certain=certain)


@pytest.mark.parametrize(
    ("faint", "kept", "wanted"),
    [
        ([(0.2, said((0, 10)))], [], [0]),
        ([(0.2, said((0, 10)))], [said((0, 6))], []),  # too much of it is somebody's
        ([(0.2, said((0, 10)))], [said((0, 3))], [0]),
        ([(0.2, said((0, 10)))], [said((10, 90))], [0]),
        ([(0.1, said((0, 10))), (0.2, said((0, 12)))], [], [1]),  # the likelier one takes it
        ([(0.1, said((0, 10), (40, 90))), (0.2, said((0, 10)))], [], [1, 0]),
        ([], [said((0, 10))], []),
    ],
)
def test_contents_that_nobody_has(faint, kept, wanted):
    assert unclaimed(TEXT, faint, kept) == [faint[n] for n in wanted]


@pytest.mark.parametrize(
    ("guess", "by_rule", "wanted"),
    [
        (said((10, 20), source=[(0, 4)]), [], [(10, 0, 4)]),
        (said((10, 20)), [], []),  # nobody says it
        (said((10, 20)), [(0.1, said((12, 20), source=[(0, 4)]))], [(12, 0, 4)]),
        (said((10, 20)), [(0.9, said((12, 20)))], []),
        (said((10, 20)), [(0.9, said((17, 40), source=[(0, 4)]))], []),  # the rule means another content
        (said((10, 20), source=[(5, 9)]), [(EVEN, said((12, 20), source=[(0, 4)]))], [(10, 5, 9)]),
        (said((10, 20), source=[(5, 9)]), [(0.6, said((12, 20), source=[(0, 4)]))], [(12, 0, 4)]),
    ],
)
def test_a_rule_says_whose_a_faint_content_is(guess, by_rule, wanted):
    found = grounded([(FAINT, SURE, guess)], by_rule)
    assert [(c.content[0].start, c.source[0].start, c.source[0].end) for _, c in found] == wanted
    assert all(p == (FAINT if c is guess else GROUNDED) for p, c in found)


@pytest.mark.parametrize(
    ("probability", "sure", "kept"),
    [(FAINT, SUREST, True), (FAINT - 0.01, SUREST, False), (FAINT, SUREST - 0.01, False)],
)
def test_a_content_without_a_source_is_kept_where_it_is_surest(probability, sure, kept):
    assert bool(grounded([(probability, sure, said((10, 20)))], [])) is kept
