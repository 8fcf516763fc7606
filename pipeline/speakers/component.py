"""The spaCy component `speakers`: who a document's names and pronouns refer to."""

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline import sentences as splitting
from pipeline.records import Article, Genre, Sentence
from pipeline.speakers.resolve import resolve


@Language.factory(
    "speakers",
    assigns=["doc.spans"],
    requires=["token.tag", "token.dep", "token.head", "doc.ents"],
    default_config={"spans_key": "speakers", "genre": "news"},
)
def speakers(nlp: Language, name: str, spans_key: str, genre: Genre) -> "Speakers":  # noqa: ARG001 spaCy's signature
    """Make the component; mentions go to ``doc.spans[spans_key]``, labelled with their speaker's name."""
    return Speakers(spans_key=spans_key, genre=genre)


class Speakers:
    """Write every mention of every speaker of a document, its label the speaker's canonical name."""

    def __init__(self, *, spans_key: str, genre: Genre) -> None:
        self._spans_key, self._genre = spans_key, genre

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc.spans[spans_key]`` and return the document."""
        spans = self.predict(doc)
        doc.spans[self._spans_key] = spans
        return doc

    def predict(self, doc: Doc) -> list[Span]:
        """Return the mentions of a document's speakers without changing it."""
        article = as_article(doc.text, self._genre)
        found = resolve(doc, article=article, sentences=as_sentences(doc.text), links=())
        labelled = [(s, e.name) for e in found.entities if not e.members for s in e.spots]
        return [Span(doc, s.first, s.last, label=name) for s, name in sorted(labelled)]


def as_sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text that is no article of a table, all of its body."""
    bounds = splitting.paragraphs(text)
    found, paragraph = [], 0
    for number, span in enumerate(splitting.split(text)):
        while bounds[paragraph].end <= span.start:
            paragraph += 1
        found.append(
            Sentence(
                article_id="",
                sentence_id=number,
                start=span.start,
                end=span.end,
                paragraph=paragraph,
                zone="body",
                text=text[span.start : span.end],
            )
        )
    return found


def as_article(text: str, genre: Genre = "news") -> Article:
    """Return a text as an article of which nothing else is known."""
    return Article(
        article_id="",
        path="",
        record=0,
        sha256="",
        url=None,
        title=None,
        subtitle=None,
        published=None,
        publisher=None,
        authors=(),
        author_role=None,
        author_affiliation=None,
        bio=None,
        dateline=None,
        captions=(),
        genre=genre,
        language=None,
        duplicate_of=None,
        text=text,
        n_tokens=0,
        n_sentences=0,
    )
