"""Names of bodies made of another's name: "Biden administration", "Russian foreign ministry", "Trump's campaign"."""

from spacy.tokens import Doc

from pipeline.speakers import names
from pipeline.speakers.entities import NameMention
from pipeline.speakers.lexicon import titles
from pipeline.speakers.segments import INNER

ADJECTIVES = frozenset(("former", "ex", "then", "acting", "late", "deputy"))
COMPOUND = frozenset(("compound", "amod", "poss", "nmod"))


def with_bodies(doc: Doc, found: list[NameMention]) -> list[NameMention]:
    """Replace names inside the name of a body by the body's: "Biden administration", "Russian foreign ministry"."""
    owner = {i: m for m in found for i in range(m.first, m.last)}
    made: dict[int, NameMention] = {}
    for token in doc:
        if token.i in owner or token.lower_ not in COMPOSED:
            continue
        left = min((c.left_edge.i for c in token.lefts if c.dep_ in COMPOUND and c.i in owner), default=None)
        if left is None or not _close(doc, left, token.i):
            continue
        mention = _composed(doc, left, token.i)
        if mention:
            made[token.i] = mention
    covered = {i for m in made.values() for i in range(m.first, m.last)}
    kept = [m for m in found if m.first not in covered or (m.last < len(doc) and doc[m.last].tag_ == "POS")]
    return _apart(kept, list(made.values()))


COMPOSED = frozenset(
    (
        *("administration", "government", "ministry", "regime", "cabinet", "campaign", "embassy", "parliament", "army"),
        *("military", "police", "presidency", "party", "federation", "committee", "team", "camp", "junta"),
    )
)


def _close(doc: Doc, left: int, noun: int) -> bool:
    return noun - left <= 6 and not any((t.is_punct and t.text not in INNER) or t.is_space for t in doc[left:noun])


def _composed(doc: Doc, left: int, noun: int) -> NameMention | None:
    while left < noun and (
        doc[left].tag_ in ("DT", "PRP$") or doc[left].lower_.rstrip(".") in titles() or doc[left].lower_ in ADJECTIVES
    ):
        left += 1
    if left == noun:
        return None
    last = doc[noun]
    words = [t.text_with_ws if t.i + 1 > noun or doc[t.i + 1].tag_ != "POS" else f"{t.text} " for t in doc[left:noun]]
    told = (w for w, t in zip(words, doc[left:noun], strict=True) if t.tag_ != "POS" and t.lower_ != "own")
    text = names.tidy("".join(told) + last.text)  # of "Lee's own party" the name is "Lee party"
    return NameMention(left, noun + 1, text, (), "BODY", last.dep_ in ("nsubj", "nsubjpass"))


def _apart(kept: list[NameMention], made: list[NameMention]) -> list[NameMention]:
    """Drop composed names that overlap one another, the longer wins."""
    chosen: list[NameMention] = []
    taken: set[int] = set()
    for mention in sorted(made, key=lambda m: (m.first - m.last, m.first)):
        tokens = set(range(mention.first, mention.last))
        if not tokens & taken:
            chosen.append(mention)
            taken |= tokens
    return [*kept, *chosen]
