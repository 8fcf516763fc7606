"""Find the clauses that may argue, and whose words each of them is."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.arguments.clauses import VERBS, clauses
from pipeline.arguments.parse import Parse
from pipeline.records import Attribution, Sentence, SentenceVoice
from pipeline.spans import Span, contains, hull, overlap, trim

EDGES = " \t\n\u00a0,;:\"“”'‘’«»-–—*•()[]"
PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"), ('"', '"'))
MIN_WORDS = 3
HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A clause, where it stands, and who speaks in it."""

    span: Span
    sentence_id: int
    paragraph: int
    speaker_id: str | None
    speaker: str | None
    attribution_id: str | None
    certainty: float
    """Probability that the words are this speaker's."""

    @property
    def narrated(self) -> bool:
        """Whether a newsroom narrates here: nobody's content, and no author who argues."""
        return self.attribution_id is None and self.speaker_id is None


def candidates(
    parse: Parse,
    sentences: Sequence[Sentence],
    voices: Sequence[SentenceVoice],
    attributions: Sequence[Attribution],
    *,
    names: Mapping[str, str],
) -> list[Candidate]:
    """Return the clauses of an article that may be units, in order, none over another.

    Who argues keeps "X says that …" in one piece, as evidence of his own, also where a whole sentence is a source's:
    the clause is the source's when most of it is content. Where a newsroom narrates, or several argue in turn, the
    content alone is the source's, and what is neither content, source nor cue is the author's by the voice of the
    sentence. Furniture (voice `none`) has none. ``names`` are the speakers' names by speaker_id.
    """
    voice_of = {v.sentence_id: v for v in voices}
    hosts = {v.speaker_id for v in voices if v.voice == "author"}
    host = hosts.pop() if len(hosts) == 1 else None
    by_id = {a.attribution_id: a for a in attributions}
    reach = [(hull((*a.content_spans, *a.cue_spans, *a.source_spans)), a) for a in attributions]
    found: list[Candidate] = []
    for sentence in sentences:
        voice = voice_of.get(sentence.sentence_id)
        if voice is not None and voice.voice == "none":
            continue
        author = voice.speaker_id if voice is not None and voice.voice == "author" else host
        near = [a for around, a in reach if around.start < sentence.end and sentence.start < around.end]
        here = _foreign(near, Span(sentence.start, sentence.end), by_id, author=author)
        for span, attribution in _split(parse, sentence, here, argued=author is not None):
            found.append(_candidate(sentence, span, attribution, author=author, names=names))
    return found


def _candidate(
    sentence: Sentence, span: Span, attribution: Attribution | None, *, author: str | None, names: Mapping[str, str]
) -> Candidate:
    return Candidate(
        span=span,
        sentence_id=sentence.sentence_id,
        paragraph=sentence.paragraph,
        speaker_id=attribution.speaker_id if attribution else author,
        speaker=attribution.speaker if attribution else names.get(author or ""),
        attribution_id=attribution.attribution_id if attribution else None,
        certainty=attribution.confidence if attribution else 1.0,
    )


def _foreign(
    attributions: Sequence[Attribution], sentence: Span, by_id: Mapping[str, Attribution], *, author: str | None
) -> list[Attribution]:
    """Attributions with a part in ``sentence``, without those that repeat the voice around them ("I think …")."""
    kept = []
    for one in attributions:
        if not _touches(one, sentence):
            continue
        parent = by_id.get(one.parent_id or "")
        around = parent.speaker_id if parent else author
        if one.speaker_id is None or one.speaker_id != around:
            kept.append(one)
    return kept


def _split(
    parse: Parse, sentence: Sentence, attributions: Sequence[Attribution], *, argued: bool
) -> Iterator[tuple[Span, Attribution | None]]:
    for clause in clauses(parse, Span(sentence.start, sentence.end)):
        here = [a for a in attributions if _touches(a, clause)]
        if argued and _stands(parse, clause):
            filling = [a for a in here if _fills(a, clause)]
            yield _neat(parse.text, clause), min(filling, key=_length, default=None)
        else:
            yield from _cut(parse, clause, attributions)


def _cut(parse: Parse, clause: Span, attributions: Sequence[Attribution]) -> Iterator[tuple[Span, Attribution | None]]:
    """Yield each content in a clause as its source's, and what is no frame around one as the voice's."""
    pieces = [(p, _holder(p, attributions)) for p in _pieces(clause, attributions)]
    stands = [(p, a) for p, a in pieces if _stands(parse, p)]
    held = [(p, a) for p, a in stands if a is not None]
    thin = [a for _, a in pieces if a is not None]
    if not held and thin and _stands(parse, clause):
        yield _neat(parse.text, clause), thin[0]  # the content is no clause ("wants a treaty"): take what says so
        return
    for piece, holder in stands:
        if not _frames(piece, [a for a in attributions if a is not holder]):
            yield _neat(parse.text, piece), holder


def _touches(one: Attribution, span: Span) -> bool:
    return any(overlap(span, s) for s in (*one.content_spans, *one.cue_spans, *one.source_spans))


def _length(one: Attribution) -> int:
    return sum(s.end - s.start for s in one.content_spans)


def _fills(one: Attribution, clause: Span) -> bool:
    """Tell whether most of a clause is content, so that what it says is the source's."""
    return sum(overlap(clause, s) for s in one.content_spans) >= HALF * (clause.end - clause.start)


def _pieces(clause: Span, attributions: Sequence[Attribution]) -> list[Span]:
    """Cut ``clause`` where a content begins or ends."""
    edges = {e for a in attributions for s in a.content_spans for e in s if clause.start < e < clause.end}
    cuts = [clause.start, *sorted(edges), clause.end]
    return [Span(a, b) for a, b in itertools.pairwise(cuts)]


def _holder(piece: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """The innermost attribution whose content holds ``piece``: the one with the shortest content around it."""
    around = [(s.end - s.start, -i) for i, a in enumerate(attributions) for s in a.content_spans if contains(s, piece)]
    return attributions[-min(around)[1]] if around else None


def _frames(piece: Span, attributions: Sequence[Attribution]) -> bool:
    """Tell whether ``piece`` only says who speaks: it holds a source or cue."""
    return any(overlap(piece, s) for a in attributions for s in (*a.cue_spans, *a.source_spans))


def _neat(text: str, span: Span) -> Span:
    """Trim quotation marks, brackets and separators at both ends, but keep a mark whose other half stands within."""
    start, end = trim(text, span, strip=EDGES)
    for opener, closer in PAIRS:
        inner = text[start:end]
        lacking = inner.count(opener) - inner.count(closer) if opener != closer else inner.count(opener) % 2
        after = text.find(closer, end, span.end)
        before = text.rfind(opener, span.start, start)
        if lacking > 0 and after >= 0:
            end = after + 1
        elif lacking and before >= 0:
            start = before
    return Span(start, end)


def _stands(parse: Parse, span: Span) -> bool:
    tokens = parse.tokens(span)
    words = sum(not (t.is_punct or t.is_space) for t in tokens)
    return words >= MIN_WORDS and any(t.pos_ in VERBS for t in tokens)
