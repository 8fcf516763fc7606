"""Describe a clause by what tells a claim from a premise, and both from narration.

Nothing here names a topic: connectives, modality, classes of words, tense, entities and position, as in feature-based
argument mining (Stab and Gurevych, Computational Linguistics 43(3), 2017, section 5), and the words of the closed
classes.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from pipeline.arguments.candidates import Candidate
from pipeline.arguments.lexicon import labels, match, phrases
from pipeline.arguments.parse import Parse
from pipeline.arguments.reading import ClauseReading

Features = Mapping[str, float]

FINE_TAGS = ("VBD", "VBZ", "VBP", "VBN", "VBG", "VB", "MD", "JJR", "JJS", "RBR", "CD")
ENTITIES = {"DATE": "time", "TIME": "time", "MONEY": "number", "PERCENT": "number", "CARDINAL": "number"}
OPENINGS = 3


def features(parse: Parse, candidates: Sequence[Candidate]) -> list[Features]:
    """Return the features of each candidate, in order; a feature that is absent is 0."""
    opens = [opening(parse, c) for c in candidates]
    own = [_own(parse, c) for c in candidates]
    last_sentence = max((c.sentence_id for c in candidates), default=0)
    described: list[Features] = []
    for i, candidate in enumerate(candidates):
        row = dict(own[i])
        for signal in opens[i]:
            row[f"opens:{signal}"] = 1.0
        for name, j in (("previous", i - 1), ("next", i + 1)):
            if 0 <= j < len(candidates):
                same = "same" if candidates[j].sentence_id == candidate.sentence_id else "other"
                row.update({f"{name}:{same}:{signal}": 1.0 for signal in opens[j]})
                row.update({f"{name}:{k}": 1.0 for k in own[j] if k.startswith(("class:", "tag:VBD", "tag:MD"))})
        row.update(_position(candidates, i, last_sentence))
        described.append(row)
    return described


def with_reading(row: Features, clause: ClauseReading | None) -> Features:
    """Return the features of a clause with what the reader makes of it."""
    return row if clause is None else {**row, "reads:argues": clause.argues, "reads:claim": clause.claim}


def words_of(parse: Parse, candidate: Candidate) -> tuple[Tokens, list[str]]:
    """Return the tokens of a candidate and its words in lower case, with straight apostrophes."""
    tokens = parse.tokens(candidate.span)
    return tokens, [t.lower_.replace("’", "'") for t in tokens]


def opening(parse: Parse, candidate: Candidate) -> tuple[str, ...]:
    """Return what the connectives that open a candidate signal, in order ("But clearly" gives contrast, result)."""
    tokens, words = words_of(parse, candidate)
    signals, at, lexicon = [], 0, phrases("connectives.tsv")
    while at < min(len(words), 12):
        found = match(words, at, lexicon)
        if found:
            signals.append(found[1])
            at += found[0]
        elif tokens[at].is_punct:
            at += 1
        else:
            break
    return tuple(dict.fromkeys(signals))


def _own(parse: Parse, candidate: Candidate) -> Features:
    tokens, words = words_of(parse, candidate)
    row = {"length": math.log1p(len(words))}
    lemmas = [t.lemma_.lower() for t in tokens]
    for label in (*labels(words, phrases("markers.tsv")), *labels(lemmas, phrases("markers.tsv"))):
        row[f"class:{label}"] = 1.0
    for token in tokens:
        row.update(dict.fromkeys(_of_token(token), 1.0))
    return row


def _of_token(token: Token) -> Iterator[str]:
    if token.tag_ in FINE_TAGS:
        yield f"tag:{token.tag_}"
    if token.ent_type_:
        yield f"entity:{ENTITIES.get(token.ent_type_, 'name')}"
    if token.lower_ in STOP_WORDS or token.pos_ in ("PRON", "AUX", "SCONJ", "CCONJ"):
        yield f"word:{token.lower_}"
    if token.dep_ == "neg":
        yield "negated"
    if token.text in "?!;:":
        yield f"mark:{token.text}"
    if token.dep_ == "ROOT":
        yield f"root:{token.pos_ if token.pos_ in ('VERB', 'AUX', 'NOUN') else 'other'}"
        yield f"root:{token.tag_}"
    if token.dep_ in ("nsubj", "nsubjpass", "expl") and token.head.dep_ == "ROOT":
        yield f"subject:{token.lower_ if token.pos_ == 'PRON' else token.pos_}"
    if token.dep_ == "acomp":
        yield "judged"


def _position(candidates: Sequence[Candidate], at: int, last_sentence: int) -> Features:
    here = candidates[at]
    before = candidates[at - 1] if at else None
    after = candidates[at + 1] if at + 1 < len(candidates) else None
    row = {"place": here.sentence_id / max(1, last_sentence)}
    if here.sentence_id < OPENINGS:
        row[f"sentence:{here.sentence_id}"] = 1.0
    if last_sentence - here.sentence_id < OPENINGS:
        row[f"sentence:-{last_sentence - here.sentence_id + 1}"] = 1.0
    row["first of sentence"] = float(before is None or before.sentence_id != here.sentence_id)
    row["last of sentence"] = float(after is None or after.sentence_id != here.sentence_id)
    row["first of paragraph"] = float(before is None or before.paragraph != here.paragraph)
    row["last of paragraph"] = float(after is None or after.paragraph != here.paragraph)
    return row
