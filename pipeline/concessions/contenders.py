"""Who may hold what a sentence says of a concession, and what speaks for each of them.

Sources of attributions, actors that the words name, the author and the newsroom contend; rules have made rows for some
of them already. Which of them hold a row is judged by a model (see :mod:`pipeline.concessions.judge`).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from pipeline.concessions import holders, syntax
from pipeline.concessions.cast import Party, Voice
from pipeline.concessions.coding import Coded, Scene, key
from pipeline.concessions.lexicon import Lexicon
from pipeline.records import Attribution
from pipeline.spans import Span

MOODS = {
    "if": "if",
    "unless": "if",
    "until": "if",
    "no": "not",
    "never": "not",
    "wo": "will",
    "'ll": "will",
    "’ll": "will",
    "'d": "would",
    "ca": "can",
    "not": "not",
    "need": "must",
    "should": "must",
    "ought": "must",
    "let": "must",
    "but": "but",
}
CLAUSES = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "xcomp", "acl", "pcomp"})


@dataclass(slots=True)
class Contender:
    """Somebody who may hold a row of a sentence; null is the newsroom's narration, which nobody holds."""

    party: Party | None
    voice: Voice
    speaks: bool
    """Whether it is whoever speaks, not an actor spoken of."""
    rows: list[Coded] = field(default_factory=list)
    """What the rules make of the sentence with this holder, the most probable first."""
    features: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def note(self, **values: float) -> None:
        """Keep the greatest value of each feature."""
        for name, value in values.items():
            self.features[name] = max(self.features[name], float(value))


def contenders(
    sentence: Sequence[Token],
    coded: Sequence[Coded],
    scene: Scene,
    *,
    kept: Sequence[Coded] = (),
    context: float,
    place: float,
) -> list[Contender]:
    """Return who may hold a row of a parsed sentence, each once, in no telling order.

    ``coded`` are the rules' rows of the sentence and ``kept`` those they would keep; ``context`` is how much of the
    article is about a dispute and ``place`` how far down in it the sentence stands, both 0 to 1.
    """
    found: dict[str, Contender] = {}
    for row in sorted(coded, key=lambda r: -r.probability):
        one = _get(found, row.holder, row.voice, speaks=row.speaks)
        _of_row(one, row, scene)
        one.note(rule_kept=any(row is own for own in kept))
    quoted = [a for a in _touching(sentence, scene) if _share(sentence, a.content_spans)]
    outside = 1.0 - _share(sentence, [s for a in quoted for s in a.content_spans])
    for attribution in quoted:
        _of_attribution(found, attribution, sentence, scene)
    for verb in sentence:
        _of_clause(found, verb, quoted, scene)
    voice = scene.cast.narrator
    if voice.party is not None:
        _get(found, voice.party, voice, speaks=True).note(author=1, outside=outside)
    _get(found, None, voice, speaks=True).note(narrated=1, outside=outside, news=voice.party is None)
    best = max((row.probability for row in coded), default=0.0)
    for who in found.values():
        who.note(
            context=context,
            place=place,
            best=best,
            many=len(found) / 5,
            opinion=voice.party is not None,
            long=min(1.0, len(sentence) / 40),
            outside_all=outside,
            other_rule=best > 0 and not who.rows,
        )
        _of_party(who)
        who.note(**_signs(own_words(sentence, who, scene), scene.lexicon))
    return list(found.values())


def _of_party(who: Contender) -> None:
    """Note what kind of speaker a contender is."""
    who.note(mentioned=who.party is not None and who.party.speaker_id is not None)
    if who.party is not None and not who.features.get("author"):
        who.note(**{f"kind_{who.party.kind or 'phrase'}": 1})


def _get(found: dict[str, Contender], party: Party | None, voice: Voice, *, speaks: bool) -> Contender:
    return found.setdefault(key(party), Contender(party, voice, speaks))


def _of_row(one: Contender, row: Coded, scene: Scene) -> None:
    one.rows.append(row)
    rules = scene.lexicon.rules
    one.note(
        rule=1,
        rule_p=row.probability,
        rule_c=row.probability * rules.get(row.rule, rules["other"]),
        rule_act=row.anchor.is_act,
        rule_governed=bool(row.anchor.operators),
        rule_weight=row.anchor.entry.weight / 3,
        rule_speaks=row.speaks,
        rule_condition=row.condition is not None,
    )


