"""Cut a sentence into clauses, the spans an argumentative unit can have."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from pipeline.arguments.parse import Parse
from pipeline.spans import Span, trim

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
VERBS = frozenset({"VERB", "AUX"})
SUBORDINATORS = frozenset({"because", "although", "though", "whereas", "albeit", "while", "whilst", "since"})
COORDINATORS = frozenset({"but", "yet", "so"})
MIN_WORDS = 3


def clauses(parse: Parse, sentence: Span) -> list[Span]:
    """Return the clauses of the sentence at characters ``sentence``, in order, trimmed.

    Only joints that tell reason from claim, or what is granted from what outweighs it, part clauses: semicolons,
    `but`, `yet` and `so` before a clause with its own subject, and subordinate clauses of reason and concession at
    either edge. Annotated corpora keep other sentences whole. A stretch without a verb stays with its neighbour.
    """
    doc, tokens = parse.doc, parse.tokens(sentence)
    if not len(tokens):
        return [sentence]
    cuts = sorted({at for at in _cuts(tokens) if tokens.start < at < tokens.end})
    pieces = [doc[a:b] for a, b in zip([tokens.start, *cuts], [*cuts, tokens.end], strict=True)]
    spans = []
    for piece in _joined(doc, pieces):
        start, end = max(sentence.start, piece.start_char), min(sentence.end, piece.end_char)
        spans.append(trim(parse.text, Span(start, end)))
    return [s for s in spans if s.end > s.start]


def _cuts(tokens: Tokens) -> Iterator[int]:
    """Token positions at which a clause of ``tokens`` begins."""
    for token in tokens:
        if token.text == ";":
            yield token.i + 1
        elif token.pos_ in VERBS and token.dep_ in ("conj", "ccomp", "parataxis"):
            yield from _coordinate(token, tokens)
        elif token.pos_ in VERBS and token.dep_ == "advcl" and _subordinate(token):
            yield from _edge_cuts(token, tokens)


def _coordinate(token: Token, tokens: Tokens) -> Iterator[int]:
    """Where a clause with a subject of its own begins that `but`, `yet` or `so` joins to an earlier one."""
    if any(child.dep_ in SUBJECTS for child in token.lefts):
        first = max(token.left_edge.i, tokens.start)
        for at in range(first - 1, max(tokens.start, first - 4), -1):
            if tokens.doc[at].lower_ in COORDINATORS and tokens.doc[at].dep_ in ("cc", "advmod", "mark"):
                yield at
                return
        if tokens.doc[first].lower_ in COORDINATORS:
            yield first


def _subordinate(token: Token) -> bool:
    for child in token.lefts:
        if child.dep_ in ("mark", "advmod") and child.lower_ in SUBORDINATORS:
            return child.lower_ != "since" or token.tag_ != "VBD"  # a past tense after `since` tells a time
    return False


def _edge_cuts(token: Token, tokens: Tokens) -> Iterator[int]:
    """Where a subordinate clause begins or ends, when it stands at an edge of its sentence."""
    doc = tokens.doc
    first, last = max(token.left_edge.i, tokens.start), min(token.right_edge.i, tokens.end - 1)
    if all(t.is_punct for t in doc[last + 1 : tokens.end]):
        yield first
    elif all(t.is_punct or t.dep_ == "cc" or t.pos_ == "ADV" for t in doc[tokens.start : first]):
        yield last + (2 if doc[last + 1].is_punct else 1)


def _joined(doc: Doc, pieces: list[Tokens]) -> list[Tokens]:
    """Join a piece without a verb, or of fewer than three words, to its neighbour."""
    joined: list[Tokens] = []
    for piece in pieces:
        if joined and not (_stands(piece) and _stands(joined[-1])):
            joined[-1] = doc[joined[-1].start : piece.end]
        else:
            joined.append(piece)
    return joined


def _stands(piece: Tokens) -> bool:
    words = [t for t in piece if not t.is_punct and not t.is_space]
    return len(words) >= MIN_WORDS and any(t.pos_ in VERBS for t in words)
