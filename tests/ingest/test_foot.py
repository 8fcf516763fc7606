import pytest

from pipeline.ingest import foot

BODY = "Hanna Brod said the river would stay open. The talks go on."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("David Marsh is director of the Program on Rivers at Tesk University.", True),
        ("• Simon Marsh is a foreign affairs commentator", True),
        ("The writer, Jane Roe, is a former ambassador.", True),
        ("Tom Marsh, a professor of history at Tesk, is the author of “Dams”.", True),
        ("Hester Marsh teaches hydrology at the University of Tesk.", True),
        ("Hanna Brod is the director of the river office.", False),
        ("David Marsh was a director who said the talks had failed.", False),
        ("The authors argue that the claim is false.", False),
        ("The river is long.", False),
        ("Rain is expected on Monday.", False),
    ],
)
def test_is_bio(text, wanted):
    assert foot.is_bio(text, authors=(), before=BODY) is wanted


def test_the_authors_own_note_may_name_somebody_the_body_names():
    assert foot.is_bio("Hanna Brod is the director of the river office.", authors=("Hanna Brod",), before=BODY)


def test_zones_of_notes_at_the_foot():
    texts = [BODY, "The end came quickly.", "David Marsh is a lawyer.", "The views expressed here are his own."]
    assert foot.zones(texts, authors=()) == {2: "bio", 3: "furniture"}


def test_notes_in_the_middle_stay_body():
    texts = [BODY, "David Marsh is a lawyer.", "He took the case in May, and lost it."]
    assert foot.zones(texts, authors=()) == {}


def test_groups_of_notes_below_the_end():
    body = ["Hanna Brod said the river would stay open for as long as it takes. " * 5]
    below = [
        "Read the full story and more from The Selle Herald.",
        "• Hanna Brod",
        "Senior Fellow and Director, River Program",
        "Hanna Brod is a Senior Fellow and Director of the River Program.",
        "Most read",
    ]
    found = foot.zones(body + below, authors=())
    assert [found[i] for i in range(1, 6)] == ["furniture", "bio", "bio", "bio", "furniture"]


def test_a_stop_line_early_in_a_long_article_stops_nothing():
    texts = ["Short lead.", "Related", "A long paragraph of the story follows here. " * 20]
    assert foot.zones(texts, authors=()) == {}


def test_split_glued():
    text = "The moment has come. • Simon Marsh is a columnist"
    assert foot.split_glued(text) == ["The moment has come.", "• Simon Marsh is a columnist"]
    assert foot.split_glued("Two points. • The river is high") == ["Two points. • The river is high"]
