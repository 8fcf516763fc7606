import pytest

from pipeline.evaluate.align import Aligner, Letters
from pipeline.spans import Span

GOLD = "Menu | Login\n\n“We will open the weir,” Marn said.\nOthers will not. We will open it."
OWN = '"We will open the weir," Marn said. Others will not. We will open it.'


def at(text, piece, start=0):
    first = text.index(piece, start)
    return Span(first, first + len(piece))


@pytest.mark.parametrize(
    ("span", "gold"),
    [
        (at(OWN, '"We will open the weir,"'), at(GOLD, "We will open the weir")),
        (at(OWN, "Marn said."), at(GOLD, "Marn said")),
        (at(OWN, "We will open", 20), at(GOLD, "We will open", 40)),
        (at(OWN, "."), None),
    ],
    ids=["quote", "plain", "the second place", "no letters"],
)
def test_spans_are_found_again(span, gold):
    assert Aligner(OWN, gold=GOLD)(span) == gold


def test_the_nearest_place_is_taken_when_what_stands_before_differs():
    own, gold = "XX yes. no. yes.", "yes. no. yes."
    assert Aligner(own, gold=gold)(Span(3, 6)) == Span(0, 3)


def test_a_long_passage_is_found_by_its_beginning():
    begin = "the council of the seven river towns shall meet in spring"
    found = Aligner(f"{begin} and vote", gold=f"Now {begin}, it said.")(Span(0, len(begin) + 9))
    assert found is not None
    assert found.start == 4


def test_what_is_not_there_has_no_place():
    assert Aligner("another text", gold="the river")(Span(0, 7)) is None


def test_letters_find_a_piece_whatever_its_marks():
    assert Letters("He said: “No, never.”").find('no -- "never"') == Span(10, 19)
    assert Letters("He said").find("...") is None


def test_a_letter_that_becomes_two_in_lower_case_keeps_its_place():
    assert Letters("İzmir weir").find("weir") == Span(6, 10)
