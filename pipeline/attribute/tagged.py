"""The tagger's guesses -> candidates: spans in characters, and the figures by which the linker judges each one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from pipeline.attribute.candidates import Candidate
from pipeline.attribute.quotes import Quote
from pipeline.attribute.tagger import CONTENT, CUE, OUTSIDE, ROLE_OF, SOURCE, Floats, Guess, Ints
from pipeline.spans import Span, merge, trim
from pipeline.windows import Words

FLOOR = 1e-4
OPENING = "\"“‘'«„`"
COMMAS = " ,;:"
SAID_OF = frozenset(
    ("said", "reported", "believed", "thought", "rumored", "rumoured", "understood", "expected", "alleged", "supposed")
)
"""Participles by which others speak of the subject of a passive."""


@dataclass(frozen=True)
class Tagged:
    """One guess in characters, with its figures by name (all finite)."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    figures: Mapping[str, float]


def tagged(text: str, words: Words, guesses: Sequence[Guess], quotes: Sequence[Quote]) -> list[Tagged]:
    """Return the guesses that have a content, in their order; ``quotes`` are those of ``text``."""
    found = [g for g in guesses if (g.path == CONTENT).any()]
    strength = np.array([_begins(g) for g in found], np.float32)
    held = [frozenset(g.words[(g.path >= CONTENT)].tolist()) for g in found]
    inside = _marked(words, quotes)
    return [
        Tagged(
            source=_spans(words, guess, _best(guess)),
            cue=_spans(words, guess, guess.fragments(CUE)),
            content=merge(_spans(words, guess, guess.fragments(CONTENT))),
            figures=_figures(text, words, guess, inside) | _rivals(n, found, strength, held),
        )
        for n, guess in enumerate(found)
    ]


def candidate(doc: Doc, text: str, one: Tagged) -> Candidate:
    """Make a guess a candidate whose spans break no token of ``doc``; ``text`` is the document's."""
    cue = whole(doc, one.cue)
    source = tuple(trim(text, span, strip=COMMAS) for span in whole(doc, one.source))
    return Candidate(rule="tagger", content=whole(doc, one.content), cue=cue, source=_unless_said_of(doc, source, cue))


def _unless_said_of(doc: Doc, source: tuple[Span, ...], cue: Sequence[Span]) -> tuple[Span, ...]:
    """Return no source where the source is what something is said of: "Tarnow is said to have given way"."""
    said = [t for span in cue for t in doc.char_span(span.start, span.end) or () if t.lower_ in SAID_OF]
    of = [c for t in said if any(x.dep_ in ("xcomp", "ccomp") for x in t.rights) for c in t.lefts]
    subjects = [c.idx for c in of if c.dep_ == "nsubjpass"]
    return () if any(span.start <= at < span.end for span in source for at in subjects) else source


