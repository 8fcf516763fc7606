"""Draft -> article or reject: cleaning, zoning, metadata, genre, language, in that order."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlsplit

import spacy
from spacy.language import Language

from pipeline import sentences
from pipeline.ingest import bio, clean, dates, genre, language, lexicon, names, zones
from pipeline.ingest.draft import Draft, Fault, Known
from pipeline.params import IngestParams
from pipeline.records import Article, Reason, Reject

LONGEST_NOTE = 300
"""Characters of the longest paragraph that may tell when the article was issued."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a record was read from."""

    path: str
    sha256: str


def article_id(path: str, record: int) -> str:
    """Return the id of an article: 16 hexadecimal digits of BLAKE2b over its path and record."""
    return hashlib.blake2b(f"{path}\0{record}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def made(found: Draft | Fault, origin: Origin, *, params: IngestParams) -> Article | Reject:
    """Return the article of a draft, or the reject of a fault or of a draft that is empty, too short or foreign."""
    if isinstance(found, Fault):
        detail = found.detail.encode("utf-8", "replace").decode("utf-8")  # it may quote halves of characters
        return Reject(path=origin.path, record=found.record, reason=found.reason, detail=detail)
    if sum(len(b.text) for b in found.blocks) > params.max_article_chars:
        detail = f"over ingest.max_article_chars = {params.max_article_chars}; are these several articles? Or raise it"
        return _reject(origin, found.record, "too_large", detail)
    parts, known = zones.zoned(found.blocks, _cleaned(found.known))
    text, known = _text(parts, known)
    words = len(text.split())
    if words == 0:
        return _reject(origin, found.record, "empty", "nothing but furniture, captions or notes was found")
    if words < params.min_words:
        detail = f"{words} words, fewer than ingest.min_words = {params.min_words}"
        return _reject(origin, found.record, "too_short", detail)
    code, sure = language.guess(text)
    if words >= params.language_min_words and sure >= language.SURE and code not in params.languages:
        detail = f"the text is in {code!r} (p = {sure:.2f}); ingest.languages has {', '.join(params.languages)}"
        return _reject(origin, found.record, "language", detail)
    told = language.of_guess(code, sure, long=words >= params.language_min_words, told=known.language)
    return _article(found.record, origin, parts, known, text=text, language_code=told)


def _reject(origin: Origin, record: int, reason: Reason, detail: str) -> Reject:
    return Reject(path=origin.path, record=record, reason=reason, detail=detail)


def _cleaned(known: Known) -> Known:
    """Clean the strings that a format told; what is empty then is unknown."""

    def tidy(text: str | None) -> str | None:
        return clean.paragraph(text) or None if text else None

    host = urlsplit(known.url).hostname if known.url and known.url.startswith("http") else None
    return replace(
        known,
        title=tidy(known.title),
        subtitle=tidy(known.subtitle),
        publisher=tidy(known.publisher) or (lexicon.publisher_of_host(host) if host else None),
        url=tidy(known.url),
        section=tidy(known.section),
        dateline=tidy(known.dateline),
    )


def _text(parts: Sequence[zones.Paragraph], known: Known) -> tuple[str, Known]:
    """Return title, subtitle and body parted by blank lines; title and subtitle as they stand there."""
    title = known.title or next((p.text for p in parts if p.zone == "title"), None)
    subtitle = known.subtitle or next((p.text for p in parts if p.zone == "subtitle"), None)
    if subtitle and title and subtitle == title:
        subtitle = None
    body = [p.text for p in parts if p.zone == "body" and p.text]
    if not body:
        return "", known
    whole = [t for t in (title, subtitle) if t] + body
    return "\n\n".join(whole), replace(known, title=title, subtitle=subtitle)


def _article(
    record: int, origin: Origin, parts: Sequence[zones.Paragraph], known: Known, *, text: str, language_code: str | None
) -> Article:
    notes = [p.text for p in parts if p.zone == "bio"]
    body = [p.text for p in parts if p.zone == "body"]
    authors = known.authors or _authors(parts)
    kind = genre.of(parts, known, body=body)
    authors = authors or bio.authors(notes, genre=kind)
    role, affiliation = bio.of_author(notes, authors)
    return Article(
        article_id=article_id(origin.path, record),
        path=origin.path,
        record=record,
        sha256=origin.sha256,
        url=known.url,
        title=known.title,
        subtitle=known.subtitle,
        published=known.published
        or dates.issued([p.text for p in parts if len(p.text) < LONGEST_NOTE])
        or known.fetched,
        publisher=known.publisher,
        authors=authors,
        author_role=role,
        author_affiliation=affiliation,
        bio="\n\n".join(notes) or None,
        dateline=known.dateline,
        captions=tuple(p.text for p in parts if p.zone == "caption"),
        genre=kind,
        language=language_code,
        duplicate_of=None,
        text=text,
        n_tokens=sum(not t.is_space for t in _tokenizer().make_doc(text)),
        n_sentences=len(sentences.split(text)),
    )


def _authors(parts: Sequence[zones.Paragraph]) -> tuple[str, ...]:
    """Return the authors of byline paragraphs, else those that the credits at the foot name as writers."""
    lines = [p.text for p in parts if p.zone == "byline"]
    found = tuple(dict.fromkeys(a for line in lines for a in names.authors(line)))
    return found or names.of_credits([p.text for p in parts if p.zone == "furniture"])


@cache
def _tokenizer() -> Language:
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    return nlp
