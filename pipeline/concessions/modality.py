"""In which mood a word stands: obliged, denied, asked, supposed or done; and what it is made to depend on."""

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.concessions import syntax
from pipeline.concessions.lexicon import Lexicon
from pipeline.records import Modality, Move

OBLIGING = frozenset({"must", "should", "ought", "shall"})
WILLING = frozenset({"will", "would", "'ll", "’ll", "'d", "wo"})
POSSIBLE = frozenset({"may", "might", "could", "can", "ca"})
BARTER = frozenset({"trade", "swap", "exchange", "barter"})
RAISING = frozenset({"have", "need", "go", "begin", "start", "continue", "try", "appear", "seem", "be", "remain"})


@dataclass(frozen=True, slots=True)
class Mood:
    """The mood of one word, gathered from its verb and the raising verbs above it."""

    obliged: bool = False
    willing: bool = False
    possible: bool = False
    negated: bool = False
    supposed: bool = False
    asked: bool = False
    done: bool = False
    perfect: bool = False

    @property
    def hypothetical(self) -> bool:
        """Tell whether the word is possible, supposed or asked only."""
        return self.possible or self.supposed or self.asked


def mood(token: Token, lexicon: Lexicon) -> Mood:
    """Return the mood of a verb, or of a noun or adjective by the verb that carries it."""
    verb = carrier(token)
    words, negated, obliged = set(syntax.modals(verb)), syntax.negated(verb), False
    negated = negated or (verb.i != token.i and syntax.negated(token))
    top = verb
    while top.dep_ == "xcomp" and top.head.lemma_ in RAISING and top.head.i < top.i:
        top = top.head
        words |= set(syntax.modals(top))
        negated = negated or syntax.negated(top)
        obliged = obliged or ((top.lemma_ in ("have", "need") and top.tag_ != "VBD") or top.lemma_ == "need")
    done = not words and _done(top, verb)
    if top.dep_ in ("advcl", "conj") and top.tag_ == "VBG" and not syntax.children(top, "aux"):
        words |= set(syntax.modals(top.head)) & OBLIGING
        done = not syntax.modals(top.head) and _done(top.head, top.head)
    brought = top.dep_ == "xcomp" and lexicon.verbs.get(top.head.lemma_) == "bring"
    return Mood(
        obliged=bool(words & OBLIGING) or bidden(verb) or (obliged and not words & (POSSIBLE | WILLING)),
        willing=bool(words & WILLING) or (top.lemma_ == "go" and top is not verb),
        possible=bool(words & POSSIBLE),
        negated=negated,
        supposed=_supposed(top),
        asked=verb.sent.text.rstrip(" \"”’'").endswith("?") and not _presupposes(verb) and _in_main_question(top),
        done=done or (brought and _done(top.head, top.head)),
        perfect=any(t.lemma_ == "have" for t in syntax.children(top, "aux")),
    )


def bidden(verb: Token) -> bool:
    """Tell whether a verb is an imperative or what "let" bids somebody do: "Drop the claim", "Let them drop it"."""
    if verb.dep_ == "conj" and verb.tag_ == "VB" and not syntax.children(verb, "nsubj", "aux"):
        return bidden(verb.head)
    if verb.dep_ == "ccomp" and verb.tag_ == "VB" and verb.head.lemma_ == "let":
        return bidden(verb.head)
    plain = verb.tag_ in ("VB", "VBP") and verb.dep_ == "ROOT" and not syntax.children(verb, "nsubj", "nsubjpass")
    helped = any(t.lower_ not in ("do", "n't", "n’t") for t in syntax.children(verb, "aux", "auxpass"))
    return plain and not helped and _leads(verb) and not verb.sent.text.rstrip(" \"”’'").endswith("?")


def _leads(verb: Token) -> bool:
    """Tell whether a verb begins its sentence, or what follows a comma, but for adverbs: "So let them go"."""
    for before in reversed(verb.doc[verb.sent.start : verb.i]):
        if before.is_punct:
            return True
        if before.pos_ not in ("ADV", "CCONJ", "SCONJ", "INTJ", "PART", "AUX", "SPACE"):
            return False
    return True


