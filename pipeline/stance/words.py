"""Find the words that judge, signal or predict in a stretch of a parse."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.spans import Span
from pipeline.stance.lexicon import Phrase

NEGATIONS = frozenset(
    {
        "not",
        "n't",
        "n’t",
        "never",
        "no",
        "nothing",
        "nobody",
        "neither",
        "nor",
        "hardly",
        "barely",
        "cannot",
    }
)
CARRYING = frozenset(
    {
        "acomp",
        "attr",
        "amod",
        "advmod",
        "dobj",
        "xcomp",
        "relcl",
        "oprd",
        "prep",
        "pobj",
        "pcomp",
    }
)
BELIEVING = frozenset(
    {
        "see",
        "think",
        "believe",
        "expect",
        "imagine",
        "mean",
    }
)
DOUBTING = frozenset({"doubt"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found, and whether it is denied."""

    phrase: Phrase
    first: Token
    last: Token
    denied: bool

    @property
    def span(self) -> Span:
        """Return where it stands, in characters."""
        return Span(self.first.idx, self.last.idx + len(self.last))


def find(tokens: Sequence[Token], table: Mapping[str, tuple[Phrase, ...]]) -> Iterator[Hit]:
    """Yield the phrases of ``table`` among ``tokens``, in order; longer ones win over shorter."""
    done = -1
    for at, token in enumerate(tokens):
        if at <= done:
            continue
        for phrase in table.get(token.lemma_.lower()) or table.get(token.lower_) or ():
            last = _match(tokens, at, phrase.words)
            if last is not None:
                yield Hit(phrase, token, tokens[last], denied(token))
                done = last
                break


def _match(tokens: Sequence[Token], at: int, words: Sequence[str]) -> int | None:
    """Return the index of the last word when ``words`` follow each other from ``at``, one word between at most."""
    for word in words[1:]:
        ahead = range(at + 1, min(len(tokens), at + 3))
        found = next((i for i in ahead if word in (tokens[i].lemma_.lower(), tokens[i].lower_)), None)
        if found is None:
            return None
        at = found
    return at


def denied(token: Token) -> bool:
    """Tell whether a word is in the scope of a negation: its own, its verb's, or that of a verb of belief above it."""
    around = [token, *_carriers(token)]
    for word in around:
        if word.lemma_ in DOUBTING and word is not token:
            return True
        if any(child.lower_ in NEGATIONS and not _merely(child) for child in word.children):
            return True
        nouns = [c for c in word.children if c.dep_ in ("nsubj", "dobj", "nsubjpass")]
        if any(child.lower_ in ("no", "neither") for noun in nouns for child in noun.children):
            return True
    return False


def _merely(negation: Token) -> bool:
    """Tell whether a negation denies only that this is all: "not only", "not just"."""
    following = negation.doc[min(negation.i + 1, len(negation.doc) - 1)]
    return following.lower_ in ("only", "just", "merely", "simply")


def _carriers(token: Token) -> Iterator[Token]:
    """The words above that carry a word's truth: its predicate, then verbs of seeing or believing."""
    below = token
    while below.head.i != below.i:
        above = below.head
        if below.dep_ in CARRYING or (below.dep_ == "ccomp" and above.lemma_ in BELIEVING | DOUBTING):
            yield above
        else:
            return
        below = above
