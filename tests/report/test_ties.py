"""The network of the page: the same ties as the exported networks, quotes behind each, a picture that stays the same."""

import itertools
import random
from xml.etree import ElementTree

import pytest

from pipeline.networks import Choice, Sided, Tie, network, ties
from pipeline.records import Statement
from pipeline.report import drawing
from pipeline.report.facts import Fact
from pipeline.report.ties import Shown, Web, side

SAID = [  # actor, concept, stance, confidence
    ("Oru", "dam", "support", 0.9),
    ("Oru", "dam", "support", 0.2),
    ("Oru", "nets", "oppose", 0.8),
    ("Velmar", "dam", "oppose", 0.7),
    ("Velmar", "nets", "oppose", 0.6),
    ("Tessaly", "dam", "support", 0.5),
    ("Selle", "toll", "support", 0.9),
    ("Selle", "dam", "conditional", 0.9),
    (None, "dam", "support", 0.9),
    ("Oru", None, "support", 0.9),
]


def fact(number, actor, concept, stance, confidence):
    return Fact(
        fact_id=f"s{number}", article_id="a", title=None, url=None, publisher=None, published=None, genre="news",
        text="t", spans=(), speakers=(), confidence=confidence, stance=stance, concept=concept, actor=actor,
    )  # fmt: skip


FACTS = [fact(number, *said) for number, said in enumerate(SAID)]


def counted(facts):
    sided = Sided()
    for one in facts:
        taken = side(one)
        if taken:
            sided.count(*taken[:2], agreement=taken[2])
    return sided


def web(facts=FACTS, *, top=9, quotes=99):
    made = Web(counted(facts), top=top, quotes=quotes)
    for one in facts:
        made.add(one)
    return made


def test_ties_are_those_of_the_exported_networks(make):
    agreement = {"support": True, "oppose": False}
    rows = [make(Statement, organization=a, concept=c, agreement=agreement.get(s)) for a, c, s, _ in SAID]
    for kind, part in (("congruence", "joins"), ("conflict", "divides")):
        graph = network(rows, kind, Choice())
        weights = {
            tuple(sorted(graph.nodes[n]["name"] for n in pair)): of["weight"] for *pair, of in graph.edges(data=True)
        }
        found = {pair: len(getattr(tie, part)) for pair, tie in ties(counted(FACTS)).items() if getattr(tie, part)}
        assert found == weights


@pytest.mark.parametrize(
    ("pair", "quotes"),
    [
        (("Oru", "Velmar"), ["s0", "s3", "s2", "s4"]),
        (("Oru", "Tessaly"), ["s0", "s5"]),
        (("Tessaly", "Velmar"), ["s5", "s3"]),
    ],
)
def test_behind_a_tie_stand_the_surest_words_of_both(pair, quotes):
    for facts in (FACTS, FACTS[::-1]):
        found = {one.pair: [fact.fact_id for fact in one.quotes] for one in web(facts).shown()}
        assert found[pair] == quotes


def test_the_most_tied_are_shown_and_the_rest_is_counted():
    made = web(top=2, quotes=2)
    (one,) = made.shown()
    assert made.actors == {"Oru": 3, "Velmar": 2}
    assert made.rest == 2
    assert ([fact.fact_id for fact in one.quotes], one.left) == (["s0", "s3"], 1)


def test_thousands_of_actors_on_one_concept_are_no_millions_of_ties():
    facts = [fact(n, f"Actor {n:04d}", "dam", "support", 0.5) for n in (*range(3_000), 2_998, 2_999)]
    made = web(facts, top=3)
    assert list(made.actors) == ["Actor 0000", "Actor 2998", "Actor 2999"]
    assert (len(made.ties), made.rest) == (3, 2_997)


def test_nobody_is_tied_to_anybody():
    assert web(FACTS[:3]).shown() == []


def drawn(shown, actors):
    return ElementTree.fromstring(drawing.picture(actors, shown))


def test_every_tie_is_a_line_that_leads_to_its_quotes():
    made = web()
    picture = drawn(made.shown(), made.actors)
    links = {link.get("href"): [line.get("class") for line in link.iter("line")] for link in picture.iter("a")}
    assert links == {"#tie-0": ["hit", "agree", "clash"], "#tie-1": ["hit", "agree"], "#tie-2": ["hit", "clash"]}
    labels = [link.get("aria-label") for link in picture.iter("a")]
    assert labels[0] == "Oru and Velmar agree on nets; clash on dam: quotes"
    assert picture.find("desc").text.startswith("3 actors on a ring; 2 lines of agreement, 2 of conflict.")


def test_hostile_names_are_text_and_long_ones_are_cut():
    names = ('"><script>alert(1)</script>', "x" * 99)
    one = Shown(pair=names, tie=Tie(("dam",), ()), anchor="tie-0", quotes=(), left=0)
    picture = drawn([one], dict.fromkeys(names, 1))
    assert [knot.get("data-actor") for knot in picture.iter("g")] == sorted(names)
    assert max(len(text.text) for text in picture.iter("text")) == drawing.LONGEST


@pytest.mark.parametrize("count", [2, 3, 15, 40])
def test_everything_drawn_is_inside_and_apart(count):
    names = [f"Actor {n:02d}" for n in range(count)]
    shown = [
        Shown(pair=pair, tie=Tie((), ("dam",)), anchor=f"tie-{n}", quotes=(), left=0)
        for n, pair in enumerate(itertools.pairwise(names))
    ]
    picture = drawn(shown, dict.fromkeys(names, 400))
    _, _, width, height = map(float, picture.get("viewBox").split())
    places = [(float(text.get("x")), float(text.get("y"))) for text in picture.iter("text")]
    assert len(set(places)) == count
    assert all(0 < x < width and 0 < y < height for x, y in places)


def test_allies_stand_side_by_side_whatever_the_order():
    names = ["A", "B", "C", "D", "E"]
    tied = {("A", "D"): Tie(("dam",), ()), ("B", "E"): Tie(("dam",), ()), ("A", "B"): Tie((), ("dam",))}
    shuffled = random.Random(3).sample(sorted(tied.items()), 3)
    assert drawing.ring(names, tied) == drawing.ring(names, dict(shuffled)) == ["A", "D", "B", "E", "C"]
