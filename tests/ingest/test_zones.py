import pytest

from pipeline.ingest import zones
from pipeline.ingest.draft import Block, Known, blocks

LEAD = "The minister of water said on Monday that her country would not sell the river, whatever the price might be."
NEXT = "Her neighbours took the news badly, and the talks that were to begin on Friday in Bern were put off again."


def zone_of(text: str) -> str:
    parts, _ = zones.zoned(blocks([LEAD, NEXT, text, NEXT, LEAD]), Known())
    return parts[2].zone


@pytest.mark.parametrize(
    "text",
    [
        "Advertisement",
        "Share this article",
        "Share on Facebook",
        "Share Save Comment",
        "Sign up for our newsletter, The Morning Ferry, and get the news in your inbox.",
        "We use cookies to improve your visit and to measure what you read.",
        "Slideshow (9 Images)",
        "12 comments",
        "Newsletter Sign-up",
        "Copyright 2019 The Associated Press. All rights reserved.",
        "© 2023 The Selle Herald",
        "REUTER",
        "OPA bf/tr",
        "(Reporting by Ann Poe; Editing by Jo Hale)",
        "Contributing: The Associated Press",
        "—Ann Poe and Jo Hale contributed to this article.",
        "Karman reported from Tesk, Vardania.",
        "This version corrects the vote count to 57.",
        "This article first appeared in The Selle Herald.",
        "Write to Ann Poe at ann@paper.example",
        "World | Politics | Delta | Weather",
        "More:Islanders tease a deal. Should we believe them?",
        "[ad_2]",
        'It is a good day <a href="https://twitter.com/hashtag/river">#river</a> —@iamAnn',
        "Read the rest here.",
    ],
)
def test_furniture(text):
    assert zone_of(text) == "furniture"


@pytest.mark.parametrize(
    "text",
    [
        "“No,” she said.",
        "“We will not sell it.”",
        "DENOUNCES THE NEIGHBOURS",
        "'A good day for Lumeria'",
        "Talks ended.",
        "The first blow of the war contributed to the downfall of two governments.",
        "More than that, she would not say.",
        "Related talks on fish were put off.",
        "Share prices fell in Tesk, and so did the crown.",
        "Comments by the minister were not helpful, he said.",
        "He urged readers to share the burden of the dam.",
        "(Chapter 11, however, will be phased out, officials said.)",
        "Save the dam, they cried, and nobody listened to them.",
        "Print runs were cut by a third that year.",
        "The copyright law was changed in May.",
    ],
)
def test_body_survives(text):
    assert zone_of(text) == "body"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The talks failed on Friday. Copyright 2020 The Tesk Post. All rights reserved.",
            "The talks failed on Friday.",
        ),
        ("Story highlights The talks failed on Friday", "The talks failed on Friday"),
        ("fb-pixel Skip to main content The talks failed", "The talks failed"),
    ],
)
def test_furniture_is_cut_from_the_ends(text, wanted):
    parts, _ = zones.zoned(blocks([LEAD, NEXT, text, NEXT]), Known())
    assert parts[2] == zones.Paragraph(text=wanted, zone="body")


def test_the_dateline_leaves_the_text_and_names_the_agency():
    parts, known = zones.zoned(blocks(["TESK (AP) — " + LEAD, NEXT]), Known())
    assert parts[0].text == LEAD
    assert (known.dateline, known.publisher) == ("TESK (AP)", "The Associated Press")


def test_zones_that_markup_tells_are_kept():
    told = [
        Block(text="A deck that is short", zone="subtitle"),
        Block(text=LEAD),
        Block(text="Two men", zone="caption"),
    ]
    parts, _ = zones.zoned(told, Known())
    assert [p.zone for p in parts] == ["subtitle", "body", "caption"]


def test_long_paragraphs_are_never_thrown_away_whole():
    text = "Copyright law was the matter of the day. " + "It was argued at great length by all. " * 30
    assert zone_of(text.strip()) == "body"
