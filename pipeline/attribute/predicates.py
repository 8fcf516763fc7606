"""Candidates from the parse: verbs, adjectives and nouns whose complement is what somebody says, thinks or wants.

The frames are those of the PDTB and PARC 3.0 attribution guidelines: clausal and infinitival complements, objects and
prepositional objects of verbs of saying and attitude, the same of nouns and adjectives, "according to" and "as X put it".
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline.attribute.candidates import Candidate, length_feature, name_span, place_features, source_features
from pipeline.attribute.clauses import agent_of, is_passive, noun_phrase, spans_of, subject_of, verb_group
from pipeline.spans import Span

COMPLEMENTS = {"ccomp": "that", "xcomp": "to", "dobj": "object", "prep": "prep", "acl": "that", "relcl": "that"}
NOT_CUES = frozenset({"be", "have", "do", "can", "will", "may"})


def find(doc: Doc, *, quoted: list[Span]) -> Iterator[Candidate]:
    """Yield the candidates that the parse of ``doc`` offers; ``quoted`` are its quotations."""
    inside = _inside(doc, quoted)
    for token in doc:
        if token.pos_ == "VERB":
            yield from _verb(doc, token, inside)
        elif token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass"):
            yield from _adjective(doc, token, inside)
        elif token.pos_ == "NOUN":
            yield from _noun(doc, token, inside)
        if token.lower_ == "according":
            yield from _according(doc, token, inside)
        elif token.lower_ == "reportedly" or token.lower_ == "allegedly":
            yield from _reportedly(doc, token, inside)


def _inside(doc: Doc, quoted: list[Span]) -> list[bool]:
    flags, spans, at = [], sorted(quoted), 0
    for token in doc:
        while at < len(spans) and spans[at].end <= token.idx:
            at += 1
        flags.append(at < len(spans) and spans[at].start <= token.idx)
    return flags


def _verb(doc: Doc, verb: Token, inside: list[bool]) -> Iterator[Candidate]:
    group = verb_group(verb)
    subject, source = _source_of(verb)
    taken = {t.i for t in group} | ({t.i for t in noun_phrase(source)} if source is not None else set())
    objects = [c for c in verb.children if c.dep_ in ("dobj", "dative")]
    for child in verb.children:
        frame = COMPLEMENTS.get(child.dep_)
        if frame is None or child.dep_ in ("acl", "relcl"):
            continue
        content = [t for t in child.subtree if t.i not in taken and t.i != verb.i]
        cue = list(group)
        if frame == "prep":
            cue.append(child)
            content = [t for t in content if t.i != child.i]
        elif frame == "to" and objects and objects[0].i < child.i and objects[0].i > verb.i:
            content = [*objects[0].subtree, *content]
            frame = "object_to"
        yield from _candidate(doc, verb, cue, source, content, f"verb_{frame}", child, inside, subject)
    yield from _inserted(doc, verb, group, source, taken, inside)


def _source_of(verb: Token) -> tuple[Token | None, Token | None]:
    """Return a verb's grammatical subject and the head of its source: the agent in the passive, else the subject.

    A relative pronoun stands for the noun it relates to.
    """
    subject = subject_of(verb)
    if is_passive(verb):
        return subject, agent_of(verb)
    if subject is not None and subject.tag_ in ("WP", "WDT") and subject.head.dep_ == "relcl":
        return subject, subject.head.head
    return subject, subject


def _inserted(
    doc: Doc, verb: Token, group: list[Token], source: Token | None, taken: set[int], inside: list[bool]
) -> Iterator[Candidate]:
    """Yield "Talks, he said, will go on" and "as he put it", where the verb hangs on the clause that is its content."""
    has_mark = any(c.dep_ in ("mark", "advmod") and c.lower_ == "as" for c in verb.children)
    if verb.dep_ not in ("parataxis", "dep", "advcl", "ccomp") or source is None or source.head.i != verb.i:
        return
    if verb.dep_ == "advcl" and not has_mark:
        return
    if any(c.dep_ in ("ccomp", "dobj", "xcomp") for c in verb.children):
        return
    own = {t.i for t in verb.subtree}
    content = [t for t in verb.head.subtree if t.i not in own and t.i not in taken]
    yield from _candidate(doc, verb, group, source, content, f"inserted_{verb.dep_}", verb.head, inside, source)


def _adjective(doc: Doc, verb: Token, inside: list[bool]) -> Iterator[Candidate]:
    """Yield "is confident that …", "are opposed to …", "is a staunch opponent of …"."""
    source = subject_of(verb)
    if source is None or source.dep_ == "expl":
        source = None
    for predicate in verb.children:
        if predicate.dep_ not in ("acomp", "attr", "oprd"):
            continue
        for child in predicate.children:
            frame = COMPLEMENTS.get(child.dep_)
            if frame is None or frame == "object" or (predicate.dep_ == "attr" and frame == "prep" and child.i < predicate.i):
                continue
            content = list(child.subtree)
            cue = [*verb_group(verb), *[t for t in predicate.subtree if t.i < child.i]]
            if frame == "prep":
                cue.append(child)
                content = [t for t in content if t.i != child.i]
            rule = "adjective" if predicate.dep_ == "acomp" else "predicate_noun"
            yield from _candidate(doc, predicate, cue, source, content, f"{rule}_{frame}", child, inside, source)


def _noun(doc: Doc, noun: Token, inside: list[bool]) -> Iterator[Candidate]:
    """Yield "his demand that …", "Iran's insistence on …", "calls by France for …"."""
    owners = [c for c in noun.children if c.dep_ == "poss"]
    by = [g for c in noun.children if c.lower_ in ("by", "from", "of") for g in c.children if g.dep_ == "pobj"]
    governor = noun.head if noun.dep_ == "dobj" and noun.head.pos_ == "VERB" else None
    source = owners[0] if owners else subject_of(governor) if governor is not None else None
    for child in noun.children:
        frame = COMPLEMENTS.get(child.dep_)
        if frame is None or child.i < noun.i or child.dep_ == "relcl":
            continue
        head = source
        if head is None and by and child.lower_ not in ("by", "from"):
            head = by[0] if by[0].head.i != child.i else None
        if head is None and frame == "prep":
            continue
        content = [t for t in child.subtree if head is None or not _is_under(head, t)]
        cue = [noun] if governor is None else [*verb_group(governor), noun]
        if frame == "prep":
            cue.append(child)
            content = [t for t in content if t.i != child.i]
        kind = "noun" if governor is None else "light_verb"
        yield from _candidate(doc, noun, cue, head, content, f"{kind}_{frame}", child, inside, head)


def _is_under(head: Token, token: Token) -> bool:
    return token.i == head.i or head.is_ancestor(token)


def _according(doc: Doc, word: Token, inside: list[bool]) -> Iterator[Candidate]:
    to = next((c for c in word.children if c.lower_ == "to"), None)
    source = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    if to is None or source is None:
        return
    own = {t.i for t in word.subtree}
    clause = word.head
    while clause.pos_ not in ("VERB", "AUX") and clause.head.i != clause.i:
        clause = clause.head
    content = [t for t in clause.subtree if t.i not in own]
    if content:
        yield from _candidate(doc, word, [word, to], source, content, "according_to", clause, inside, source)


def _reportedly(doc: Doc, word: Token, inside: list[bool]) -> Iterator[Candidate]:
    content = [t for t in word.head.subtree if t.i != word.i]
    if word.head.pos_ in ("VERB", "AUX") and content:
        yield from _candidate(doc, word, [word], None, content, "hearsay", word.head, inside, None)


def _candidate(
    doc: Doc,
    cue: Token,
    group: list[Token],
    source: Token | None,
    content: list[Token],
    rule: str,
    complement: Token,
    inside: list[bool],
    subject: Token | None,
) -> Iterator[Candidate]:
    source_tokens = noun_phrase(source, without=content) if source is not None else []
    if source is not None and source.dep_ == "poss":
        source_tokens = [t for t in source_tokens if t.tag_ != "POS"]
    source_span = name_span(doc, [t for t in source_tokens if not _is_under(cue, t) or _is_under(source, t)]) if source is not None else ()
    source_span = tuple(s for s in source_span if not any(s.start < t.idx + len(t) and t.idx < s.end for t in group))
    spans = spans_of(doc, content)
    if not spans or cue.lemma_.lower() in NOT_CUES:
        return
    yield Candidate(
        rule=rule,
        content=spans,
        cue=spans_of(doc, group),
        source=source_span,
        features=tuple(_features(doc, cue, rule, complement, inside, source, subject, spans, group)),
    )


def _features(
    doc: Doc,
    cue: Token,
    rule: str,
    complement: Token,
    inside: list[bool],
    source: Token | None,
    subject: Token | None,
    content: tuple[Span, ...],
    group: list[Token],
) -> list[str]:
    lemma = cue.lemma_.lower()
    marks = [c.lower_ for c in complement.children if c.dep_ == "mark"]
    has_subject = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in complement.children)
    features = [
        f"rule={rule}",
        f"cue={lemma}",
        f"cue+rule={lemma}|{rule}",
        f"tag={cue.tag_}|{rule}",
        f"parts={len(content)}",
        length_feature(content),
        length_feature(content) + f"|{rule}",
        *place_features(doc, cue, inside[cue.i]),
        *source_features(source),
        f"rule+{source_features(source)[0]}|{rule}",
    ]
    if rule.endswith("prep") and len(group) > 1:
        features.append(f"prep={lemma}|{group[-1].lower_}")
    features += [f"mark={m}|{rule}" for m in marks]
    features.append(f"clause_subject={has_subject}|{rule}")
    features.append(f"complement={complement.pos_}|{complement.ent_type_}|{rule}")
    features += [f"aux={t.lower_}" for t in group if t.dep_ in ("aux", "neg", "auxpass")]
    if subject is not None and subject.i > cue.i:
        features.append(f"inverted|{rule}")
    if any(inside[i] for i in (complement.i,)) and not inside[cue.i]:
        features.append(f"quoted_content|{rule}")
    return features
