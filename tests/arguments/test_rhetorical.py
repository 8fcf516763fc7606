import pytest

from pipeline.arguments.rhetorical import marks, weigh


@pytest.mark.parametrize(
    ("first", "second", "together", "granted"),
    [
        ("for sure , there is merit in waiting .", "though the rains may fail , the wells are full .", False, "first"),
        ("granted , the price is high .", "but the alternative is ruin .", False, "first"),
        ("to be sure , mistakes were made .", "the plan is sound .", False, "first"),
        ("while it is true that boats are scarce ,", "the harbour is open", True, "first"),
        ("admittedly the offer is small ,", "but it is a start", True, "first"),
        ("of course the governor is proud ,", "but pride feeds nobody", True, "first"),
        ("the lake may be deep ,", "but it is drying", True, "first"),
        ("although the truce is fragile ,", "it has held", True, "first"),
        ("the truce has held ,", "although it is fragile", True, "second"),
        ("the deal is signed .", "nevertheless , nobody trusts it .", False, "first"),
        ("they not only took the nets ,", "but also burned the boats", True, None),
        ("the council met .", "it voted at noon .", False, None),
        ("the council met ,", "and it voted", True, None),
    ],
)
def test_weigh(first, second, together, granted):
    grant = weigh(first.split(), second.split(), together=together)
    assert (grant.granted if grant else None) == granted


def test_marked_grants_are_surer_than_bare_turns():
    marked = weigh(["admittedly", "it", "is", "small", ","], ["but", "it", "helps"], together=True)
    bare = weigh(["it", "is", "small", ","], ["but", "it", "helps"], together=True)
    assert marked.confidence > bare.confidence >= 0.5


def test_marks_of_an_opening_stand_at_the_opening():
    assert "grant" in marks(["and", ",", "granted", ",", "it", "is", "small"])
    assert "grant" not in marks(["the", "wish", "was", "granted", "by", "the", "queen"])
