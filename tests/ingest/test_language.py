import pytest

from pipeline.ingest import language

ENGLISH = "The minister of water said on Monday that her country would not sell the river to its neighbours this year."
SPANISH = "La ministra del agua dijo el lunes que su país no vendería el río a sus vecinos durante este año de sequía."


@pytest.mark.parametrize(("text", "code"), [(ENGLISH, "en"), (SPANISH, "es")])
def test_guess(text, code):
    found, probability = language.guess(text)
    assert found == code
    assert 0.9 <= probability <= 1


@pytest.mark.parametrize(
    ("sure", "long", "told", "wanted"),
    [(0.4, True, None, "en"), (0.95, False, None, "en"), (0.4, False, "de", "de"), (0.4, False, None, None)],
)
def test_of_guess(sure, long, told, wanted):
    assert language.of_guess("en", sure, long=long, told=told) == wanted
