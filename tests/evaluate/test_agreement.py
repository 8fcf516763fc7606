"""Agreement on cases small enough to count by hand."""

import gzip
import json
from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from pipeline.evaluate import agreement
from pipeline.evaluate.agreement import MACHINE, Coded, Matches
from pipeline.evaluate.figures import interval, sides
from pipeline.evaluate.gold import GoldError
from pipeline.evaluate.reading import Reader
from pipeline.evaluate.stage import evaluate
from pipeline.records import Article, Attribution
from pipeline.spans import Span

SIGNS = {".": 0, "s": 1, "c": 2, "t": 4}
TEXT = "Ann Lok said the old dam is safe. Bo Tan doubts it."


def coded(machine, matches=(), **humans):
    """An article as written: a sign a word, s source, c cue, t content, a point for none."""
    marks = {name: np.array([SIGNS[sign] for sign in signs], dtype=np.uint8) for name, signs in humans.items()}
    marks[MACHINE] = np.array([SIGNS[sign] for sign in machine], dtype=np.uint8)
    counted = {pair: Matches(0, 0, 0) for pair in combinations(marks, 2)}
    return Coded(marks, counted | dict(matches))


# Meg and Owen are the example of Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, part A: ten units
# with 10, 4 + 4 and 2 coincidences, hence 1 - 19 * 4 / (14 * 6).
MEG_AND_OWEN = {"a": ".t......t.", "b": "ttt..t...."}
# Four words: a and b agree but for the third; the coincidences are 2, 2, 2 on the diagonal and 1 + 1 off it, the
# margins are 2, 2, 1, 3 of 8, hence 1 - 7 * 2 / (64 - 18).
ONE_WORD_APART = {"a": ".sct", "b": ".stt"}


@pytest.mark.parametrize(
    ("humans", "label", "alpha"),
    [
        (MEG_AND_OWEN, "content", 1 - 76 / 84),
        (MEG_AND_OWEN, "role", 1 - 76 / 84),
        (MEG_AND_OWEN, "cue", None),
        (ONE_WORD_APART, "role", 1 - 7 * 2 / (64 - 18)),
        (ONE_WORD_APART, "source", 1.0),
        (ONE_WORD_APART, "cue", 0.0),
        ({"a": "st", "b": "ts"}, "role", 1 - 3 * 4 / (16 - 8)),
        ({"a": "....", "b": "...."}, "role", None),
    ],
)
def test_alpha_is_what_a_hand_computes(humans, label, alpha):
    length = len(humans["a"])
    found = agreement.figures([coded("." * length, **humans)])[label]
    wanted = None if alpha is None else pytest.approx(alpha, abs=6e-4)
    assert found["humans"]["alpha"] == wanted
    assert found["human pairs"]["alpha"] == wanted


def test_of_one_article_every_sample_is_that_article():
    """The samples add up coincidences, the figure comes from `krippendorff`: both must be the same."""
    chance = np.random.default_rng(3)
    humans = {name: "".join(chance.choice(list(".sct"), 60)) for name in "abc"}
    found = agreement.figures([coded("".join(chance.choice(list(".sct"), 60)), **humans)])
    for label in ("role", "source", "cue", "content"):
        for figure in found[label].values():
            assert figure["interval"] == [figure["alpha"]] * 2
            assert -0.5 < figure["alpha"] < 0.5


def test_perfect_agreement_is_one():
    matches = {pair: Matches(2, 2, 2) for pair in [("a", "b"), ("a", MACHINE), ("b", MACHINE)]}
    found = agreement.figures([coded(".sct.", a=".sct.", b=".sct.", matches=matches)] * 3)
    assert {found.pop(name) for name in ("articles", "words", "coders")} == {3, 15, 2}
    assert found.pop("articles with one coder") == 0
    assert set(found) == {"role", "source", "cue", "content", "attribution"}
    for label, figures in found.items():
        for figure in figures.values():
            assert figure == {"f1" if label == "attribution" else "alpha": 1.0, "interval": [1.0, 1.0]}


def test_a_machine_that_finds_nothing_agrees_less_than_chance_with_each_coder():
    found = agreement.figures([coded("....", a="tt..", b="tt..")])["content"]
    assert found["humans"]["alpha"] == 1.0
    assert found["humans and machine"]["alpha"] == pytest.approx(1 - 11 * 4 / (144 - 64 - 16), abs=6e-4)
    assert found["machine pairs"]["alpha"] == pytest.approx(1 - 7 * 4 / (64 - 36 - 4), abs=6e-4)


def test_coders_are_compared_on_the_articles_that_both_coded():
    articles = [coded("ts", a="ts", b="ts"), coded("ts", a="ts", c="st")]
    found = agreement.figures(articles)["role"]
    assert found["human pairs"]["alpha"] == pytest.approx((1.0 + (1 - 3 * 4 / 8)) / 2)
    assert found["humans"]["alpha"] == pytest.approx(1 - 7 * 4 / (64 - 32))
    assert found["machine pairs"]["alpha"] == pytest.approx((1.0 + 1.0 + (1 - 3 * 4 / 8)) / 3)


def test_articles_with_one_coder_are_counted_and_left_out():
    both = coded("ts", a="ts", b="ts")
    assert agreement.figures([Coded(), Coded()]) == agreement.figures([]) == {}
    found = agreement.figures([Coded(), both, Coded()])
    assert (found["articles"], found["articles with one coder"]) == (1, 2)
    assert {**found, "articles with one coder": 0} == agreement.figures([both])