def _of_attribution(found: dict[str, Contender], one: Attribution, sentence: Sequence[Token], scene: Scene) -> None:
    cast, start, end = scene.cast, sentence[0].idx, sentence[-1].idx + len(sentence[-1])
    named = [cast.party(i) for i in one.speaker_ids] or [Party(one.source) if one.source else None]
    for number, party in enumerate(named):
        if party is None:
            continue
        voice = Voice("source", party, one.attribution_id, one.cue_spans)
        _get(found, party, voice, speaks=True).note(
            said=1,
            said_share=_share(sentence, one.content_spans),
            said_sure=one.confidence,
            said_here=any(start <= cue.start < end for cue in one.cue_spans),
            said_inmost=cast.is_inmost(one),
            said_nested=one.parent_id is not None,
            said_direct=one.type == "direct",
            said_second=number > 0,
            said_bargain=any(w in scene.lexicon.bargains for w in (one.cue or "").lower().split()),
        )


def _of_clause(found: dict[str, Contender], word: Token, quoted: Sequence[Attribution], scene: Scene) -> None:
    """Note who does what a verb, or a noun of bargaining, says."""
    lemma, lexicon = word.lemma_.lower(), scene.lexicon
    verbal = word.pos_ in ("VERB", "AUX") and word.dep_ in CLAUSES
    if not verbal and not (word.pos_ == "NOUN" and lemma in lexicon.bargains):
        return
    doer = syntax.actor(word)
    voice = scene.cast.voice(Span(word.idx, word.idx + len(word)))
    party = holders.party(doer, scene.cast, voice, lexicon)
    if party is None:
        return
    one = _get(found, party, voice, speaks=False)
    if not verbal:
        one.note(owns_bargain=1)
        return
    root = word.dep_ == "ROOT" or (word.dep_ == "conj" and word.head.dep_ == "ROOT")
    one.note(
        does=1,
        does_root=root,
        does_outside=not any(_inside(word, a.content_spans) for a in quoted),
        does_bargain=any(e.pos == "VERB" for e in lexicon.bargains.get(lemma, ())),
        does_act=any(e.pos == "VERB" for e in lexicon.acts.get(lemma, ())),
    )


def _share(sentence: Sequence[Token], spans: Sequence[Span]) -> float:
    """Return which share of a sentence's words stands in ``spans``."""
    words = [t for t in sentence if not t.is_punct and not t.is_space]
    return sum(_inside(t, spans) for t in words) / max(1, len(words))


def _touching(sentence: Sequence[Token], scene: Scene) -> list[Attribution]:
    """Return the attributions with content in a sentence: of the hundreds of a long article, few have any."""
    if not sentence:
        return []
    start, end = sentence[0].idx, sentence[-1].idx + len(sentence[-1])
    return [a for a in scene.cast.attributions if any(s.start < end and s.end > start for s in a.content_spans)]


def own_words(sentence: Sequence[Token], contender: Contender, scene: Scene) -> list[Token]:
    """Return the words of a sentence that are a contender's: what they say, or what nobody says; else all."""
    voice = contender.voice.attribution_id if contender.speaks else None
    said = {a.attribution_id: a.content_spans for a in _touching(sentence, scene)}
    if voice is not None:
        own = [t for t in sentence if _inside(t, said.get(voice, ()))]
    else:
        own = [t for t in sentence if not any(_inside(t, spans) for spans in said.values())]
    return own or list(sentence)


def telling(sentence: Sequence[Token], contender: Contender, scene: Scene) -> list[Token]:
    """Return the words that may tell what a contender's row is about: their own, content words alone."""
    return [t for t in own_words(sentence, contender, scene) if t.pos_ in ("VERB", "NOUN", "ADJ", "PROPN")]


def _signs(words: Sequence[Token], lexicon: Lexicon) -> dict[str, float]:
    """Return which kinds of words there are: of bargaining by their sense, of giving, of mood and person."""
    found: set[str] = set()
    for token in words:
        lemma, lower = token.lemma_.lower(), token.lower_
        found |= {f"word {e.sense}" for e in lexicon.bargains.get(lemma, ()) if len(e.words) == 1}
        found |= {f"act {e.sense}" for e in lexicon.acts.get(lemma, ()) if len(e.words) == 1}
        found |= {f"sequel {sense}" for phrase, sense in lexicon.sequels.get(lemma, ()) if len(phrase) == 1}
        if lemma in lexicon.goods:
            found.add(f"goods {lexicon.goods[lemma]}")
        if token.tag_ == "MD" or lower in MOODS:
            found.add(f"mood {MOODS.get(lower, lower)}")
        if token.dep_ == "neg":
            found.add("mood not")
        if token.dep_ == "ROOT":
            found.add(f"root {token.tag_}")
        if syntax.first_person(token):
            found.add("first person")
        if token.text == "?":
            found.add("asks")
    return dict.fromkeys(found, 1.0)


def _inside(token: Token, spans: Sequence[Span]) -> bool:
    return any(s.start <= token.idx < s.end for s in spans)
