"""Decoding: nothing goes on that has not begun, and one anchor begins one cue."""

import numpy as np
import pytest

from pipeline.attribute.tagger import PARTS, Asked, Guess, claimed, decoded, eager, pair_scores, softmax, viterbi
from pipeline.encoder import Reading
from pipeline.windows import Window

O, BS, IS, BU, IU, BC, IC = range(7)  # noqa: E741 the tags' own names


def scores(*best, second=()):
    """Scores in which each word's best part is the given one; ``second`` are likely too."""
    table = np.full((1, len(best), PARTS), -6.0, np.float32)
    for word, part in enumerate(best):
        table[0, word, part] = 0.0
    for word, part, score in second:
        table[0, word, part] = score
    return table


CASES = {
    "as it is": (scores(BS, BU, BC, IC), 1, [BS, BU, BC, IC]),
    "two words of a cue": (scores(BS, BU, IU, BC), 1, [BS, BU, IU, BC]),
    "content in two pieces": (scores(BC, IC, BS, BU, O, BC), 3, [BC, IC, BS, BU, O, BC]),
    "the anchor begins a cue whatever its scores": (scores(BS, O, BC, IC), 1, [BS, BU, BC, IC]),
    "no second cue": (scores(BS, BU, BU, BC, second=[(2, O, -1)]), 1, [BS, BU, O, BC]),
    "inside without a beginning begins": (scores(BS, BU, IC, IC, second=[(2, BC, -1)]), 1, [BS, BU, BC, IC]),
    "or is nothing": (scores(IS, BU, BC, second=[(0, O, -2)]), 1, [O, BU, BC]),
    "a source does not go on as content": (scores(BU, BS, IC, second=[(2, IS, -1)]), 0, [BU, BS, IS]),
}


@pytest.mark.parametrize("case", CASES)
def test_viterbi(case):
    table, anchor, wanted = CASES[case]
    assert viterbi(table, np.array([anchor])).tolist() == [wanted]


def test_random_scores_give_no_path_that_breaks_off():
    rng = np.random.default_rng(0)
    table = rng.normal(size=(50, 30, PARTS)).astype(np.float32) * 3
    anchors = rng.integers(0, 30, 50)
    for path, anchor in zip(viterbi(table, anchors), anchors, strict=True):
        assert path[anchor] == BU
        assert (path == BU).sum() == 1
        for begin in (BS, BU, BC):
            for at in np.flatnonzero(path == begin + 1):
                assert at > 0
                assert path[at - 1] in (begin, begin + 1)


def window(count):
    ones = np.arange(count)
    return Window(ids=ones, features=ones, words=ones + 5, firsts=ones, home=np.ones(count, bool))


def test_pair_scores_are_products_and_distance():
    rng = np.random.default_rng(1)
    query, key = (rng.normal(size=(6, PARTS * 4)).astype(np.float32) for _ in range(2))
    far = rng.normal(size=(2 * 3 + 1, PARTS)).astype(np.float32)
    reading = Reading(window(6), {"query": query, "key": key})
    found = pair_scores(reading, np.array([1, 5]), far)
    assert found.shape == (2, 6, PARTS)
    for row, anchor in enumerate((1, 5)):
        for word in range(6):
            for part in range(PARTS):
                own = slice(part * 4, part * 4 + 4)
                wanted = query[anchor, own] @ key[word, own] + far[np.clip(word - anchor, -3, 3) + 3, part]
                assert found[row, word, part] == pytest.approx(wanted, rel=1e-4)


def tags_of(*roles):
    """Tags of which each word has one: (role, tag), or none; 0.9 sure."""
    table = np.full((len(roles), 3, 3), 0.05, np.float32)
    table[:, :, 0] = 0.9
    for word, role in enumerate(roles):
        if role:
            table[word, role[0]] = [0.05, 0.05, 0.05]
            table[word, role[0], role[1]] = 0.9
    return table


def test_a_content_goes_to_the_anchor_that_claims_it_most():
    tags = tags_of((1, 1), (2, 1), (1, 1), (2, 1))
    pairs = np.full((2, 4, PARTS), 0.02, np.float32)
    pairs[0, 1, BC], pairs[1, 1, BC] = 0.3, 0.02
    pairs[0, 3, BC], pairs[1, 3, BC] = 0.1, 0.6
    found = claimed(tags, np.array([0, 2]), pairs)
    assert found.sum(2) == pytest.approx(np.ones((2, 4)), abs=1e-5)
    assert found[0, 1, BC] > 0.7 > 0.2 > found[1, 1, BC]
    assert found[1, 3, BC] > 0.7 > 0.2 > found[0, 3, BC]


def test_a_source_may_serve_two_anchors():
    tags = tags_of((0, 1), (1, 1), (1, 1))
    pairs = np.full((2, 3, PARTS), 0.02, np.float32)
    pairs[:, 0, BS] = 0.5
    found = claimed(tags, np.array([1, 2]), pairs)
    assert (found[:, 0, BS] > 0.8).all()


def test_what_no_tag_says_is_nothing():
    pairs = np.zeros((1, 2, PARTS), np.float32)
    pairs[0, 1, BC] = 0.9
    assert claimed(tags_of((1, 1), None), np.array([0]), pairs)[0, 1, BC] < 0.15


def asked(tags, anchor, pairs):
    anchors = np.array([anchor])
    return Asked(window(len(tags)), tags, anchors, claimed(tags, anchors, pairs))


def test_a_guess_tells_its_fragments_in_the_article_s_words():
    pairs = softmax(scores(BC, IC, BS, IS, BU, O, BC))
    tags = tags_of((2, 1), (2, 2), (0, 1), (0, 2), (1, 1), None, (2, 1))
    (guess,) = decoded([asked(tags, 4, pairs)])
    assert isinstance(guess, Guess)
    assert guess.anchor == 9
    assert guess.fragments(BS) == [(2, 3)]
    assert guess.fragments(BC) == [(0, 1), (6, 6)]


def test_odds_of_content_are_raised_together():
    scores = np.full((1, 3, PARTS), 0.0, np.float32)
    scores[0, :, O], scores[0, :, BC] = [0.8, 0.5, 0.99], [0.1, 0.3, 0.01]
    scores[0, :, BS] = 1 - scores[0].sum(1)
    found = eager(scores)
    assert found.sum(2) == pytest.approx(np.ones((1, 3)), abs=1e-4)
    assert found[0, 1, BC] == pytest.approx(0.9, abs=1e-3)
    ratio = [(p / (1 - p)) / (q / (1 - q)) for p, q in zip(found[0, :, BC], scores[0, :, BC], strict=True)]
    assert ratio == pytest.approx([ratio[0]] * 3, rel=1e-2)


def test_an_anchor_without_content_gets_its_likeliest():
    pairs = np.full((1, 3, PARTS), 0.01, np.float32)
    pairs[0, :, O] = 0.9
    pairs[0, 1, BC] = 0.3
    (guess,) = decoded([asked(tags_of((1, 1), (2, 1), None), 0, pairs)])
    assert guess.fragments(BC) == [(1, 1)]


def test_windows_of_unlike_length_are_decoded_as_each_alone():
    rng = np.random.default_rng(2)
    several = [
        asked(softmax(rng.normal(size=(size, 3, 3))), at, softmax(3 * rng.normal(size=(1, size, PARTS))))
        for size, at in ((12, 3), (5, 0), (30, 29), (5, 4))
    ]
    alone = [guess.path.tolist() for one in several for guess in decoded([one])]
    assert [guess.path.tolist() for guess in decoded(several)] == alone
