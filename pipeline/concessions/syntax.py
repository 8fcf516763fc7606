"""Walk a dependency parse: who does what to whom, in which mood.

Labels are those of spaCy's English pipelines (ClearNLP style). All functions read tokens and change nothing.
"""

from collections.abc import Iterator

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
OBJECTS = frozenset({"dobj", "obj", "dative", "oprd"})
MODALS = frozenset(
    {
        "should",
        "must",
        "ought",
        "may",
        "might",
        "could",
        "would",
        "will",
        "can",
        "shall",
        "'ll",
        "’ll",
        "'d",
    }
)
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none", "without", "nothing"})


FIRST = frozenset({"i", "we", "us", "our", "ours", "my", "me", "ourselves"})


def first_person(token: Token) -> bool:
    """Tell whether a word is whoever speaks: "us", but not the country "US"."""
    return token.lower_ in FIRST and token.text != "US"


def children(token: Token, *deps: str) -> list[Token]:
    """Return the children of ``token`` that have one of the relations."""
    return [child for child in token.children if child.dep_ in deps]


def actor(token: Token, *, depth: int = 6) -> Token | None:
    """Return who does what ``token`` (a verb, noun or adjective) says, as the head of a noun phrase; null if unsaid.

    Looks at the subject, the agent of a passive, the possessor of a noun, and, where a clause leaves its subject out,
    at the clause above it.
    """
    if depth == 0:
        return None
    if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("ROOT",):
        return _possessor(token)
    if small_clause(token):
        return _agent(token)
    own = children(token, "nsubj", "csubj")
    if own:
        return antecedent(own[0])
    if token.tag_ == "VBN" and (children(token, "nsubjpass", "auxpass") or token.dep_ == "acl"):
        return _agent(token)
    return _above(token, depth)


def small_clause(token: Token) -> bool:
    """Tell whether a participle says what is wanted done to its subject: "wants the sanctions lifted"."""
    bare = not children(token, "aux", "mark", "dobj", "xcomp", "ccomp")
    return (
        bare
        and token.dep_ == "ccomp"
        and token.tag_ in ("VBN", "VBD")
        and token.head.lemma_ in ("want", "need", "see", "like", "have")
    )


