"""Read GUM's coreference (Zeldes 2017, OntoGUM) in CoNLL's form: tokens and chains -> text and chains in characters."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

BOUND = re.compile(r"\((?P<one>\d+)\)|\((?P<opens>\d+)|(?P<closes>\d+)\)")
CLOSERS = frozenset(".,;:!?)]}%”’…")
OPENERS = frozenset("([{“‘$£€")
CLITICS = frozenset(("'s", "n't", "'re", "'ll", "'ve", "'m", "'d"))
Chains = Mapping[str, Sequence[tuple[int, int]]]


def read(conll: str) -> tuple[str, Chains]:
    """Return a document's text, its tokens set as in print, and the mentions of each chain as half-open offsets."""
    tokens: list[str] = []
    opened: dict[str, list[int]] = defaultdict(list)
    mentions: list[tuple[str, int, int]] = []
    for line in conll.splitlines():
        cells = line.split("\t")
        if len(cells) != 3:
            continue
        at = len(tokens)
        tokens.append(cells[1])
        for bound in BOUND.finditer(cells[2]):
            if bound["one"]:
                mentions.append((bound["one"], at, at))
            elif bound["opens"]:
                opened[bound["opens"]].append(at)
            else:
                mentions.append((bound["closes"], opened[bound["closes"]].pop(), at))
    text, offsets = _set(tokens)
    chains: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, first, last in mentions:
        chains[name].append((offsets[first][0], offsets[last][1]))
    return text, chains


def _set(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Join tokens as they would be printed; return the text and where each token stands."""
    text, offsets, quoted = "", [], False
    for at, word in enumerate(tokens):
        glued = not text or word in CLOSERS or text[-1] in OPENERS or word.lower().replace("’", "'") in CLITICS
        if word == '"':
            glued, quoted = glued or quoted, not quoted
        elif at and tokens[at - 1] == '"' and quoted:
            glued = True
        if 0 < at < len(tokens) - 1 and word == "-":
            glued = glued or (tokens[at - 1].isalnum() and tokens[at + 1].isalnum())
        if at > 1 and tokens[at - 1] == "-" and not text[:-1].endswith(" "):
            glued = glued or tokens[at - 2].isalnum()
        text += "" if glued else " "
        offsets.append((len(text), len(text) + len(word)))
        text += word
    return text, offsets
