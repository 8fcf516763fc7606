import pytest

from pipeline.sentences import split
from pipeline.speakers import coreference
from pipeline.speakers.resolve import resolve
from pipeline.tokenize.stage import sentences_of


@pytest.fixture
def meant(nlp, make_article, make_link, monkeypatch):
    """Return whom each third-person pronoun of a text means, with one source and one content."""

    def run(text, source, content):
        found = {}
        plain = coreference.resolve

        def noted(scene, token, **options):
            entity = plain(scene, token, **options)
            found.setdefault(token.lower_, entity.name if entity else None)
            return entity

        monkeypatch.setattr(coreference, "resolve", noted)
        article = make_article(text)
        link = make_link(text, 0, source, content)
        resolve(nlp(text), article=article, sentences=list(sentences_of(article, split(text))), links=[link])
        return found

    return run


@pytest.mark.parametrize(
    ("text", "source", "content", "pronoun", "name"),
    [
        (
            "Talks go on. “We will give them nothing,” said Ann Lee, an analyst at the Lake Security Institute.",
            "Ann Lee, an analyst at the Lake Security Institute",
            "“We will give them nothing,”",
            "them",
            None,
        ),
        (
            "Canada refuses. Canada wants more. Canada will wait. “We gave them land,” said Ann Lee, of the Lake Bank.",
            "Ann Lee, of the Lake Bank",
            "“We gave them land,”",
            "them",
            "Canada",
        ),
        (
            "Canada refuses. Canada wants more. Canada waits. “We need the boats. We want it to work,” said Ann Lee.",
            "Ann Lee",
            "“We need the boats. We want it to work,”",
            "it",
            None,
        ),
        (
            "“Canada will build its roads,” said Ann Lee, an analyst at the Lake Security Institute.",
            "Ann Lee, an analyst at the Lake Security Institute",
            "“Canada will build its roads,”",
            "its",
            "Canada",
        ),
        (
            "Canada refuses. Canada wants more. Canada waits. “The farmers say they are poor,” said Ann Lee.",
            "Ann Lee",
            "“The farmers say they are poor,”",
            "they",
            None,
        ),
        (
            "Ann Lee left. Ann Lee told the Lake Post. “They beat me,” said Ann Lee.",
            "Ann Lee",
            "“They beat me,”",
            "they",
            None,
        ),
    ],
    ids=["aside", "state", "thing", "its", "nearer noun", "unsure"],
)
def test_pronouns_of_a_quotation(meant, text, source, content, pronoun, name):
    assert meant(text, source, content)[pronoun] == name