def test_the_f1_of_a_pair_has_the_interval_of_the_other_figures():
    matched = [(3, 4, 5), (0, 2, 1), (6, 6, 7), (1, 3, 1), (2, 2, 2)]
    documents = []
    for paired, gold, predicted in matched:
        documents.append(Counter())
        sides(documents[-1], "m", found=paired, gold=gold, correct=paired, predicted=predicted)
    articles = [coded("ts", a="ts", b="ts", matches={("a", "b"): Matches(*one)}) for one in matched]
    found = agreement.figures(articles)["attribution"]["human pairs"]
    assert found == {"f1": round(2 * 12 / (17 + 16), 3), "interval": interval(documents, "m")}


def spans(*pieces):
    return [[TEXT.index(piece), TEXT.index(piece) + len(piece)] for piece in pieces]


def test_of_several_roles_a_word_has_the_highest():
    rows = [
        {"content": spans("the old dam"), "source": spans("Ann Lok"), "cue": spans("Lok said the")},
        {"content": spans("Bo Tan doubts"), "source": spans("Bo Tan"), "cue": []},
    ]
    reader = Reader(TEXT)
    marks = agreement.marks(reader.all((row, 1.0) for row in rows), n_words=reader.n_words)
    assert reader.n_words == len(marks)
    assert agreement.LABELS["role"][marks].tolist() == [1, 2, 2, 3, 3, 3, 0, 0, 3, 3, 3, 0]
    assert agreement.LABELS["source"][marks].tolist() == [1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0]


LOK = {"content": spans("the old dam is safe"), "source": spans("Ann Lok"), "cue": spans("said")}
TAN = {"content": spans("it"), "source": spans("Bo Tan"), "cue": spans("doubts")}


def line(coder=None, rows=(LOK, TAN), article="dam", **more):
    return {"id": article, "text": TEXT, "attributions": list(rows), **({"annotator": coder} if coder else {}), **more}


@pytest.fixture
def score(tmp_path, make, write):
    """Score a machine that finds what Lok says in one article, `dam`."""

    def run(*lines):
        path = tmp_path / "gold.jsonl.gz"
        path.write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
        found = {f"{role}_spans": tuple(Span(*span) for span in LOK[role]) for role in LOK}
        rows = [
            make(Article, article_id="a1", path="dam.txt", text=TEXT),
            make(Attribution, attribution_id="a1-a00000", article_id="a1", **found),
        ]
        return evaluate("attribute", path, write(tmp_path / "tables", rows))

    return run


def test_each_coder_is_scored_and_compared(score):
    found = score(line("x"), line("y"), line("z", rows=[LOK]))
    assert (found["articles"], found["articles missing"]) == (1, 0)
    assert {k: found["all"]["attribution"][k] for k in ("gold", "predicted", "recall")} == {
        "gold": 5,
        "predicted": 3,
        "recall": 0.6,
    }
    agreed = found["agreement"]
    assert (agreed["coders"], agreed["articles"], agreed["words"]) == (3, 1, 12)
    assert agreed["attribution"]["human pairs"]["f1"] == round((1 + 2 / 3 + 2 / 3) / 3, 3)
    assert agreed["attribution"]["machine pairs"]["f1"] == round((2 / 3 + 2 / 3 + 1) / 3, 3)
    assert agreed["role"]["machine pairs"]["alpha"] < 1.0


def test_one_line_may_hold_all_coders(score):
    lines = [line("x"), line("y", rows=[LOK]), line("x", article="weir", rows=[TAN])]
    folded = [
        {"id": "dam", "text": TEXT, "annotators": {"y": [LOK], "x": [LOK, TAN]}},
        {"id": "weir", "text": TEXT, "annotators": {"x": [TAN]}},
    ]
    found = score(*lines)
    assert score(*folded) == found == score(*reversed(lines))
    assert found["agreement"]["articles with one coder"] == 1


def test_an_article_that_the_tables_lack_is_one_where_the_machine_found_nothing(score):
    agreed = score(line("x"), line("x", article="weir"), line("y", article="weir"))["agreement"]
    assert (agreed["articles"], agreed["articles with one coder"]) == (1, 1)
    assert agreed["role"]["humans"]["alpha"] == 1.0
    assert agreed["attribution"]["human pairs"]["f1"] == 1.0
    assert agreed["attribution"]["machine pairs"] == {"f1": 0.0, "interval": [0.0, 0.0]}
    assert agreed["source"]["machine pairs"]["alpha"] < 0


def test_with_one_line_an_article_nothing_is_compared(score):
    found = score(line("x"), line("y", article="weir"))
    assert found == score(line(), line(article="weir"))
    assert list(found) == ["articles", "articles missing", "all", "direct", "mixed", "indirect", "calibration"]
    assert found["all"]["attribution"] == {
        "precision": 1.0,
        "recall": 0.25,
        "f1": 0.4,
        "gold": 4,
        "predicted": 1,
        "interval": [0.0, 0.667],
    }


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([line("x"), line()], "of 2 lines of dam one has no annotator; name each line's coder"),
        ([line("x"), line("y"), line("x")], "dam has two lines of the annotator x; keep one line a coder"),
        ([line("x"), line("y", text=TEXT + " ")], "the lines of dam have different texts"),
        ([{"id": "dam", "text": TEXT, "annotators": {}}], "line 1 lacks the key 'attributions'"),
        ([{"id": "dam", "text": TEXT, "annotators": [1]}], "line 1 lacks the key 'attributions'"),
    ],
)
def test_gold_of_coders_that_cannot_be_compared_is_refused(score, lines, message):
    with pytest.raises(GoldError, match=message):
        score(*lines)
