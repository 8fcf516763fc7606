import pytest

from pipeline.evaluate.names import is_pronoun, same_name, words

SAME = [
    ("Ilda Marn", "Marn"),
    ("President Ilda Marn", "Ilda Marn"),
    ("Zoë Brân", "Zoe Bran"),
    ("the U.S.", "United States"),
    ("American allies", "AMERICAN ALLIES"),
    ("USA", "America"),
    ("J. Marn", "J Marn"),
    ("the foreign minister", "foreign minister"),
]
OTHER = [("Ilda Marn", "Bo Marn"), ("Ilda Marn", None), (None, None), ("", "Marn"), ("US", "UK")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_that_mean_the_same(one, other):
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_names_that_do_not(one, other):
    assert not same_name(one, other)
    assert not same_name(other, one)


def test_a_name_of_titles_alone_keeps_them():
    assert words("Prime Minister") == {"prime", "minister"}
    assert words("Minister Marn") == {"marn"}
    assert words(None) == frozenset()


@pytest.mark.parametrize(("source", "verdict"), [("She", True), ("they", True), ("Marn", False), ("she said", False)])
def test_pronouns(source, verdict):
    assert is_pronoun(source) is verdict
