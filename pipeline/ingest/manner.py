"""Is a text argued or reported? A logistic score over a few counts, with its weights in `manner.tsv`.

What tells the two apart (after Wiebe et al. 2004 and Krüger et al. 2017): who says "said", first person and duty
outside quotation marks, questions asked of the reader, days of the week.
"""

import re
from collections.abc import Sequence

from pipeline import linear
from pipeline.ingest import lexicon

QUOTED = re.compile(
    r"“[^”]{0,3000}”|\"[^\"]{0,3000}\"|(?<!\w)‘[^’]{3,300}’(?!\w)|(?<!')''(?!')[^']{0,600}(?:'[^']{1,600}){0,20}''|"
    r"^[“\"][^”\"]{0,3000}$"
)
"""What stands in quotation marks; the last form is a paragraph of a quotation that the next one goes on with."""
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
PATTERNS = {
    "reports": (
        r"\b(?:said|says|told|according to|announced|reported|added|spokes(?:man|woman|person)|asked|noted|confirmed)\b"
    ),
    "self": r"\b(?:I|I[’']m|I[’']ve|I[’']d|my|me|myself|mine)\b",
    "us": r"\b(?:we|our|us|ourselves|we[’']re|we[’']ve|let[’']s)\b",
    "duty": r"\b(?:must|should|ought|need to|needs to|have to|cannot|can[’']t|let)\b",
    "days": r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|tonight)\b",
    "you": r"\b(?:you|your|you[’']re)\b",
    "weighs": (
        r"\b(?:perhaps|indeed|surely|clearly|of course|simply|merely|truly|obviously|certainly|yet|thus|hence|rather|"
        r"even|worse|moreover|in fact|after all|not only|no doubt|instead|nor|so-called|absurd|dangerous|folly|"
        r"disaster|wrong|moral|wise|naive|foolish|real|far from|whether)\b"
    ),
    "is": r"\b(?:is|are|has|have|does|do|will|would|can|could|may|might)\b",
    "was": r"\b(?:was|were|had|did)\b",
    "not": r"\b(?:not|no|never|nothing|n[’']t)\b",
}
COUNTED = {name: re.compile(pattern, 0 if name == "self" else re.IGNORECASE) for name, pattern in PATTERNS.items()}


def counts(body: Sequence[str]) -> dict[str, float]:
    """Return the features of a text: rates per 100 words outside quotation marks, shares, and lengths."""
    own = " ".join(QUOTED.sub(" ", p) for p in body)
    whole = sum(len(p) for p in body) or 1
    words = len(WORD.findall(own)) or 1
    rates = {name: min(8.0, 100 * len(p.findall(own)) / words) for name, p in COUNTED.items()}
    sentences = max(1, len(re.findall(r"[.!?](?:\s|$)", own)))
    return {
        **rates,
        "asks": min(0.3, len(re.findall(r"\?(?:\s|$)", own)) / sentences),
        "quoted": 1 - len(own) / whole,
        "long": min(1.5, words / len(body) / 100) if body else 0.0,
    }


def score(body: Sequence[str], *, noted: bool) -> float:
    """Return the probability in [0, 1] that a text is argued in its author's own voice.

    ``noted`` says that a note on the author, who is no reporter of the house, stands beside it.
    """
    features = {**counts(body), "noted": float(noted)}
    weights = lexicon.weights("manner.tsv")
    return linear.probability(weights, features)
