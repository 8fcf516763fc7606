"""What the parse says of clauses: subjects, complements, and the text they cover."""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from pipeline.spans import Span

EDGE = frozenset([",", ";", ":", "–", "—", "-", "--", "…", " ", "\n", "\n\n", "  "])
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
PASSIVE = frozenset({"nsubjpass", "auxpass"})


def spans_of(doc: Doc, tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Return the text that ``tokens`` cover as spans, without punctuation at their edges but quotation marks.

    Runs of tokens parted by punctuation alone become one span.
    """
    own = {t.i: t for t in tokens}
    runs: list[list[Token]] = []
    last = -1
    for i in sorted(own):
        if runs and all(doc[j].is_punct or doc[j].is_space for j in range(last + 1, i)):
            runs[-1].append(own[i])
        else:
            runs.append([own[i]])
        last = i
    return tuple(span for run in runs if (span := _trimmed(run)) is not None)


def _trimmed(run: list[Token]) -> Span | None:
    first, last = 0, len(run)
    while first < last and run[first].text in EDGE:
        first += 1
    while last > first and (run[last - 1].text in EDGE or run[last - 1].text == "."):
        last -= 1
    if not any(token.is_alpha or any(c.isalnum() for c in token.text) for token in run[first:last]):
        return None
    return Span(run[first].idx, run[last - 1].idx + len(run[last - 1]))


def subject_of(verb: Token) -> Token | None:
    """Return the subject of a verb; conjoined, participial and infinitive verbs borrow that of their governor."""
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                return child
        if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBG":
            return verb.head
        if verb.dep_ in ("conj", "advcl", "xcomp", "parataxis", "dep", "aux", "pcomp", "prep"):
            verb = verb.head
        else:
            return None
    return None


def noun_phrase(token: Token, *, without: Iterable[Token] = ()) -> list[Token]:
    """Return the tokens of the noun phrase that ``token`` heads, relative clauses and appositions included."""
    left_out = {t.i for t in without}
    return [t for t in token.subtree if t.i not in left_out]


def is_passive(verb: Token) -> bool:
    """Tell whether a verb stands in the passive."""
    return any(child.dep_ in PASSIVE for child in verb.children)


def agent_of(verb: Token) -> Token | None:
    """Return the head of the noun phrase after the passive's "by", null when there is none."""
    for child in verb.children:
        if child.dep_ == "agent":
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun
    return None


def verb_group(verb: Token) -> list[Token]:
    """Return a verb with its auxiliaries, negation and particle, in order: the cue as PolNeAR marks it."""
    group = [verb]
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass", "neg", "prt") and abs(child.i - verb.i) <= 4:
            group.append(child)
    return sorted(group, key=lambda t: t.i)
