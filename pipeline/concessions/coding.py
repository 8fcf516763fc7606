"""From the anchors of one sentence to candidate rows, and which of them to keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from pipeline import linear
from pipeline.concessions import holders, mentions, moves, roles, syntax, weighing
from pipeline.concessions.cast import Cast, Party, Voice
from pipeline.concessions.lexicon import Lexicon
from pipeline.concessions.mentions import Anchor
from pipeline.concessions.modality import condition, modality, mood
from pipeline.records import Modality, Move, Speaker
from pipeline.spans import Span, overlap, trim

RELAYED: frozenset[Move] = frozenset({"demand", "urge", "offer", "refuse", "oppose"})
"""Moves that somebody must make: nobody's demand is only a thing spoken of."""
PAIRS = ({"offer", "demand"}, {"refuse", "demand"}, {"offer", "refuse"}, {"yield", "demand"}, {"urge"})
"""Moves that one holder may make in one sentence."""
INTENDING = frozenset({"intend", "plan", "aim", "try", "attempt"})
"""Cues that tell what somebody is about, not what they say."""
PRICED: Mapping[Move, Move] = {"offer": "demand", "refuse": "demand", "demand": "offer", "urge": "urge"}
"""What its holder does with the price of a move."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of the article a sentence stands in."""

    text: str
    cast: Cast
    speakers: Mapping[str, Speaker]
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Coded:
    """One candidate row before it has its id."""

    anchor: Anchor
    voice: Voice
    holder: Party | None
    speaks: bool
    """Whether the holder is whoever speaks, not an actor spoken of."""
    move: Move
    modality: Modality
    rule: str
    conceder: Party | None
    beneficiary: Party | None
    item: Span | None
    condition: Span | None
    probability: float
    sure: float | None = None
    """Probability that passage, holder and move are right, where the model tells it."""


def code(sentence: Sequence[Token], scene: Scene, *, context: float) -> list[Coded]:
    """Return the candidate rows of one sentence, one an anchor, in order; ``context`` is 0 to 1."""
    coded = [_one(anchor, scene, context=context) for anchor in mentions.find(sentence, scene.lexicon)]
    return [_priced(row, coded) for row in coded]


def _one(anchor: Anchor, scene: Scene, *, context: float) -> Coded:
    lexicon, cast = scene.lexicon, scene.cast
    voice = _voice(anchor, cast, lexicon)
    giving = roles.giver(anchor, lexicon)
    conceder = holders.party(giving, cast, voice, lexicon)
    advocate = holders.advocate(voice, scene.speakers, lexicon)
    relayed = cast.outer(voice) if _is_cue(anchor, voice) else voice
    decision = moves.decide(
        anchor,
        side=holders.side(giving, conceder, voice),
        advocate=advocate,
        narrated=relayed.party is None,
        lexicon=lexicon,
    )
    if decision.by is None and (_is_cue(anchor, voice) or _acts(anchor, voice, decision.move, lexicon)):
        voice = cast.outer(voice)
    holder, speaks = holders.holder(holders.party(decision.by, cast, voice, lexicon), voice)
    move: Move = "assess" if holder is None and decision.move in RELAYED else decision.move
    above = mood(anchor.operators[0].token, lexicon) if anchor.operators else None
    getting = holders.party(roles.receiver(anchor, lexicon), cast, voice, lexicon)
    values = weighing.features(anchor, context=context, lexicon=lexicon, attributed=voice.kind == "source")
    if advocate and giving is not None and syntax.first_person(giving):
        conceder = None  # "we" of an author or analyst is a side, not themselves
    return Coded(
        anchor=anchor,
        voice=voice,
        holder=holder,
        speaks=speaks,
        move=move,
        modality=modality(move, mood(anchor.token, lexicon), above),
        rule=decision.rule,
        conceder=conceder or (holder if move in ("offer", "refuse") else None),
        beneficiary=getting or (holder if move == "demand" else None),
        item=roles.item(anchor, scene.text),
        condition=characters(anchor.token, condition(anchor.token, lexicon), scene.text),
        probability=linear.probability(lexicon.weights, values),
    )


