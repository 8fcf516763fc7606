import random

import pytest

from pipeline.records import Article, Concession, Token
from pipeline.statements.concepts import Idea, Tally, concepts, idea_of, item_tokens
from pipeline.statements.features import content_words, features, likeness, stem
from pipeline.statements.labels import label

TAGGED = {
    "adj": "ADJ", "adp": "ADP", "det": "DET", "n": "NOUN", "v": "VERB", "name": "PROPN", "num": "NUM",
    "pron": "PRON", "cc": "CCONJ", "adv": "ADV", "x": "PUNCT", "to": "PART",
}  # fmt: skip


def tokens(make, tagged):
    """Make tokens of "word/kind/lemma" pieces, a blank between them; the lemma is the word when left out."""
    found, at = [], 0
    for i, piece in enumerate(tagged.split()):
        word, kind, *lemma = piece.split("/")
        tag = "PRP$" if word in ("its", "their", "our") else kind
        values = {"text": word, "pos": TAGGED[kind], "lemma": lemma[0] if lemma else word, "tag": tag}
        found.append(make(Token, token_id=i, head=i, start=at, end=at + len(word), **values))
        at += len(word) + 1
    return found


def key(make, tagged):
    return features(content_words(tokens(make, tagged)))


RELIEF = "sanctions/n/sanction relief/n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (RELIEF, "lift/v the/det sanctions/n/sanction"),
        (RELIEF, "a/det gradual/adj easing/n of/adp sanctions/n/sanction"),
        ("give/v up/adp its/pron weapons/n/weapon", "the/det surrender/n of/adp weapons/n/weapon"),
        ("stop/v enriching/v/enrich uranium/n", "an/det end/n to/adp uranium/n enrichment/n"),
        ("withdraw/v troops/n/troop", "the/det withdrawal/n of/adp its/pron troops/n/troop"),
        ("recognise/v Orrin/name", "recognition/n of/adp Orrin/name"),
        ("major/adj concessions/n/concession", "concessions/n/concession"),
    ],
)
def test_like_items_are_like(make, one, other):
    assert likeness(key(make, one), key(make, other)) >= 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lift/v sanctions/n/sanction", "extend/v sanctions/n/sanction"),
        ("lift/v sanctions/n/sanction on/adp Orrin/name", "lift/v sanctions/n/sanction on/adp Tessaly/name"),
        ("withdraw/v troops/n/troop", "release/v fishermen/n/fisherman"),
        ("allow/v enrichment/n", "stop/v enrichment/n"),
        ("the/det lifting/n", "the/det surrender/n"),
    ],
)
def test_unlike_items_are_unlike(make, one, other):
    assert likeness(key(make, one), key(make, other)) < 0.5


@pytest.mark.parametrize("empty", ["it/pron", "these/pron", "12/num", "the/det same/adj thing/n"])
def test_item_that_points_elsewhere_has_no_idea(make, empty):
    words = tokens(make, empty)
    text = " ".join(w.text for w in words)
    concession = make(Concession, item=text, start=0, end=len(text))
    assert idea_of(make(Article, text=text), concession, words, words=4) is None


def test_null_item_has_no_idea(make):
    text = "They gave way"
    concession = make(Concession, item=None, start=0, end=len(text))
    assert idea_of(make(Article, text=text), concession, tokens(make, "They/pron gave/v way/n"), words=4) is None


def test_holder_is_no_part_of_the_concept(make):
    words = tokens(make, "Orrin/name claims/n/claim to/adp the/det river/n")
    text = " ".join(w.text for w in words)
    concession = make(Concession, item=text, holder="Orrin", start=0, end=len(text))
    idea = idea_of(make(Article, text=text), concession, words, words=4)
    assert idea == Idea("n:claim\tn:river", "claims to river")


def test_item_is_sought_in_its_passage_first(make):
    text = "the dam and the dam again"
    words = tokens(make, "the/det dam/n and/cc the/det dam/n again/adv")
    concession = make(Concession, item="the dam", start=12, end=25)
    assert [t.token_id for t in item_tokens(make(Article, text=text), concession, words)] == [3, 4]
    elsewhere = make(Concession, item="the dam", start=8, end=11)
    assert [t.token_id for t in item_tokens(make(Article, text=text), elsewhere, words)] == [0, 1]


