"""Candidates from adjectives, nouns and set phrases: "is confident that", "his demand that", "according to"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline.attribute.candidates import Candidate
from pipeline.attribute.clauses import subject_of, verb_group
from pipeline.attribute.frames import Frame, candidates, is_under

FRAMES = {"ccomp": "that", "acl": "that", "xcomp": "to", "prep": "prep"}
"""Name of a frame by the dependency of the complement of a noun or an adjective."""
HEARSAY = frozenset({"reportedly", "allegedly"})


def find(doc: Doc, inside: list[bool]) -> Iterator[Candidate]:
    """Yield the candidates that are no verbs'; ``inside`` tells of each token whether it stands in a quotation."""
    for token in doc:
        frames: Iterator[Frame] = iter(())
        if token.lower_ == "according":
            frames = _according(token, inside)
        elif token.lower_ in HEARSAY:
            frames = _hearsay(token, inside)
        elif token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass"):
            frames = _predicate(token, inside)
        elif token.pos_ == "NOUN":
            frames = _noun(token, inside)
        for frame in frames:
            yield from candidates(doc, frame)


def _predicate(verb: Token, inside: list[bool]) -> Iterator[Frame]:
    """Yield "is confident that …", "are opposed to …", "is a staunch opponent of …"."""
    subject = subject_of(verb)
    source = None if subject is None or subject.dep_ == "expl" else subject
    for predicate in verb.children:
        if predicate.dep_ not in ("acomp", "attr", "oprd"):
            continue
        kind = "adjective" if predicate.dep_ == "acomp" else "predicate_noun"
        for child in predicate.children:
            name = FRAMES.get(child.dep_)
            if name is None or (name == "prep" and child.i < predicate.i):
                continue
            words = [*verb_group(verb), *[t for t in predicate.subtree if t.i < child.i]]
            yield _frame(f"{kind}_{name}", predicate, words, child, list(child.subtree), source, inside)


def _noun(noun: Token, inside: list[bool]) -> Iterator[Frame]:
    """Yield "his demand that …", "Iran's insistence on …", "calls by France for …", "made a promise to …"."""
    governor = noun.head if noun.dep_ == "dobj" and noun.head.pos_ == "VERB" else None
    for child in noun.children:
        name = FRAMES.get(child.dep_)
        if name is None or child.i < noun.i:
            continue
        source = _holder(noun, governor, child)
        if source is None and name == "prep":
            continue
        content = [t for t in child.subtree if source is None or not is_under(source, t)]
        words = [noun] if governor is None else [*verb_group(governor), noun]
        kind = "noun" if governor is None else "light_verb"
        yield _frame(f"{kind}_{name}", noun, words, child, content, source, inside)


def _holder(noun: Token, governor: Token | None, complement: Token) -> Token | None:
    """Return whose demand it is: the possessor, the subject of the verb that has it as object, or who is after "by"."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner
    subject = subject_of(governor) if governor is not None else None
    if subject is not None:
        return subject
    for child in noun.children:
        if child.lower_ in ("by", "from", "of") and child.i != complement.i:
            return next((g for g in child.children if g.dep_ == "pobj"), None)
    return None


def _according(word: Token, inside: list[bool]) -> Iterator[Frame]:
    to = next((c for c in word.children if c.lower_ == "to"), None)
    source = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    if to is None or source is None:
        return
    own = {t.i for t in word.subtree}
    clause = word.head
    while clause.pos_ not in ("VERB", "AUX") and clause.head.i != clause.i:
        clause = clause.head
    content = [t for t in clause.subtree if t.i not in own]
    yield _frame("according_to", word, [word, to], clause, content, source, inside)


def _hearsay(word: Token, inside: list[bool]) -> Iterator[Frame]:
    if word.head.pos_ in ("VERB", "AUX"):
        content = [t for t in word.head.subtree if t.i != word.i]
        yield _frame("hearsay", word, [word], word.head, content, None, inside)


def _frame(
    rule: str,
    cue: Token,
    words: list[Token],
    complement: Token,
    content: list[Token],
    source: Token | None,
    inside: list[bool],
) -> Frame:
    if rule.endswith("_prep"):
        words, content = [*words, complement], [t for t in content if t.i != complement.i]
    return Frame(
        rule=rule,
        cue=cue,
        words=words,
        complement=complement,
        content=content,
        source=source,
        inside=inside[cue.i],
        quoted=inside[complement.i],
    )
