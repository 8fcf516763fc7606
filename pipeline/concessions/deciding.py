"""Rules propose, the model decides: from the contenders of one sentence to its rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from spacy.tokens import Token

from pipeline import weights
from pipeline.concessions import holders, judge, roles, syntax
from pipeline.concessions.cast import same_side
from pipeline.concessions.coding import RELAYED, Coded, Scene, another, characters, key
from pipeline.concessions.contenders import Contender, own_words, telling
from pipeline.concessions.judge import Judge
from pipeline.concessions.lexicon import Entry, Lexicon
from pipeline.concessions.mentions import Anchor
from pipeline.concessions.modality import condition, modality, mood
from pipeline.concessions.triggers import given
from pipeline.encoder import Encoder
from pipeline.linear import Features
from pipeline.reader import Reader, Reading
from pipeline.records import Modality, Move

READ = "reader"
"""Name of the rule of rows that only the reader found."""
PARTIES: frozenset[Move] = frozenset({"demand", "offer", "refuse"})
"""Moves of those between whom something would be given."""
RELAY = "reader relayed"
"""The same where who speaks only tells of somebody else's move."""


@dataclass(frozen=True)
class Model:
    """What decides: the reader of sentences and the judge of contenders."""

    reader: Reader
    judge: Judge


def load(name: str) -> Model:
    """Return the model `models/concessions/NAME`."""
    return Model(
        Reader(Encoder(weights.folder(f"concessions/{name}"))),
        judge.parse(weights.read(f"concessions/{name}", "judge.json")),
    )


def decide(
    sentence: Sequence[Token], contending: Sequence[Contender], scene: Scene, reading: Reading, *, by: Judge
) -> list[Coded]:
    """Return the rows of one sentence in order: of those of its contenders who hold one."""
    kept: list[Coded] = []
    for one in contending:
        values = judge.features(one, reading)
        probability = by.probability(values)
        trusted = bool(one.features.get("rule_kept"))
        if probability < (by.trusted if trusted else by.threshold):
            continue
        row = one.rows[0] if one.rows else born(sentence, one, scene, reading)
        if row is None:
            continue
        row = _labelled(row, values, by=by, probability=probability, trusted=trusted)
        kept.append(row if one.rows else _relayed(row, sentence, one, scene))
        second = next((r for r in one.rows[1:] if r.probability >= by.threshold and another(row, r)), None)
        if second is not None and trusted:
            kept.append(_labelled(second, values, by=by, probability=probability, trusted=True))
    kept = [row for row in kept if row.rule != RELAY or not any(o is not row and _same(o, row) for o in kept)]
    return sorted(kept, key=lambda row: (row.anchor.token.i, row.holder.name if row.holder else ""))


def _same(one: Coded, other: Coded) -> bool:
    return key(one.holder) == key(other.holder)


def _relayed(row: Coded, sentence: Sequence[Token], one: Contender, scene: Scene) -> Coded:
    """Return the row of whoever makes its move in the words of a source who only tells of it.

    Of "the aide said Oru had rejected the plan" the refusal is Oru's.
    """
    if row.move not in RELAYED or not row.speaks or row.voice.kind != "source":
        return row
    own = own_words(sentence, one, scene)
    for word in own:
        if (word.head.i != word.i and word.head in own) or not _makes(word, row.move, scene.lexicon):
            continue
        doer = syntax.actor(word)
        party = holders.party(doer, scene.cast, row.voice, scene.lexicon)
        if doer is not None and party is not None and not same_side(party, row.holder):
            return replace(row, holder=party, speaks=False, rule=RELAY)
    return row


def _makes(word: Token, move: Move, lexicon: Lexicon) -> bool:
    """Tell whether a word is a finite verb, without a modal, of making a move: "rejected", "have offered"."""
    senses = {entry.sense for entry in lexicon.bargains.get(word.lemma_.lower(), ()) if entry.pos == "VERB"}
    wanted = {"offer", "agree"} if move == "offer" else {move}
    return word.tag_ in ("VBD", "VBN", "VBZ", "VBP") and not syntax.modals(word) and bool(senses & wanted)


def _labelled(row: Coded, values: Features, *, by: Judge, probability: float, trusted: bool) -> Coded:
    """Return a row with its move and modality: the rules' where trusted and not improbable, else the likeliest.

    What nobody holds is only told: no move that somebody must make. An author is no party, and makes no party's move.
    What the words deny is not given.
    """
    shares = by.shares("move", values)
    if row.holder is None or (row.speaks and row.voice.kind == "author"):
        barred = RELAYED if row.holder is None else PARTIES
        shares = {move: share for move, share in shares.items() if move not in barred}
    if trusted and row.rule == "denied":
        shares = {move: share for move, share in shares.items() if move not in ("yield", "offer")}
    move, mode = row.move, row.modality
    if not trusted or shares.get(move, 0.0) < by.overruled * sum(shares.values()):
        moods = by.shares("modality", values)
        move = cast("Move", max(shares, key=lambda m: shares[m]))
        mode = cast("Modality", max(moods, key=lambda m: moods[m]))
    sure = probability * shares.get(move, 0.0) / sum(shares.values())
    return replace(row, move=move, modality=mode, probability=probability, sure=sure)


def born(sentence: Sequence[Token], one: Contender, scene: Scene, reading: Reading) -> Coded | None:
    """Return the row of a contender for whom the rules have none, about the word that was read most closely."""
    words = telling(sentence, one, scene)
    if not words:
        return None
    token = max(words, key=lambda t: (reading.at(t.idx, t.idx + len(t)), -t.i))
    lexicon, named = scene.lexicon, scene.cast
    entry = Entry((token.lemma_.lower(),), token.pos_, "give", ("any",), None, 1.0)
    thing, goods = given(token, entry, lexicon)
    anchor = Anchor(token, token.i, entry, True, thing, goods, ())
    conceder = holders.party(roles.giver(anchor, lexicon), named, one.voice, lexicon)
    return Coded(
        anchor=anchor,
        voice=one.voice,
        holder=one.party,
        speaks=one.speaks,
        move="assess",
        modality=modality("assess", mood(token, lexicon), None),
        rule=READ,
        conceder=conceder,
        beneficiary=holders.party(roles.receiver(anchor, lexicon), named, one.voice, lexicon),
        item=roles.item(anchor, scene.text),
        condition=characters(token, condition(token, lexicon), scene.text),
        probability=0.0,
    )
