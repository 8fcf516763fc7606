"""Candidates that start from quotation marks: the cue before or after a quotation and its source."""

import bisect
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from pipeline.attribute.candidates import Candidate, length_feature, name_span, source_features
from pipeline.attribute.clauses import agent_of, is_passive, noun_phrase, spans_of, subject_of, verb_group
from pipeline.attribute.quotes import SINGLE, Quote
from pipeline.spans import Span

REACH = 18
"""Tokens between a quotation and its cue at most."""


def find(doc: Doc, text: str, *, quotes: Sequence[Quote]) -> Iterator[Candidate]:
    """Yield candidates for each quotation: cues that follow it, precede it, or end the sentence before with a colon."""
    starts = [t.idx for t in doc]
    for number, quote in enumerate(quotes):
        first = bisect.bisect_left(starts, quote.span.start)
        after = bisect.bisect_left(starts, quote.span.end)
        if first >= len(doc):
            continue
        low = bisect.bisect_left(starts, quotes[number - 1].span.end) if number else 0
        high = bisect.bisect_left(starts, quotes[number + 1].span.start) if number + 1 < len(quotes) else len(doc)
        yield from _after(doc, text, quote, number, after, high)
        yield from _before(doc, text, quote, number, first, low)


def _after(doc: Doc, text: str, quote: Quote, number: int, after: int, high: int) -> Iterator[Candidate]:
    if after == 0 or after >= len(doc):
        return
    # The tag belongs to the sentence in which the quotation ends; one that starts a sentence of its own does not.
    sentence = doc[after - 1].sent
    end = min(sentence.end, high, after + REACH)
    for token in doc[after:end]:
        if token.lower_ == "according":
            yield from _according(doc, text, quote, number, token, after)
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "amod"):
            yield from _tag(doc, text, quote, number, token, "quote_after", token.i - after, Span(after, end))


def _before(doc: Doc, text: str, quote: Quote, number: int, first: int, low: int) -> Iterator[Candidate]:
    sentence = doc[first].sent
    start = max(sentence.start, low)
    if first > start:
        rule = "quote_before"
    else:  # the sentence before may introduce it with a colon
        if first == 0 or (doc[max(0, first - 1)].sent.start < low and low >= first):
            return
        sentence = doc[first - 1].sent
        if "\n" in sentence.text or not sentence.text.rstrip().endswith(":"):
            rule = "sentence_before"
        else:
            rule = "colon_before"
        if rule == "sentence_before" and "\n" in text[doc[first - 1].idx : quote.span.start]:
            return
        start = max(sentence.start, low)
    for token in doc[max(start, first - 2 * REACH) : first]:
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "amod"):
            yield from _tag(doc, text, quote, number, token, rule, first - 1 - token.i, Span(start, first))
        elif token.lower_ == "according" and rule != "sentence_before":
            yield from _according(doc, text, quote, number, token, first)


def _tag(
    doc: Doc, text: str, quote: Quote, number: int, verb: Token, rule: str, distance: int, around: Span
) -> Iterator[Candidate]:
    source = agent_of(verb) if is_passive(verb) else subject_of(verb)
    if source is not None and source.tag_ in ("WP", "WDT") and source.head.dep_ == "relcl":
        source = source.head.head
    inside_quote = source is not None and quote.span.start <= source.idx < quote.span.end
    if source is None or inside_quote:
        source = _nearest_noun(doc, verb, around)
    if source is None:
        return
    quoted = {t.i for t in noun_phrase(source) if quote.span.start <= t.idx < quote.span.end}
    tokens = [t for t in noun_phrase(source) if t.i not in quoted and t.i != verb.i and _near(t, source, verb)]
    group = verb_group(verb)
    yield Candidate(
        rule=rule,
        content=(quote.span,),
        cue=spans_of(doc, group),
        source=name_span(doc, tokens),
        features=tuple(_features(text, quote, verb, source, rule, distance)),
        quote=number,
    )


def _near(token: Token, source: Token, verb: Token) -> bool:
    """Keep what belongs to the source on its own side of the verb."""
    return (token.i < verb.i) == (source.i < verb.i)


def _nearest_noun(doc: Doc, verb: Token, around: Span) -> Token | None:
    """Return the nominal next to a verb whose subject the parse does not know; ``around`` counts tokens."""
    for i in [
        *range(verb.i + 1, min(verb.i + 4, around.end)),
        *range(verb.i - 1, max(verb.i - 4, around.start - 1), -1),
    ]:
        token: Token = doc[i]
        if token.pos_ in ("PROPN", "PRON", "NOUN"):
            while token.dep_ == "compound" and around.start <= token.head.i < around.end:
                token = token.head
            return token
    return None


def _according(doc: Doc, text: str, quote: Quote, number: int, word: Token, edge: int) -> Iterator[Candidate]:
    to = next((c for c in word.children if c.lower_ == "to"), None)
    source = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    if to is None or source is None:
        return
    tokens = [t for t in noun_phrase(source) if not quote.span.start <= t.idx < quote.span.end]
    yield Candidate(
        rule="quote_according",
        content=(quote.span,),
        cue=spans_of(doc, [word, to]),
        source=name_span(doc, tokens),
        features=tuple(_features(text, quote, word, source, "quote_according", abs(word.i - edge))),
        quote=number,
    )


def _features(text: str, quote: Quote, cue: Token, source: Token, rule: str, distance: int) -> list[str]:
    span = quote.span
    lemma = cue.lemma_.lower()
    inner = text[quote.inner.start : quote.inner.end].rstrip()
    whole = not text[max(0, span.start - 3) : span.start].rstrip(" ")[-1:].islower() or inner[:1].isupper()
    last = inner[-1:] if inner[-1:] in ",.!?" else "word"
    between = text[cue.idx : span.start] if cue.idx < span.start else text[span.end : cue.idx]
    outside = [c for c in cue.children if not span.start <= c.idx < span.end]
    near = sum(distance > bound for bound in (0, 1, 3, 6, 10))
    return [
        f"rule={rule}",
        f"quote_cue={lemma}",
        f"quote_cue={lemma}|{rule}",
        f"near={near}|{rule}",
        f"last={last}|{rule}",
        f"last={last}|near={near}|{rule}",
        f"capital={inner[:1].isupper()}|{rule}",
        f"whole={whole}",
        f"words={min(6, len(inner.split()))}|{rule}",
        length_feature((span,)),
        f"stop_between={any(c in between for c in '.;?!')}|{rule}",
        f"comma_between={',' in between}|{rule}",
        f"colon_between={':' in between}|{rule}",
        f"cue_tag={cue.tag_}|{rule}",
        f"cue_dep={cue.dep_}|{rule}",
        f"quote_{source_features(source)[0]}",
        f"quote_{source_features(source)[0]}|{rule}",
        f"object={any(c.dep_ in ('dobj', 'ccomp') for c in outside)}|{rule}",
        f"single={text[span.start] in SINGLE}",
    ]