def _voice(anchor: Anchor, cast: Cast, lexicon: Lexicon) -> Voice:
    """Return whose words an anchor is: of whoever relays them where they are only foretold."""
    voice = cast.voice(Span(anchor.token.idx, anchor.token.idx + len(anchor.token)))
    verbs = [t for t in _cue(anchor, voice) if t.tag_ == "VB" and t.lemma_.lower() not in lexicon.bargains]
    if any(set(syntax.modals(verb)) & holders.FORETOLD for verb in verbs):
        voice = cast.outer(voice)
    if anchor.entry.sense != "blame":  # names of blame are the narrator's for what others do
        voice = holders.inmost(anchor.token, cast, voice, lexicon)
    return holders.spokesman(cast, voice)


def _is_cue(anchor: Anchor, voice: Voice) -> bool:
    """Tell whether the bargaining word is itself the cue that makes what it governs somebody's."""
    return any(op.token.i in {t.i for t in _cue(anchor, voice)} for op in anchor.operators[:1])


def _acts(anchor: Anchor, voice: Voice, move: Move, lexicon: Lexicon) -> bool:
    """Tell whether the cue is an act and no word of saying: what Velmar "approved" is told by the narrator."""
    if move not in ("yield", "assess"):
        return False
    deeds = {"offer", "agree", "refuse"}
    for token in _cue(anchor, voice):
        lemma = token.lemma_.lower()
        if (
            lemma in INTENDING
            or lemma in lexicon.verbs
            or any(e.sense in deeds for e in lexicon.bargains.get(lemma, ()))
        ):
            return True
    return False


def _cue(anchor: Anchor, voice: Voice) -> list[Token]:
    here = [t for t in anchor.token.sent if t.pos_ != "ADP"]
    return [t for t in here if any(overlap(Span(t.idx, t.idx + len(t)), cue) for cue in voice.cue_spans)]


def characters(token: Token, found: tuple[int, int, str] | None, text: str) -> Span | None:
    """Return the characters of a token range of ``token``'s document, its edges trimmed; null for null."""
    if found is None:
        return None
    first, last = token.doc[found[0]], token.doc[found[1] - 1]
    return trim(text, Span(first.idx, last.idx + len(last)), strip=roles.MARKS)


def _priced(row: Coded, others: Sequence[Coded]) -> Coded:
    """Make what stands in the condition of an offer the demand of who offers: "A in return for B", "A if they do B"."""
    here = row.anchor.token.idx
    for other in others:
        if other is row or other.condition is None or not other.condition.start <= here < other.condition.end:
            continue
        if other.holder is None or other.move not in PRICED:
            continue
        return replace(
            row,
            holder=other.holder,
            speaks=other.speaks,
            voice=other.voice,
            move=PRICED[other.move],
            modality="actual" if other.move == "refuse" else other.modality,
            rule="price",
            conceder=row.conceder if row.conceder != other.conceder else other.beneficiary,
            beneficiary=other.conceder,
            condition=other.item if other.move == "demand" else None,
        )
    return row


def choose(coded: Sequence[Coded], *, threshold: float) -> list[Coded]:
    """Keep the rows of one sentence: for each holder the most probable, and a second that makes another move.

    A second row of a holder must tell of another item, as in "A in return for B".
    """
    kept: list[Coded] = []
    for row in sorted(coded, key=lambda c: (-c.probability, c.anchor.token.i)):
        if row.probability < threshold:
            continue
        same = [k for k in kept if key(k.holder) == key(row.holder)]
        if not same or (len(same) == 1 and another(same[0], row)):
            kept.append(row)
    named = any(k.holder is not None and not _relays(k) for k in kept)
    kept = [k for k in kept if not (named and _relays(k))]
    return sorted(kept, key=lambda c: c.anchor.token.i)


def _relays(row: Coded) -> bool:
    """Tell whether a row is only the narrator's or author's mention of what others do in the same sentence."""
    return row.holder is None or (row.voice.kind == "author" and row.speaks and row.move == "assess")


def key(party: Party | None) -> str:
    """Return what tells one holder from another, empty for nobody."""
    return "" if party is None else party.speaker_id or party.name.lower()


def another(first: Coded, second: Coded) -> bool:
    """Tell whether a holder's second row makes another move about another item than the first."""
    if {first.move, second.move} not in PAIRS or first.item is None or second.item is None:
        return False
    return first.item.end <= second.item.start or second.item.end <= first.item.start
