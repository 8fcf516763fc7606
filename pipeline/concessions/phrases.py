"""Cut a phrase to size: what belongs to it, without the words that only join it to the rest."""

from spacy.tokens import Doc, Token

from pipeline.concessions import syntax


def whole(doc: Doc, start: int, end: int, *, longest: int) -> int:
    """Return the end of a token range with the relative clause that follows it, cut where it would pass ``longest``."""
    for token in doc[start:end]:
        for clause in syntax.children(token, "relcl"):
            opens = next((i for i in range(end, clause.left_edge.i) if not doc[i].is_punct), clause.left_edge.i)
            if opens == end == clause.left_edge.i and syntax.right_edge(clause) - start <= longest:
                return syntax.right_edge(clause)
    if end - start <= longest:
        return end
    cuts = [i for i in range(start + 3, start + longest + 1) if doc[i].is_punct or _parts(doc[i])]
    return cuts[-1] if cuts else start + longest


def _parts(token: Token) -> bool:
    """Tell whether a phrase can be cut before a word: not inside "in light of"."""
    return token.dep_ in ("cc", "mark") or (token.dep_ == "prep" and token.lower_ != "of")


def bare(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return a token range without the conjunctions, complementisers and marks at its edges.

    Empty for a pronoun alone.
    """
    while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].dep_ in ("cc", "mark", "preconj")):
        start += 1
    while start < end and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].dep_ in ("cc", "mark")):
        end -= 1
    if end - start == 1 and doc[start].pos_ == "PRON":
        return start, start  # "it" tells nothing
    if start < end and doc[start].lower_ in ("to", "that", "and", "or", "but"):
        start += 1
    return start, end
