"""Whose voice each sentence speaks in."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.records import Article, Link, Sentence, SentenceVoice
from pipeline.spans import Span, overlap, subtract

WORD = re.compile(r"\w+")


def voices(
    article: Article,
    sentences: Sequence[Sentence],
    links: Sequence[Link],
    *,
    holders: Mapping[str, str | None],
    author_id: str | None,
) -> Iterator[SentenceVoice]:
    """Yield the voice of every sentence of an article.

    ``holders`` gives the speaker_id of each link, ``author_id`` the author's where the author is a speaker. A sentence
    is a source's when content covers at least half of its words outside source and cue; a headline of news is nobody's.
    """
    for sentence in sentences:
        link = _covering(article.text, sentence, links)
        if link is not None and holders.get(link.attribution_id) != (author_id or ""):
            voice, speaker = "source", holders.get(link.attribution_id)
        elif sentence.zone != "body" and article.genre in ("news", "interview"):
            voice, speaker = "none", None
        else:
            voice, speaker = "author", author_id
        yield SentenceVoice(
            article_id=article.article_id,
            sentence_id=sentence.sentence_id,
            voice=voice,  # type: ignore[arg-type]
            speaker_id=speaker,
        )


def _covering(text: str, sentence: Sentence, links: Sequence[Link]) -> Link | None:
    """Return the link whose content covers most of the sentence, the outer one of equals, if it covers half."""
    whole = Span(sentence.start, sentence.end)
    best: tuple[int, Link] | None = None
    for link in links:
        pieces = [
            Span(max(s.start, whole.start), min(s.end, whole.end)) for s in link.content_spans if overlap(s, whole)
        ]
        if not pieces:
            continue
        covered = sum(_words(text, p) for p in pieces)
        rest = subtract(whole, (*link.source_spans, *link.cue_spans, *pieces))
        outside = sum(_words(text, p) for p in rest)
        if covered >= outside and (best is None or covered > best[0]):
            best = (covered, link)
    return best[1] if best else None


def _words(text: str, span: Span) -> int:
    return sum(1 for _ in WORD.finditer(text, span.start, span.end))
