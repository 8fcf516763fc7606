from datetime import date

import pytest

from pipeline.ingest import header
from pipeline.ingest.draft import Known

LEAD = "The minister of water said on Monday that her country would not sell the river, whatever the price might be."
NEXT = "Her neighbours took the news badly, and the talks that were to begin on Friday in Bern were put off."


@pytest.mark.parametrize(
    "order",
    [(0, 1, 2, 3), (1, 0, 3, 2), (3, 2, 1, 0), (2, 0, 1, 3)],
    ids=["date first", "title first", "last", "mixed"],
)
def test_header_block_in_any_order(order):
    block = ["March 6, 2021", "Skarn Shuts Its Herring Grounds", "Source: Orrin Press", "Journalists: Ann Poe, Jo Hale"]
    head = header.read([*(block[i] for i in order), LEAD, NEXT], Known())
    assert head.known.published == date(2021, 3, 6)
    assert head.known.publisher == "Orrin Press"
    assert head.known.authors == ("Ann Poe", "Jo Hale")
    assert head.known.title == "Skarn Shuts Its Herring Grounds"
    assert 4 not in head.zones


@pytest.mark.parametrize(
    ("texts", "title", "subtitle"),
    [
        (["River Not for Sale", LEAD, NEXT], "River Not for Sale", None),
        (["River Not for Sale", "A claim dropped today is gone.", "By Ann Poe", LEAD, NEXT], "River Not for Sale",
         "A claim dropped today is gone."),
        (["She’s no fool. There’s still a way out.", "A war would have dire costs.", "", LEAD, NEXT],
         "She’s no fool. There’s still a way out.", "A war would have dire costs."),
        ([LEAD, NEXT], None, None),
        (["The river rose. It fell again.", "The town slept.", LEAD], None, None),
        (["“We will not sell,” she said", LEAD, NEXT], None, None),
        (["The Tesk Courier", "River Not for Sale at Any Price", LEAD, NEXT], "River Not for Sale at Any Price", None),
    ],
)  # fmt: skip
def test_headline_and_deck(texts, title, subtitle):
    known = header.read(texts, Known()).known
    assert (known.title, known.subtitle) == (title, subtitle)


def test_a_headline_printed_twice_takes_what_stands_between():
    head = header.read(["The Plan To Sell Rivers", "• Site Of The Day", "The Plan To Sell Rivers", LEAD, NEXT], Known())
    assert head.zones == {0: "title", 1: "furniture", 2: "title"}


def test_author_and_role_line_without_headline():
    head = header.read(["Tom Harker", "Opinion contributor", LEAD, NEXT], Known())
    assert head.known.authors == ("Tom Harker",)
    assert head.known.section == "Opinion contributor"
    assert head.known.title is None


def test_a_place_and_a_day_are_furniture():
    head = header.read(
        ["PRESS RELEASE", "Dockers' Union", "Tesk, March 13, 2021", "We Will Not Pay", LEAD, NEXT], Known()
    )
    assert head.known.published == date(2021, 3, 13)
    assert head.known.publisher == "Dockers' Union"
    assert head.known.title == "We Will Not Pay"


def test_known_headline_is_not_looked_for_again():
    head = header.read(["River Not for Sale | The Courier", LEAD, NEXT], Known(title="River Not for Sale"))
    assert head.known.title == "River Not for Sale"


def test_the_part_of_a_house_below_its_name_is_no_headline():
    head = header.read(["ORRIN NEWS AGENCY", "PLANNING DESK", "The Week Ahead in Skarn", LEAD, NEXT], Known())
    assert head.known.title == "The Week Ahead in Skarn"
    assert head.zones[1] == "furniture"
