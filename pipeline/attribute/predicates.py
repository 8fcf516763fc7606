"""Candidates from verbs whose complement is what somebody says, thinks or wants.

The frames are those of the PDTB and PARC 3.0 attribution guidelines: clausal and infinitival complements, objects and
prepositional objects of verbs of saying and attitude; `nominals` has those of nouns and adjectives.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline.attribute.candidates import Candidate
from pipeline.attribute.clauses import agent_of, is_passive, noun_phrase, subject_of, verb_group
from pipeline.attribute.frames import Frame, candidates

FRAMES = {"ccomp": "that", "xcomp": "to", "dobj": "object", "prep": "prep"}
"""Name of a verb's frame by the dependency of its complement."""


def find(doc: Doc, inside: list[bool]) -> Iterator[Candidate]:
    """Yield the candidates of all verbs; ``inside`` tells of each token whether it stands in a quotation."""
    for token in doc:
        if token.pos_ == "VERB":
            yield from _verb(doc, token, inside)


def _verb(doc: Doc, verb: Token, inside: list[bool]) -> Iterator[Candidate]:
    words = verb_group(verb)
    source = source_of(verb)
    taken = {t.i for t in words} | ({t.i for t in noun_phrase(source)} if source is not None else set())
    objects = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i > verb.i]
    for child in verb.children:
        if child.dep_ not in FRAMES:
            continue
        name, cue = FRAMES[child.dep_], list(words)
        content = [t for t in child.subtree if t.i not in taken]
        if name == "prep":
            cue.append(child)
            content = [t for t in content if t.i != child.i]
        elif name == "to" and objects and objects[0].i < child.i:
            content, name = [*objects[0].subtree, *content], "object_to"
        yield from _candidates(doc, f"verb_{name}", verb, cue, child, content, source, inside)
    yield from _inserted(doc, verb, words, source, taken, inside)
    yield from _unparsed(doc, verb, words, source, inside)


def source_of(verb: Token) -> Token | None:
    """Return the head of a verb's source: the agent in the passive, else the subject.

    A relative pronoun stands for the noun it relates to.
    """
    if is_passive(verb):
        return agent_of(verb)
    subject = subject_of(verb)
    if subject is not None and subject.tag_ in ("WP", "WDT") and subject.head.dep_ == "relcl":
        return subject.head.head
    return subject


def _unparsed(
    doc: Doc, verb: Token, words: list[Token], source: Token | None, inside: list[bool]
) -> Iterator[Candidate]:
    """Yield "insists that …" where the parse sees no clause behind "that": what follows to the end of the sentence."""
    that = next((c for c in verb.children if c.lower_ == "that" and c.i == verb.i + 1 and c.tag_ == "IN"), None)
    if that is None or any(c.dep_ == "ccomp" for c in verb.children):
        return
    content = [t for t in doc[that.i : verb.sent.end] if not t.is_space]
    yield from _candidates(doc, "verb_that", verb, words, that, content, source, inside)


def _inserted(
    doc: Doc, verb: Token, words: list[Token], source: Token | None, taken: set[int], inside: list[bool]
) -> Iterator[Candidate]:
    """Yield "Talks, he said, will go on" and "as he put it", where the verb hangs on the clause that is its content."""
    if verb.dep_ not in ("parataxis", "dep", "advcl", "ccomp") or source is None or source.head.i != verb.i:
        return
    if verb.dep_ == "advcl" and not any(c.dep_ in ("mark", "advmod") and c.lower_ == "as" for c in verb.children):
        return
    if any(c.dep_ in ("ccomp", "dobj", "xcomp") for c in verb.children):
        return
    own = {t.i for t in verb.subtree}
    content = [t for t in verb.head.subtree if t.i not in own and t.i not in taken]
    yield from _candidates(doc, f"inserted_{verb.dep_}", verb, words, verb.head, content, source, inside)


def _candidates(
    doc: Doc,
    rule: str,
    cue: Token,
    words: list[Token],
    complement: Token,
    content: list[Token],
    source: Token | None,
    inside: list[bool],
) -> Iterator[Candidate]:
    yield from candidates(
        doc,
        Frame(
            rule=rule,
            cue=cue,
            words=words,
            complement=complement,
            content=content,
            source=source,
            inside=inside[cue.i],
            quoted=inside[complement.i],
        ),
    )