def carrier(token: Token) -> Token:
    """Return the verb whose tense and mood a word has: itself, or the verb that has it as object or predicate."""
    if token.tag_.startswith("VB") and token.dep_ not in ("amod", "compound"):
        return token
    for above in syntax.chain(token):
        if above.pos_ in ("VERB", "AUX"):
            return above
    return token


def _supposed(verb: Token) -> bool:
    """Tell whether a verb stands in an if or unless clause."""
    for one in (verb, *syntax.chain(verb)):
        if any(t.lower_ in ("if", "unless", "whether") for t in syntax.children(one, "mark")):
            return True
        if one.dep_ in ("ccomp", "relcl", "ROOT"):
            return False
    return False


def _presupposes(verb: Token) -> bool:
    """Tell whether a question takes its fact for granted: "Why are we giving up the embargo?"."""
    return any(t.lower_ == "why" for t in verb.sent[:3])


def _in_main_question(verb: Token) -> bool:
    return verb.dep_ in ("ROOT", "conj", "ccomp", "advcl", "xcomp")


def _done(top: Token, verb: Token) -> bool:
    """Tell whether a verb says that something has happened or is happening."""
    if top.tag_ in ("VBD", "VBZ", "VBP", "VBN"):
        return True
    return verb.tag_ == "VBG" and any(t.lemma_ == "be" for t in syntax.children(verb, "aux"))


def modality(move: Move, act: Mood, above: Mood | None) -> Modality:
    """Return the modality of a move by the moods of the act and of what governs it.

    A refusal is negated; a thing weighed is negated when it is denied, actual when done, else hypothetical.
    """
    if move == "refuse":
        return "negated"
    lead = above or act
    if move == "yield":
        return "hypothetical" if act.hypothetical or act.willing else "actual"
    if move == "assess":
        return "negated" if act.negated else "actual" if act.done and not act.hypothetical else "hypothetical"
    return "hypothetical" if lead.hypothetical else "actual"


def condition(token: Token, lexicon: Lexicon) -> tuple[int, int, str] | None:
    """Return the token range of the condition that bears on ``token``, with its kind (if, return); null for none.

    The clause or phrase must hang on ``token`` or on a word above it, and must not hold ``token`` itself.
    """
    above = {token.i, *(t.i for t in syntax.chain(token))}
    sentence = list(token.sent)
    lower = tuple(t.lower_ for t in sentence)
    for at, first in enumerate(sentence):
        for words, kind in lexicon.conditions:
            if lower[at : at + len(words)] != words:
                continue
            last = sentence[at + len(words) - 1]
            if kind == "price" and not _bartered(first):
                continue
            if kind == "deadline" and not any(syntax.negated(t) for t in (first.head.head, token)):
                continue
            top, end = _opened(first, last)
            tie = top.head.head if top.head.lower_ in ("long", "far") else top.head
            if tie.dep_ == "dobj" and kind != "return":
                tie = tie.head  # parsers hang "on condition that" on the object
            if kind == "return" and first.i > token.i and tie.i not in above:
                tie = carrier(tie)  # parsers hang "in return for peace" on any noun before it
            if tie.i in above and not first.i <= token.i < end and end > last.i + (kind == "if"):
                return first.i, end, kind
            break
    return None


def _bartered(word: Token) -> bool:
    """Tell whether what follows is had for what is given: "would trade the claim for peace"."""
    verb = word.head.head if word.head.dep_ == "dobj" else word.head
    return verb.lemma_ in BARTER


def _opened(first: Token, last: Token) -> tuple[Token, int]:
    """Return the head of the clause or phrase that a marker opens, and the token index after its last word."""
    for word in (first, last):
        if (word.dep_ == "mark" and first.dep_ != "prep") or (
            word.dep_ == "advmod" and word.lower_ in ("once", "only")
        ):
            return word.head, syntax.right_edge(word.head)
    return first, max(syntax.right_edge(first), syntax.right_edge(last))
