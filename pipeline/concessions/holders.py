"""Whose a concession row is: the actor the words name, else whoever speaks."""

from collections.abc import Mapping

from spacy.tokens import Token

from pipeline.concessions import syntax
from pipeline.concessions.cast import Cast, Party, Voice, same_side
from pipeline.concessions.lexicon import Lexicon
from pipeline.concessions.moves import Side
from pipeline.concessions.triggers import is_actor
from pipeline.records import Speaker
from pipeline.spans import Span, overlap

THIRD = frozenset({"they", "it", "he", "she"})
FORETOLD = frozenset({"will", "'ll", "’ll", "wo", "may", "might", "could"})
"""Modals of a cue that is not said yet: of "they will claim to have won" nothing is theirs."""
BODIES = frozenset({"government", "organization", "group"})
VAGUE = frozenset(
    {
        "it",
        "this",
        "that",
        "these",
        "those",
        "there",
        "what",
        "which",
        "who",
        "one",
        "you",
        "your",
        "nobody",
        "everyone",
        "something",
        "anything",
        "both",
        "each",
    }
)


def party(token: Token | None, cast: Cast, voice: Voice, lexicon: Lexicon) -> Party | None:
    """Return who a noun names: a speaker of the article where it is one, else the phrase; null when nobody is named.

    "We" and "us" are whoever speaks.
    """
    if token is None:
        return None
    if syntax.first_person(token) or (voice.kind == "source" and _own_body(token)):
        return voice.party
    span = Span(token.idx, token.idx + len(token))
    found = cast.mentioned(span)
    if found is not None:
        return found
    if token.lower_ in THIRD and (before := _subject_above(token)) is not None:
        return party(before, cast, voice, lexicon)
    if token.pos_ == "PRON" or token.lower_ in VAGUE or not is_actor(token, lexicon):
        return None
    return _beside(token, cast) or cast.titled(phrase(token)) or (None if _adjective(token) else Party(phrase(token)))


def _subject_above(pronoun: Token) -> Token | None:
    """Return the subject of the clause that governs a subject pronoun's: "Officials signal they may yield"."""
    verb = pronoun.head
    if pronoun.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ not in ("ccomp", "advcl", "conj"):
        return None
    subject = next(iter(syntax.children(verb.head, "nsubj")), None)
    plural = subject is not None and subject.tag_ in ("NNS", "NNPS")
    if subject is None or subject.i > pronoun.i or subject.pos_ == "PRON":
        return None
    return subject if plural == (pronoun.lower_ == "they") else None


def _beside(noun: Token, cast: Cast) -> Party | None:
    """Return the party of a name in apposition to a noun or inside its title: "the minister, Lee Oru"."""
    for name in syntax.children(noun, "appos", "compound", "nmod"):
        if name.ent_type_ == "PERSON":
            found = cast.mentioned(Span(name.idx, name.idx + len(name)))
            if found is not None:
                return found
    if noun.dep_ == "appos" and noun.head.ent_type_ == "PERSON":
        return cast.mentioned(Span(noun.head.idx, noun.head.idx + len(noun.head)))
    return None


def _adjective(token: Token) -> bool:
    """Tell whether a word is only the adjective of a people: "Canadian", but not "Canadians"."""
    return token.tag_.startswith("JJ") or (token.ent_type_ == "NORP" and token.tag_ in ("NN", "NNP"))


def _own_body(token: Token) -> bool:
    """Tell whether a noun is the speaker's own side: "his country", "our government"."""
    mine = any(t.dep_ == "poss" and t.lower_ in ("his", "her", "our", "my", "their", "its") for t in token.children)
    return mine and token.lemma_.lower() in (
        "country",
        "government",
        "nation",
        "side",
        "party",
        "union",
        "administration",
    )


def phrase(noun: Token) -> str:
    """Return the phrase that names an actor, without an article and with what qualifies it before a preposition."""
    if noun.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        entity = next((e for e in noun.doc.ents if e.start <= noun.i < e.end), None)
        if entity is not None:
            return _bare(entity.text)
    start, end = syntax.noun_phrase(noun)
    return _bare(noun.doc[start:end].text)


def _bare(name: str) -> str:
    first, _, rest = name.partition(" ")
    name = rest if rest and first.lower() in ("the", "a", "an") else name
    return name.removesuffix("'s").removesuffix("’s").strip(" ,;:\"“”'’")


def side(giver: Token | None, found: Party | None, voice: Voice) -> Side:
    """Tell whether who gives is on the side of whoever speaks."""
    if giver is None or voice.party is None:
        return "unknown"
    if syntax.first_person(giver):
        return "own"
    if voice.direct and giver.lower_ in THIRD | {"them", "him", "her", "their", "his", "its"}:
        return "other"  # nobody speaks of themselves so
    if found is None:
        return "unknown"
    if same_side(found, voice.party):
        return "own"
    return "other" if found.country and voice.party.country else "unknown"


def advocate(voice: Voice, speakers: Mapping[str, Speaker], lexicon: Lexicon) -> bool:
    """Tell whether the speaker belongs to neither side: an author, an analyst, a document."""
    if voice.kind == "author" or voice.party is None:
        return voice.kind == "author"
    speaker = speakers.get(voice.party.speaker_id or "")
    role = speaker.role if speaker else None
    words = {w.strip(",.").lower() for w in f"{role or ''} {voice.party.name}".split()}
    words |= {w.removesuffix("s") for w in words}
    return voice.party.kind in ("document", "author") or bool(words & lexicon.bystanders)


def spokesman(cast: Cast, voice: Voice) -> Voice:
    """Return the voice of whoever speaks for a body: of "Orne said her country wants the locks" that of Orne."""
    while voice.kind == "source" and voice.party is not None and voice.party.kind in BODIES:
        above = cast.outer(voice)
        if above.kind != "source" or above.party is None or above.party.kind in BODIES:
            return voice
        if not same_side(above.party, voice.party):
            return voice
        voice = above
    return voice


def inmost(token: Token, cast: Cast, voice: Voice, lexicon: Lexicon) -> Voice:
    """Return the voice of whoever the nearest clause above ``token`` says or holds it, else ``voice``.

    Of "an aide said Oru knows that giving in would be costly" that of Oru, whom no attribution need name.
    """
    below = token
    for above in syntax.chain(token):
        if below.dep_ in lexicon.telling.get(above.lemma_.lower(), ()):
            return _teller(above, cast, voice, lexicon)
        below = above
    return voice


def _teller(verb: Token, cast: Cast, voice: Voice, lexicon: Lexicon) -> Voice:
    """Return the voice of a verb's subject where that is an actor and no attribution has the verb as its cue."""
    here = Span(verb.idx, verb.idx + len(verb))
    subject = next(iter(syntax.children(verb, "nsubj")), None)
    if subject is None or syntax.first_person(subject) or any(overlap(here, cue) for cue in voice.cue_spans):
        return voice
    outer = cast.voice(here)
    known = {voice.attribution_id, cast.narrator.attribution_id}
    if outer.attribution_id not in known or set(syntax.modals(verb)) & FORETOLD:
        return voice
    found = party(subject, cast, outer, lexicon) if is_actor(subject, lexicon) else None
    return voice if found is None or same_side(found, voice.party) else Voice("source", found)


def holder(by: Party | None, voice: Voice) -> tuple[Party | None, bool]:
    """Return who holds a row and whether it is whoever speaks: the actor named, unless the speaker speaks for them."""
    if by is None:
        return voice.party, True
    if same_side(by, voice.party):
        return voice.party, True
    return by, False
