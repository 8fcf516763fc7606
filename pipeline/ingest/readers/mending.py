"""Put back the paragraphs of a page that extraction took for furniture.

Extraction judges each paragraph by itself and loses some that are rich in links; but what stands among extracted
paragraphs, under the same parent or one of the same class, belongs to the article.
"""

import re
from collections import Counter
from collections.abc import Sequence

from lxml import html

from pipeline.ingest.draft import Block

FEWEST = 3
"""Extracted paragraphs that a class of parents must hold to be trusted."""
SHORTEST = 5
"""Words of the shortest paragraph that is put back."""


def mended(root: html.HtmlElement, found: Sequence[Block]) -> list[Block]:
    """Return the extracted paragraphs of a page with those put back that stand among them."""
    at = {_key(b.text): i for i, b in enumerate(found)}
    elements = [(p, " ".join(p.text_content().split())) for p in root.iter("p")]
    matched = [at.get(_key(text)) for _, text in elements]
    known = [i for i, m in enumerate(matched) if m is not None]
    if not known:
        return list(found)
    parents = Counter(_parent(elements[i][0]) for i in known)
    after: dict[int, list[Block]] = {}
    last = matched[known[0]] or 0
    held = " ".join(b.text for b in found)
    for i in range(known[0], known[-1]):
        element, text = elements[i]
        place = matched[i]
        if place is not None:
            last = place
        elif parents[_parent(element)] >= FEWEST and _is_prose(element, text) and text[:80] not in held:
            after.setdefault(last, []).append(Block(text=text))
    return [b for i, block in enumerate(found) for b in (block, *after.get(i, ()))]


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text)[:100]


def _parent(element: html.HtmlElement) -> tuple[object, ...]:
    """What two paragraphs share that stand in the same part of a page: the class of their parents, or the parent."""
    parent = element.getparent()
    if parent is None:
        return ("none",)
    return (parent.tag, parent.get("class")) if parent.get("class") else (parent.tag, id(parent))


def _is_prose(element: html.HtmlElement, text: str) -> bool:
    """Tell whether a paragraph is more than one link, and ends as sentences do."""
    if len(text.split()) < SHORTEST:
        return False
    linked = " ".join(" ".join(a.text_content().split()) for a in element.iter("a"))
    alone = len(linked) >= 0.8 * len(text) and text[-1] != "."  # a headline of another story has no full stop
    return not alone and text[-1] in ".!?…\"”’')]:"
