"""Is a text a speech or an official statement? A logistic score over a few counts, with its weights in `speech.tsv`.

Speeches and statements argue in the first person as opinion does. What tells them apart are the acts of one who speaks
for a body before an audience: address to a chair, thanks, "my delegation", "we call on", "this Council" (Swales 1990
and Biber 1988 on what marks a genre).
"""

import re
from collections.abc import Sequence

from pipeline import linear
from pipeline.ingest import lexicon, manner

ADVERBS = r"(?:\w+ly |also |once |again |therefore |thus |further |and |too |continue to |would like to |wish to )"
STANDS = (
    r"(?:calls? (?:up)?on|urges?|condemns?|welcomes?|reiterates?|reaffirms?|supports?|deplores?|regrets?|commends?|"
    r"appeals?|encourages?|stress(?:es)?|emphasizes?|emphasises?|underlines?|underscores?|rejects?|remains?|"
    r"express(?:es)?|take note|look forward|stand with|stand by|stand ready|pay tribute|attach|recall|pledge|"
    r"salute|affirm)"
)
VOCATIVE = (
    r"\b(?:Mr|Madam|Madame|Mme|Mrs)\.? (?:President|Chair(?:man|woman|person)?|Speaker|Secretary-General|Moderator)\b"
    r"(?! [A-Z][a-z])|\b(?:[Ee]xcellencies|[Ll]adies and gentlemen|[Dd]istinguished (?:\w+ ){0,2}(?:members|colleagues|"
    r"delegates|guests|representatives)|[Dd]ear (?:colleagues|friends)|[Ff]ellow (?:citizens|countrymen|delegates|"
    r"members)|[Yy]our (?:Majesty|Excellency|Highness))\b|(?<=[a-z], )colleagues,|\bColleagues[,:]"
)
PATTERNS = {
    "address": VOCATIVE,
    "thanks": (
        r"\b(?:I|[Ww]e)\b(?: \w+){0,4} (?:thank|congratulate)\b|\bIthank\b|\b[Tt]hank you\b|"
        r"\b(?:grateful|thankful) to\b"
    ),
    "frame": (
        r"\b(?:I|[Ww]e)(?: would| should)?(?: also| first)? (?:like|wish) to (?:begin|start|\w+ly|once|also|reiterate|"
        r"underline|stress|recall|express|conclude|make|say|point|draw|remind|take|emphasi[sz]e|share|add|refer|assure|"
        r"address|mention|note|join|commend|echo|highlight)\b|\b(?:[Aa]llow|[Pp]ermit) me\b|"
        r"\b[Ll]et me (?:also |now |first |just |therefore )?(?:begin|start|conclude|close|end|recall|turn|thank|"
        r"express|underline|stress|reiterate|emphasi[sz]e|say at the outset|remind|add|assure|welcome|join|"
        r"touch|congratulate)\b|"
        r"\bI (?:will|shall)(?: now)? (?:conclude|turn|limit|be brief|focus)\b|\b[Oo]n behalf of\b"
    ),
    "stand": rf"\b[Ww]e {ADVERBS}{{0,3}}{STANDS}\b",
    "country": rf"\b(?!We\b|They\b|You\b)[A-Z][\w.-]+ {ADVERBS}{{0,2}}{STANDS}\b",
    "here": (
        r"\b(?:[Mm]y|[Oo]ur) (?:delegation|Government|Ministry)\b|"
        r"\b[Tt]his (?:Security |General )?(?:[Cc]ouncil|[Aa]ssembly|[Cc]hamber|[Cc]ommittee|[Cc]onference|[Mm]eeting|"
        r"[Hh]ouse|[Bb]ody|[Ff]orum|[Hh]all|[Oo]ccasion)\b|\b[Tt]oday[’']s (?:meeting|briefing|debate|session|vote|"
        r"discussion)\b|\b(?:his|her|their|today[’']s) (?:\w+ )?briefings?\b"
    ),
}
AUDIENCE = ("address", "thanks", "frame", "stand", "here")
"""What one does before an audience only; a speech does it at least once, however much it says "we"."""
COUNTED = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}
SPEAKER = re.compile(
    r"^(?:(?:Mr|Ms|Mrs|Miss|Dr|Sir|Lord|Baroness|The)\.? )[\w’' .-]{2,60}? \([^()]{2,60}\)(?: \([^()]{2,60}\))?\s?:"
)
"""The speaker's name as minutes print it: "Ms. Roe (Skarn) (spoke in French): "."""
SHORT = 200
"""Words: in a shorter text one mark must not weigh more than in a text as long as this."""
RELAYED = 1.5
"""Verbs of reporting per 100 words from which a text relays others and is no speech."""
OPENING = 300
"""Characters in which who speaks greets and thanks."""


def counts(body: Sequence[str]) -> dict[str, float]:
    """Return the features of a text: rates per 100 words outside quotation marks, and how it opens.

    ``marks`` is how often it does one of :data:`AUDIENCE`; it has no weight.
    """
    own = " ".join(manner.QUOTED.sub(" ", p) for p in body)
    words = max(SHORT, len(manner.WORD.findall(own)))
    found = {name: len(p.findall(own)) for name, p in COUNTED.items()}
    rates = {name: min(2.0, 100 * times / words) for name, times in found.items()}
    told = manner.counts(body)
    opens = any(COUNTED[name].search(own[:OPENING]) for name in ("address", "thanks", "frame"))
    named = bool(body) and SPEAKER.match(body[0]) is not None
    shared = {name: told[name] for name in ("reports", "self", "us", "days", "quoted")}
    return {
        **rates,
        **shared,
        "opens": float(opens),
        "named": float(named),
        "marks": sum(map(found.__getitem__, AUDIENCE)),
    }


def score(body: Sequence[str]) -> float:
    """Return the probability in [0, 1] that a text is a speech or a statement."""
    features = counts(body)
    if features["reports"] >= RELAYED or features["marks"] + features["named"] < 1:
        return 0.0
    weights = lexicon.weights("speech.tsv")
    return linear.probability(weights, features)