@pytest.mark.parametrize(
    ("tagged", "words", "expected"),
    [
        ("the/det release/n of/adp its/pron Fishermen/n held/v in/adp March/name", 2, "release of fishermen"),
        ("a/det major/adj retreat/n from/adp Orrin/name", 4, "retreat from Orrin"),
        ("to/to open/v the/det sluices/n and/cc the/det locks/n", 2, "open sluices"),
        ("the/det same/adj", 4, "same"),
    ],
)
def test_label_is_short(make, tagged, words, expected):
    assert label(tokens(make, tagged), words=words) == expected


def test_label_runs_on_to_the_noun_of_its_last_modifier(make):
    words = tokens(make, "freeze/v the/det river/n board/n programme/n for/adp years/n")
    import dataclasses

    words[2] = dataclasses.replace(words[2], head=4)
    words[3] = dataclasses.replace(words[3], head=4)
    assert label(words, words=2) == "freeze river board programme"


@pytest.mark.parametrize(
    ("word", "verb", "expected"),
    [
        ("enrichment", False, "enrich"),
        ("recognition", False, "recogn"),
        ("recognise", True, "recogn"),
        ("release", True, "releas"),
        ("state", False, "state"),
        ("aid", False, "aid"),
    ],
)
def test_stem_joins_a_noun_of_action_with_its_verb(word, verb, expected):
    assert stem(word, verb=verb) == expected


def _tally(rows):
    tally = Tally()
    for idea_key, wording, count in rows:
        tally.add(Idea(idea_key, wording), count=count)
    return tally


ROWS = [
    ("c:end\tn:sanct", "sanctions relief", 4),
    ("c:end\tn:sanct", "lift sanctions", 2),
    ("a:gradu\tc:end\tn:sanct", "gradual easing of sanctions", 1),
    ("c:free\tn:fisherman", "release of fishermen", 2),
    ("n:fisherman", "fishermen", 1),
    ("c:leave\tn:troop", "withdraw troops", 3),
]


def test_group_takes_the_commonest_wording_of_its_commonest_idea():
    found = concepts(_tally(ROWS), similarity=0.5)
    assert found == {
        "c:end\tn:sanct": "sanctions relief",
        "a:gradu\tc:end\tn:sanct": "sanctions relief",
        "c:free\tn:fisherman": "release of fishermen",
        "n:fisherman": "release of fishermen",
        "c:leave\tn:troop": "withdraw troops",
    }


def test_order_of_articles_changes_nothing():
    shuffled = ROWS[:]
    random.Random(7).shuffle(shuffled)
    assert concepts(_tally(shuffled), similarity=0.5) == concepts(_tally(ROWS), similarity=0.5)


def test_small_addition_moves_nothing_else():
    before = concepts(_tally(ROWS), similarity=0.5)
    after = concepts(_tally([*ROWS, ("c:grant\tn:port", "open port", 1), ("n:troop", "troops", 1)]), similarity=0.5)
    assert {k: after[k] for k in before} == before
    assert after["n:troop"] == "withdraw troops"


def test_syndicated_copy_has_no_weight():
    tally = _tally([("n:port", "port", 1), ("n:port", "harbour", 0)])
    assert (tally.ideas["n:port"], tally.wording("n:port")) == (1, "port")


@pytest.mark.parametrize("similarity", [0.3, 0.5, 0.7])
def test_prefix_filter_misses_no_like_leader(similarity):
    chance = random.Random(3)
    names = [f"{kind}:{i}" for kind in "npag" for i in range(6)]
    rows = [("\t".join(sorted(chance.sample(names, chance.randint(1, 5)))), str(i), 1) for i in range(200)]
    tally = _tally(rows)
    found, leaders = concepts(tally, similarity=similarity), {}
    for idea in sorted(tally.ideas, key=lambda k: (-tally.ideas[k], len(k.split("\t")), k)):
        mine = frozenset(idea.split("\t"))
        best = max((likeness(mine, frozenset(k.split("\t"))) for k in leaders), default=0)
        is_leader = found[idea] == tally.wording(idea)
        assert is_leader == (best < similarity)
        if is_leader:
            leaders[idea] = found[idea]
