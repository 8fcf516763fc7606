from pipeline.records import Sentence
from pipeline.speakers.voices import voices

TEXT = "Talks fail\n\n“We wait here for them,” Tarn said. The river rose again."


def _sentences():
    bounds = [(0, 10, "title"), (12, 47, "body"), (48, len(TEXT), "body")]
    return [
        Sentence(article_id="a1", sentence_id=n, start=s, end=e, paragraph=n, zone=z, text=TEXT[s:e])
        for n, (s, e, z) in enumerate(bounds)
    ]


def _voices(make_article, make_link, **fields):
    author_id = fields.pop("author_id", None)
    holder = fields.pop("holder", "sp-tarn")
    link = make_link(TEXT, 0, "Tarn", "“We wait here for them,”")
    article = make_article(TEXT, **fields)
    rows = voices(article, _sentences(), [link], holders={link.attribution_id: holder}, author_id=author_id)
    return [(row.voice, row.speaker_id) for row in rows]


def test_news(make_article, make_link):
    assert _voices(make_article, make_link) == [("none", None), ("source", "sp-tarn"), ("author", None)]


def test_opinion(make_article, make_link):
    found = _voices(make_article, make_link, genre="opinion", author_id="sp-me")
    assert found == [("author", "sp-me"), ("source", "sp-tarn"), ("author", "sp-me")]


def test_what_the_author_says_is_the_authors_voice(make_article, make_link):
    found = _voices(make_article, make_link, genre="opinion", author_id="sp-me", holder="sp-me")
    assert found[1] == ("author", "sp-me")
