import pytest

from pipeline.ingest import related

PROSE = "The minister said on Monday that the river would not be sold to anybody at all."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("North Korea:U.S. seizes cargo ship linked to sanctions", True),
        ("WATCHING THE RIVER: A look at dams and money", True),
        ("Ada Warren's mother: The island is a 'danger,' attacks 'false' talks", True),
        ("A good day for Lumeria", False),
        ("Steel and fish imports still an open question", False),
        ("Talks: what next?", False),
        ("He said: “We will not go to Tesk again this year.”", False),
    ],
)
def test_is_link(text, wanted):
    assert related.is_link(text, before=PROSE, after=PROSE) is wanted


def test_turns_of_a_transcript_are_no_links():
    turn = "HALE: We will go there if they come to us first"
    assert not related.is_link(turn, before="ROE: Will you go", after="ROE: When")


@pytest.mark.parametrize(("text", "wanted"), [("Countdown to the top jobs:", True), ("They left.", False)])
def test_announces_nothing(text, wanted):
    assert related.announces_nothing(text) is wanted


@pytest.mark.parametrize(
    ("label", "more", "wanted"),
    [
        ("Trade Between the Two Banks", None, 3),
        ("Trade Between the Two Banks", "What the Dockers Want Now", None),
        ("It’s Not About Money Alone", None, None),
        ("A question of money and of pride", None, None),
        ("LESS WATER FOR MORE MONEY", None, None),
    ],
)
def test_a_single_label_in_capitals_announces_a_chart(label, more, wanted):
    texts = [PROSE] * 3 + [label] + [PROSE] * 3 + ([more] if more else []) + [PROSE] * 4
    assert related.lone_label(texts) == wanted