def _above(token: Token, depth: int) -> Token | None:
    """The subject that a clause without one takes from the clause it hangs on."""
    head = token.head
    if head.i == token.i:
        return None
    if token.dep_ in ("relcl", "acl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        if token.dep_ == "acl" and token.tag_ == "VB":
            return _possessor(head) or _holder_of_light_verb(head, depth)
        return antecedent(head)
    if token.dep_ == "xcomp" or (token.dep_ == "ccomp" and token.tag_ in ("VB", "VBG")):
        controller = _controller(token)
        if controller is not None:
            return controller
    blamed = children(head.head, "dobj") if token.dep_ == "pcomp" and head.lower_ in ("for", "of", "into") else []
    if blamed and head.head.tag_.startswith("VB"):
        return blamed[0]  # "attacked them for rejecting it", "talked them into leaving"
    if token.dep_ == "pcomp" and head.head.i != head.i and head.head.pos_ in ("NOUN", "PROPN"):
        return _possessor(head.head) or _holder_of_light_verb(head.head, depth)
    if token.dep_ in ("xcomp", "ccomp", "advcl", "conj", "pcomp", "prep", "acomp", "attr", "dep", "parataxis"):
        return actor(head.head if head.pos_ == "ADP" else head, depth=depth - 1)
    return None


def _holder_of_light_verb(noun: Token, depth: int) -> Token | None:
    """Whose a possessor-less noun is when a verb has it: "Lee made an offer to leave"."""
    if noun.dep_ in ("dobj", "attr", "pobj", "conj"):
        return actor(noun.head.head if noun.head.pos_ == "ADP" else noun.head, depth=depth - 1)
    return None


def _controller(token: Token) -> Token | None:
    """The object of the verb above that does the infinitive: "urged Lee to go", "called on Lee to go"."""
    head = token.head
    before = [t for t in children(head, "dobj", "dative") if t.i < token.i and t.pos_ in ("NOUN", "PROPN", "PRON")]
    if before:
        return before[-1]
    for prep in children(head, "prep", "dative"):
        if prep.lower_ in ("on", "upon", "for", "to") and prep.i < token.i:
            for noun in children(prep, "pobj"):
                return noun
    if head.tag_ == "VBN" and children(head, "nsubjpass"):
        return children(head, "nsubjpass")[0]
    return None


def _possessor(noun: Token) -> Token | None:
    """Whose a noun is: "Lee's offer", "the offer by Lee", "the Lee offer"."""
    owner = children(noun, "poss")
    if owner:
        return owner[0]
    for prep in children(noun, "prep", "agent"):
        if prep.lower_ in ("by", "from"):
            for name in children(prep, "pobj"):
                return name
    named = [t for t in children(noun, "compound", "amod", "nmod") if t.ent_type_ in ("GPE", "NORP", "ORG", "PERSON")]
    return named[0] if named else None


def _agent(verb: Token) -> Token | None:
    for by in children(verb, "agent"):
        for name in children(by, "pobj"):
            return name
    return None


def antecedent(token: Token) -> Token:
    """Return the noun a relative pronoun stands for, else the token itself."""
    if token.tag_ in ("WDT", "WP") and token.head.dep_ == "relcl":
        return token.head.head
    return token


def things(token: Token, *, towards: str = "") -> list[Token]:
    """Return the heads of what an act gives: objects of a verb, complement of a noun, noun of a participle.

    ``towards`` is a preposition that belongs to the verb, as in "accede to".
    """
    if token.pos_ in ("NOUN", "PROPN"):
        return _things_of_noun(token)
    found = children(token, *OBJECTS, "nsubjpass", "attr")
    if not found and small_clause(token):
        found = children(token, "nsubj")
    elif token.tag_ == "VBN" and not found:
        found = [token.head] if token.dep_ in ("acl", "amod") else children(token, "nsubj")
    for prep in children(token, "prep", "prt"):
        if prep.lower_ in ("from", "of", "on", "over", towards):
            found += children(prep, "pobj", "pcomp")
    found += [t for t in children(token, "ccomp", "xcomp") if t.pos_ in ("NOUN", "PROPN") or t.tag_ == "VBG"]
    if token.dep_ in ("amod", "compound") and token.tag_ != "VBN":
        found.append(token.head)
    return [one for noun in found for one in (antecedent(noun), *antecedent(noun).conjuncts)]


def _things_of_noun(noun: Token) -> list[Token]:
    found = children(noun, "compound", "amod", "nmod", "poss")
    for prep in children(noun, "prep"):
        if prep.lower_ in ("of", "from", "on", "in", "for", "to"):
            found += children(prep, "pobj")
    return [one for t in found for one in (t, *t.conjuncts)]


def modals(token: Token) -> list[str]:
    """Return the modal words on a verb or on the verbs it is conjoined to, in lower case."""
    words = [t.lower_ for t in children(token, "aux") if t.lower_ in MODALS or t.tag_ == "MD"]
    if (
        not words
        and token.dep_ == "conj"
        and not children(token, "nsubj", "nsubjpass")
        and token.head.pos_ in ("VERB", "AUX")
    ):
        return modals(token.head)
    return words


def negated(token: Token) -> bool:
    """Tell whether a word is denied: by a negation on it, or by "no" on its subject or object."""
    if any(t.dep_ == "neg" or t.lower_ in ("never", "not", "n't", "n’t") for t in token.children):
        return True
    if token.pos_ in ("VERB", "AUX"):
        nouns = children(token, "nsubj", "nsubjpass", "dobj")
        if any(t.lower_ in NEGATIONS or any(d.lower_ in ("no", "neither") for d in t.children) for t in nouns):
            return True
    elif any(t.lower_ in ("no", "neither", "not") for t in token.children):
        return True
    return token.dep_ == "pcomp" and token.head.lower_ == "without"


def chain(token: Token) -> Iterator[Token]:
    """Yield the words above ``token`` up to its root, nearest first."""
    seen = token
    while seen.head.i != seen.i:
        seen = seen.head
        yield seen


def noun_phrase(noun: Token) -> tuple[int, int]:
    """Return the token range of a noun with what belongs to it, relative clauses and appositions left out."""
    inside = {noun.i}
    stack = [noun]
    while stack:
        for child in stack.pop().children:
            if child.dep_ not in ("relcl", "appos", "punct", "advcl", "cc", "conj", "ccomp", "parataxis"):
                inside.add(child.i)
                stack.append(child)
    start = noun.i
    while start - 1 in inside or (
        start - 1 >= noun.sent.start and noun.doc[start - 1].is_punct and start - 2 in inside
    ):
        start -= 1
    end = noun.i + 1
    while end in inside or (end < noun.sent.end - 1 and noun.doc[end].is_punct and end + 1 in inside):
        end += 1
    return start, end


def right_edge(token: Token) -> int:
    """Return the token index after the last token below ``token``, its own clause's punctuation left out."""
    edge = token.right_edge.i + 1
    while edge > token.i + 1 and (token.doc[edge - 1].is_punct or token.doc[edge - 1].is_space):
        edge -= 1
    return edge