def whole(doc: Doc, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans, merged, stretched so that they break no token of ``doc``."""
    found = (doc.char_span(s.start, s.end, alignment_mode="expand") for s in spans)
    return merge(Span(f.start_char, f.end_char) for f in found if f is not None)


def _spans(words: Words, guess: Guess, fragments: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(
        Span(int(words.starts[guess.words[first]]), int(words.ends[guess.words[last]])) for first, last in fragments
    )


def _best(guess: Guess) -> list[tuple[int, int]]:
    """Return the likeliest fragment of the source, none where there is none: an attribution has one."""

    def gain(fragment: tuple[int, int]) -> float:
        first, last = fragment
        return _log(guess.scores[first : last + 1, [SOURCE, SOURCE + 1]].sum(1))

    fragments = guess.fragments(SOURCE)
    return [max(fragments, key=gain)] if fragments else []


def _begins(guess: Guess) -> float:
    return float(guess.tags[np.searchsorted(guess.words, guess.anchor), ROLE_OF[CUE], 1])


def _marked(words: Words, quotes: Sequence[Quote]) -> Ints:
    """Return for each word the number of its quotation, -1 outside of all."""
    starts = np.array([q.span.start for q in quotes] or [0], np.int64)
    ends = np.array([q.span.end for q in quotes] or [0], np.int64)
    at = np.searchsorted(starts, words.starts, side="right") - 1
    return np.where((at >= 0) & (words.starts < ends[np.maximum(at, 0)]), at, -1)


def _log(share: Floats | float) -> float:
    return float(np.log(np.maximum(share, FLOOR)).mean())


def _logit(probability: float) -> float:
    probability = min(max(probability, FLOOR), 1 - FLOOR)
    return float(np.log(probability / (1 - probability)))


def _figures(text: str, words: Words, guess: Guess, inside: Ints) -> dict[str, float]:
    at = int(np.searchsorted(guess.words, guess.anchor))
    chosen = np.take_along_axis(guess.scores, guess.path[:, None], 1)[:, 0]
    marked = inside[guess.words]
    return {
        "begins": _logit(_begins(guess)),
        "begins_pair": _logit(float(guess.scores[at, CUE])),
        "cue_marked": float(marked[at] >= 0),
        "cue_words": float(np.log1p((guess.path == CUE).sum() + (guess.path == CUE + 1).sum())),
        "cue_tags": _log(1 - guess.tags[at, ROLE_OF[CUE], OUTSIDE]),
        **_content_figures(text, words, guess, at, chosen, marked),
        **_source_figures(guess, at, chosen, marked),
    }


def _content_figures(text: str, words: Words, guess: Guess, at: int, chosen: Floats, marked: Ints) -> dict[str, float]:
    content = guess.path >= CONTENT
    first, last = np.flatnonzero(content)[[0, -1]]
    pages = words.paragraphs[guess.words]
    return {
        "content": _log(chosen[content]),
        "content_least": _log(float(chosen[content].min())),
        "content_begin": _log(float(guess.scores[first, CONTENT])),
        "content_end": _log(float(chosen[min(last + 1, len(chosen) - 1)])),
        "content_tags": _log(1 - guess.tags[content, ROLE_OF[CONTENT], OUTSIDE]),
        "content_words": float(np.log1p(content.sum())),
        "content_parts": float((guess.path == CONTENT).sum() - 1),
        "content_marked": float((marked[content] >= 0).mean()),
        "content_opens": float(marked[first] >= 0 and text[words.starts[guess.words[first]]] in OPENING),
        "content_first": float(first < at),
        "content_far": float(np.log1p(min(abs(first - at), abs(last - at)))),
        "content_elsewhere": float((pages[content] != pages[at]).any()),
    }


def _source_figures(guess: Guess, at: int, chosen: Floats, marked: Ints) -> dict[str, float]:
    source = (guess.path >= SOURCE) & (guess.path < CUE)
    if not source.any():
        missed = float(guess.scores[:, [SOURCE, SOURCE + 1]].sum(1).max())
        return {"source_none": 1.0, "source_missed": _logit(missed)}
    return {
        "source_none": 0.0,
        "source": _log(chosen[source]),
        "source_least": _log(float(chosen[source].min())),
        "source_tags": _log(1 - guess.tags[source, ROLE_OF[SOURCE], OUTSIDE]),
        "source_words": float(np.log1p(source.sum())),
        "source_far": float(np.log1p(np.abs(np.flatnonzero(source) - at).min())),
        "source_marked": float((marked[source] >= 0).mean()),
    }


def _rivals(n: int, found: Sequence[Guess], strength: Floats, held: Sequence[frozenset[int]]) -> dict[str, float]:
    """Say how far other guesses claim the same words: contents that overlap, a content that holds this cue."""
    own = held[n]
    share, holder, holds = 0.0, 0.0, 0.0
    for other in range(max(0, n - 6), min(len(found), n + 7)):
        if other == n:
            continue
        both = len(own & held[other])
        share = max(share, float(strength[other]) * both / len(own | held[other]))
        if found[n].anchor in held[other]:
            holder = max(holder, float(strength[other]))
        if found[other].anchor in own:
            holds = max(holds, float(strength[other]))
    return {"rival_share": share, "rival_holder": holder, "rival_holds": holds}
