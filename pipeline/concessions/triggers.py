"""Match the words of a lexicon at a token, in company that keeps their sense."""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Token

from pipeline.concessions import syntax
from pipeline.concessions.lexicon import Entry, Lexicon

REACH = 3
"""How many tokens may stand between two words of one trigger ("lift the new sanctions", "give it up")."""
OBJECTS_OF_ACTS = frozenset({"dobj", "nsubjpass", "nsubj", "conj", "pobj"})
FORETELLING = frozenset({"will", "would", "'ll", "’ll", "'d", "’d", "can", "could", "may", "might", "wo", "ca"})
PRONOUNS = frozenset(
    {
        "i",
        "we",
        "you",
        "he",
        "she",
        "they",
        "us",
        "them",
        "him",
        "her",
        "his",
        "their",
        "our",
        "its",
        "my",
        "both",
        "who",
    }
)


def is_actor(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun can bargain: a name, a personal pronoun, or a noun of `actors.tsv`."""
    if token.ent_type_ in ("DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "ORDINAL", "QUANTITY"):
        return token.lemma_.lower() in lexicon.actors
    if token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP", "LOC"):
        return True
    if token.pos_ == "PRON":
        return token.lower_ in PRONOUNS
    return token.lemma_.lower() in lexicon.actors or token.pos_ == "PROPN"


def factual(clause: Token) -> bool:
    """Tell whether a that clause states a fact (finite, without a modal), not what is wanted."""
    if clause.dep_ != "ccomp" or syntax.small_clause(clause) or syntax.modals(clause):
        return False
    helpers = syntax.children(clause, "aux", "auxpass")
    finite = any(t.lemma_ in ("have", "be", "do") and t.tag_ in ("VBD", "VBZ", "VBP") for t in helpers)
    return finite or clause.tag_ in ("VBD", "VBZ")


def bargainer(token: Token, lexicon: Lexicon) -> Token | None:
    """Return who bargains with a word: its subject or possessor, or the subject of the verb that has it as object."""
    own = syntax.actor(token)
    carried = own is None and token.pos_ == "NOUN" and token.dep_ == "dobj"
    if carried and lexicon.verbs.get(token.head.lemma_) in ("give", "hold"):
        return syntax.actor(token.head)
    return own


def addressed(token: Token, lexicon: Lexicon) -> Token | None:
    """Return the actor named right after "that" when a bare verb follows ("insists that Oru withdraw"), else null.

    Parsers often lose the subjunctive; the order of words does not.
    """
    after = token.doc[token.i + 1 : min(token.sent.end, token.i + 9)]
    if not len(after) or after[0].lower_ != "that":
        return None
    name = next((t for t in after[1:5] if is_actor(t, lexicon) and t.pos_ != "DET"), None)
    if name is None:
        return None
    verb = next((t for t in after if t.i > name.i and t.tag_[:2] in ("VB", "MD")), None)
    return name if verb is not None and verb.tag_ in ("VB", "VBP", "MD") else None


def entries(token: Token, table: Mapping[str, tuple[Entry, ...]]) -> Iterator[tuple[Entry, int]]:
    """Yield the entries that ``token`` heads with the index of their last word, longest first."""
    lemma, lower = token.lemma_.lower(), token.lower_
    for entry in table.get(lemma) or table.get(lower) or ():
        if _is(token, entry.pos) and (last := _follow(token, entry.words[1:])) is not None:
            yield entry, last


def _is(token: Token, pos: str) -> bool:
    if pos == "VERB":
        return token.tag_.startswith("VB")
    if pos == "NOUN":
        return token.pos_ in ("NOUN", "PROPN")
    return token.pos_ in ("ADJ", "NOUN", "PROPN")


def _follow(token: Token, words: Sequence[str]) -> int | None:
    """Return the index of the last of ``words`` when all follow ``token`` in reach, else null."""
    at, end = token.i, token.sent.end
    for word in words:
        span = token.doc[at + 1 : min(end, at + 2 + REACH)]
        hit = next((t.i for t in span if word in (t.lemma_.lower(), t.lower_) and _tied(t, token, at)), None)
        if hit is None:
            return None
        at = hit
    return at


def _tied(word: Token, head: Token, at: int) -> bool:
    """Tell whether a word of a trigger stands next to the one before it, or is the head's own particle or object."""
    return word.i == at + 1 or (word.head.i == head.i and word.dep_ in ("prt", "dobj", "advmod", "ccomp", "oprd"))


def lookalike(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether company gives the trigger another sense: "conceded defeat", "a mining concession"."""
    company = lexicon.lookalikes.get(token.lemma_.lower())
    if not company:
        return False
    if "clause" in company and (
        syntax.children(token, "ccomp")
        or token.doc[min(token.i + 1, len(token.doc) - 1)].lower_ == "that"
        or any(t.lower_ == "as" for t in syntax.children(token, "mark", "advmod"))
    ):
        return True
    if (
        "object" in company
        and (syntax.children(token, "dobj", "nsubjpass") or token.dep_ == "amod")
        and token.tag_[0] == "V"
    ):
        return True
    if any(t.lemma_.lower() in company for t in _company(token, lexicon)):
        return True
    elsewhere = lexicon.lookalikes_anywhere.get(token.lemma_.lower(), frozenset())
    objects = {t.lemma_.lower() for t in syntax.children(token, "dobj")}
    if not elsewhere or any(o in lexicon.goods for o in objects - elsewhere):
        return False
    return any(t.lemma_.lower() in elsewhere or t.lower_ in elsewhere for t in token.sent)


def _company(token: Token, lexicon: Lexicon) -> list[Token]:
    """The words that colour a trigger: the objects of a verb, the neighbours of a noun."""
    if token.tag_.startswith("VB"):
        objects = syntax.children(token, "dobj", "nsubjpass", "dative")
        for prep in syntax.children(token, "prep"):
            if prep.lower_ in ("from", "to", "in"):
                objects += syntax.children(prep, "pobj")
        return [one for noun in objects for one in (noun, *noun.conjuncts, *_inside(noun, lexicon))]
    near = token.doc[max(token.sent.start, token.i - REACH) : min(token.sent.end, token.i + REACH)]
    return [t for t in near if t.i != token.i]


def given(token: Token, entry: Entry, lexicon: Lexicon) -> tuple[Token | None, str | None]:
    """Return what is given up and its class: what the entry needs, else the first object."""
    found = syntax.things(token, towards=entry.words[-1])
    for noun in found:
        for one in (noun, *_inside(noun, lexicon)):
            goods = lexicon.goods.get(one.lemma_.lower())
            if goods and (not entry.needs or goods in entry.needs):
                return noun, goods
    if "place" in entry.needs:
        return next(((t, "place") for t in found if t.ent_type_ == "GPE"), (None, None))
    if "clause" in entry.needs:
        return next(((t, None) for t in syntax.children(token, "ccomp", "xcomp")), (None, None))
    if "any" in entry.needs:
        return next(
            ((t, lexicon.goods.get(t.lemma_.lower())) for t in found if t.dep_ in OBJECTS_OF_ACTS), (None, None)
        )
    return (None, None) if entry.needs else (next((t for t in found if t.pos_ in ("NOUN", "PROPN")), None), None)


def _inside(noun: Token, lexicon: Lexicon) -> list[Token]:
    """What a noun is made of that tells its class: "nuclear weapons programme", "a range of tariffs"."""
    parts = syntax.children(noun, "compound", "amod", "nmod")
    for prep in syntax.children(noun, "prep"):
        if prep.lower_ == "of" and (noun.pos_ == "NUM" or lexicon.goods.get(noun.lemma_.lower()) == "part"):
            parts += syntax.children(prep, "pobj")
    return parts


def said(tokens: Sequence[Token], lexicon: Lexicon, *, foretold: bool = False) -> tuple[Token, Token, str] | None:
    """Return the first and last word of what is said against a concession or of its effect, with its sense.

    Single words but those of judgement count only where something is foretold ("would", "can"), by a word among
    ``tokens`` or, with ``foretold``, before them.
    """
    foretold = foretold or any(t.lower_ in FORETELLING for t in tokens)
    for at, token in enumerate(tokens):
        for words, sense in lexicon.sequels.get(token.lemma_.lower(), ()):
            last = _run(tokens, at, words[1:])
            if last is not None and (foretold or sense == "against" or len(words) > 1):
                return token, tokens[last], sense
    return None


def _run(tokens: Sequence[Token], at: int, words: Sequence[str]) -> int | None:
    """Return the index of the last of ``words`` when each follows the one before with one word between at most."""
    for word in words:
        ahead = range(at + 1, min(len(tokens), at + 3))
        found = next((i for i in ahead if word in (tokens[i].lemma_.lower(), tokens[i].lower_)), None)
        if found is None:
            return None
        at = found
    return at
