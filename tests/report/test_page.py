import pytest

from pipeline.records import Speaker
from pipeline.report.figures import EFFICACIES, FIGURES, MOVES, STANCES, WAYS
from pipeline.report.page import cut, described, glossary, link


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://paper.example/a?b=1&c=2", True),
        ("http://paper.example", True),
        ("HTTPS://paper.example/", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("ftp://paper.example/a", False),
        ("//paper.example/a", False),
        ("https:///a", False),
        ("https://[oops/a", False),
        ("https://paper.example/a b", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url, linked):
    assert link(url) == (url if linked else None)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (None, ""),
        ("one\n\n two\tthree", "one two three"),
        ("one\x00\x1b\u202etwo", "one two"),
        ("abcdefghijkl", "abcdefghij…"),
        ("abcdefghij", "abcdefghij"),
    ],
)
def test_cut_shows_one_short_line(text, shown):
    assert cut(text, 10 if text and text.startswith("abc") else 20) == shown


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"role": "minister", "affiliation": "River Council", "country": "ISL"}, "minister, River Council, ISL"),
        ({"role": "head of the River Council", "affiliation": "River Council"}, "head of the River Council"),
        ({"country": "ISL"}, "ISL"),
        ({}, "person"),
    ],
)
def test_speaker_is_described_in_few_words(make, values, words):
    assert described(make(Speaker, **values)) == words


def test_glossary_explains_every_label():
    explained = {kind: set(labels) for kind, labels in glossary().items()}
    wanted = {"stance": set(STANCES), "efficacy": set(EFFICACIES), "move": set(MOVES), "way": set(WAYS)}
    assert explained == wanted


def test_figures_have_anchors_of_their_own():
    assert len({f.name for f in FIGURES}) == len(FIGURES)
