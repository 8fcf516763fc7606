import pytest

from pipeline.speakers.resolve import resolve
from pipeline.speakers.tables import kept


@pytest.fixture
def speakers(nlp, make_article):
    def run(text):
        article = make_article(text)
        found = resolve(nlp(text), article=article, sentences=[], links=[])
        return {e.name: e.kind for e in kept(found, article)}

    return run


@pytest.mark.parametrize(
    ("text", "name", "is_actor"),
    [
        ("The troops were seen in Geneva.", "Geneva", False),
        ("Washington held talks with Geneva in May.", "Geneva", True),
        ("Boris Lum was born in Chicago and lived in Chicago.", "Chicago", False),
        ("Norway is a cold country.", "Norway", True),
        ("GDP rose in May. GDP fell in June.", "GDP", False),
        ("The Trans-Lake Partnership was signed by Norway.", "Trans-Lake Partnership", False),
        ("The House of Representatives met.", "House of Representatives", True),
        ("The crowd cheered Ines Tarn, the mayor of Oslo.", "Ines Tarn", True),
    ],
)
def test_who_becomes_a_speaker(speakers, text, name, is_actor):
    assert (name in speakers(text)) is is_actor
