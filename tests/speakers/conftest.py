"""What the tests of `speakers` share: a parser, and articles made of a text and its sources."""

import pytest

from pipeline.records import Article, Link
from pipeline.sentences import split
from pipeline.spans import Span
from pipeline.speakers.resolve import resolve
from pipeline.tokenize.nlp import DEFAULT, load
from pipeline.tokenize.stage import sentences_of


@pytest.fixture(scope="session")
def nlp():
    return load(DEFAULT)


@pytest.fixture(scope="session")
def make_article():
    def make(text, **fields):
        known = {
            "article_id": "a1",
            "path": "a1.txt",
            "record": 0,
            "sha256": "",
            "authors": (),
            "captions": (),
            "genre": "news",
            "text": text,
            "n_tokens": 0,
            "n_sentences": 0,
        }
        return Article(**{name: known.get(name) for name in Article.__annotations__ if name.islower()} | fields)

    return make


@pytest.fixture(scope="session")
def make_link():
    def make(text, number, source, content, *, quoted="direct", article_id="a1"):
        """Tie the first place of ``content`` to the place of ``source`` nearest to it."""
        at = text.index(content)
        places = [i for i in range(len(text)) if source and text.startswith(source, i)]
        near = min(places, key=lambda i: min(abs(i - at - len(content)), abs(i + len(source) - at)), default=None)
        return Link(
            attribution_id=f"{article_id}-a{number:05d}",
            article_id=article_id,
            type=quoted,
            content_spans=(Span(at, at + len(content)),),
            cue_spans=(),
            source_spans=(Span(near, near + len(source)),) if near is not None else (),
            parent_id=None,
            rule="test",
            confidence=1.0,
        )

    return make


@pytest.fixture(scope="session")
def solve(nlp, make_article, make_link):
    """Return the speakers of (source, content) pairs in a text, a tuple of entities a pair."""

    def run(text, *pairs, **fields):
        article = make_article(text, **fields)
        quote = [("direct" if any(c in content for c in '“"') else "indirect") for _, content in pairs]
        links = [make_link(text, n, s, c, quoted=q) for n, ((s, c), q) in enumerate(zip(pairs, quote, strict=True))]
        sentences = list(sentences_of(article, split(text)))
        found = resolve(nlp(text), article=article, sentences=sentences, links=links)
        return [found.holders[link.attribution_id] for link in links]

    return run
