"""What a name names: a person, a body, a government, a people, a document."""

from collections import Counter
from typing import Literal

from pipeline.records import SpeakerKind
from pipeline.speakers import countries, names
from pipeline.speakers.lexicon import Noun, bodies, body_words, nonactors, nouns

BY_LABEL: dict[str, SpeakerKind | None] = {
    "PERSON": "person",
    "ORG": "organization",
    "BODY": "organization",
    "GPE": "government",
    "NORP": "group",
    "LAW": "document",
    "TURN": "person",
}
NOTHING = Noun(frozenset(), frozenset(), None)


def by_lexicon(name: str) -> SpeakerKind | Literal["none"] | None:
    """Return the kind that the words of a name tell by themselves ("none": nobody's), null when they do not."""
    bare = name.removeprefix("The ").removeprefix("the ")
    body = bodies().get(bare) or bodies().get(name)
    if body:
        return body.kind
    known = countries.place(name)
    if known:
        return "group" if known.kind == "demonym" else "government"
    if nonactors().get(bare.lower()) == "name":
        return "none"
    words = _without_state(bare).lower().split()
    first, last = words[0], words[-1]
    if len(words) > 1 and "document" in nouns().get(last.removesuffix("s"), NOTHING).kinds and last not in body_words():
        return "document"
    if last in body_words() and (len(words) > 1 or bare.isupper()):
        return body_words()[last][0]  # type: ignore[return-value]
    if len(words) > 2 and words[1] in ("of", "for", "on") and first in body_words():
        return body_words()[first][0]  # type: ignore[return-value]
    return None


def _without_state(name: str) -> str:
    """Return a body's name without the state it begins with: "Russian Ministry of Defence" is a ministry of."""
    first, _, rest = name.partition(" ")
    return rest if rest and countries.is_national(first) and " of " in rest else name


def vote(name: str, labels: Counter[str], *, titled: int) -> SpeakerKind | None:
    """Decide what a name names by its words, its titles and the types spaCy gave it over the article.

    ``labels`` counts the types of the mentions of this name ("" for none), ``titled`` those with a person's title.
    Null is a name that cannot speak: a place that is no state, an event, a product.
    """
    known = by_lexicon(name)
    if titled and not (known and " " in name):
        return "person"
    if known:
        return None if known == "none" else known
    if labels["TURN"]:
        return "person"
    if names.is_acronym(name) and len(name) < 7 and labels["PERSON"] < sum(labels.values()):
        return "organization"
    score: Counter[SpeakerKind | None] = Counter()
    for label, count in labels.items():
        if label:
            score[BY_LABEL.get(label)] += count
    words = name.split()
    likely = names.is_given(words[0]) and 2 <= len(words) <= 4 and words[-1].lower() not in nouns()
    if likely:
        score["person"] += 1.5  # type: ignore[assignment]
    if len(words) == 1 and name in countries.heads():
        score["person"] += 2 + sum(labels.values())
    if not score:
        return None
    return max(score, key=lambda kind: (score[kind], kind == "person", str(kind)))
