"""Whose a row is when others are relayed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from spacy.language import Language

from pipeline.concessions import syntax
from pipeline.concessions.cast import Cast, Party, Voice, same_side
from pipeline.concessions.coding import Scene, code
from pipeline.concessions.holders import _subject_above, side, spokesman
from pipeline.records import SentenceVoice
from pipeline.spans import Span

Coder = Callable[..., list[Any]]


def test_a_relayed_demand_belongs_to_who_makes_it(coded: Coder) -> None:
    text = "Lee said the rebels demanded autonomy."
    (row,) = coded(text, says=("the rebels demanded autonomy", "Jon Lee"), named=["rebels"])
    assert row.holder is not None
    assert row.holder.speaker_id == "sp-rebels"
    assert not row.speaks


def test_a_speaker_holds_what_his_own_country_does(coded: Coder) -> None:
    text = "Venn said her country had only sought partial sanctions relief."
    (row,) = coded(text, says=("her country had only sought partial sanctions relief", "Ada Venn"))
    assert row.holder is not None
    assert row.holder.name == "Ada Venn"


def test_a_demand_named_by_a_noun_is_its_owners(coded: Coder) -> None:
    (row,) = coded("Nobody expected Jon Lee's ultimatum.", named=["Jon Lee"])
    assert (row.move, row.holder.name if row.holder else None) == ("demand", "Jon Lee")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (Party("Ada Venn", "s1", country="VEL"), Party("Velmar", "s2", country="VEL"), True),
        (Party("Ada Venn", "s1", country="VEL"), Party("Oru", "s3", country="ORU"), False),
        (Party("Ada Venn", "s1", role="VFC spokeswoman"), Party("Velmar Fishing Council", "s4"), True),
        (Party("Ada Venn", "s1", affiliation="Salt Union"), Party("Salt Union"), True),
        (Party("Ada Venn"), None, False),
        (Party("Olla Rem", "s5", affiliation="European Commission"), Party("EU", "s6"), True),
        (Party("Olla Rem", "s5", affiliation="European Commission"), Party("Europa Press", "s7"), False),
    ],
)
def test_same_side(a: Party, b: Party | None, same: bool) -> None:
    assert same_side(a, b) is same


def test_nobody_speaks_in_narration() -> None:
    voice = Cast([], [], [], {}).voice(Span(0, 3))
    assert (voice.kind, voice.party, voice.attribution_id) == ("narration", None, None)


def test_a_title_beside_a_name_is_its_bearer(coded: Coder) -> None:
    (row,) = coded("The trade minister, Jon Lee, ruled out an amnesty.", named=["Jon Lee"])
    assert row.holder.speaker_id == "sp-jon-lee"


def test_a_phrase_that_no_speaker_fits_is_kept_without_an_id(coded: Coder) -> None:
    (row,) = coded("The harbour union rejected the offer of a truce.")
    assert (row.holder.name, row.holder.speaker_id) == ("harbour union", None)


@pytest.mark.parametrize("text", ["On Tuesday there was an offer of a truce.", "A Canadian compromise was read out."])
def test_a_day_or_an_adjective_holds_nothing(coded: Coder, text: str) -> None:
    assert [row for row in coded(text) if row.holder is not None] == []


def test_a_spokeswoman_holds_what_her_country_seeks(people: Any, relay: Any) -> None:
    text = "Venn said Velmar had sought partial relief."
    outer = replace(relay(text, "Velmar had sought partial relief", people["Ada Venn"]), attribution_id="a0")
    velmar = replace(people["Ada Venn"], speaker_id="sp-velmar", name="Velmar", kind="government")
    inner = replace(relay(text, "partial relief", velmar), attribution_id="a1", parent_id="a0")
    cast = Cast([outer, inner], [], [], {p.speaker_id: p for p in (people["Ada Venn"], velmar)})
    voice = spokesman(cast, cast.voice(Span(text.index("relief"), len(text) - 1)))
    assert voice.party is not None
    assert voice.party.name == "Ada Venn"


@pytest.mark.parametrize(
    ("text", "pronoun", "subject"),
    [
        ("Officials signal they may yield.", "they", "Officials"),
        ("The minister said it may yield.", "it", "minister"),
        ("The minister said they may yield.", "they", None),
        ("They may yield.", "They", None),
    ],
)
def test_whom_a_pronoun_in_a_clause_may_take_up(nlp: Any, text: str, pronoun: str, subject: str | None) -> None:
    token = next(t for t in nlp(text) if t.text == pronoun)
    found = _subject_above(token)
    assert (found.text if found is not None else None) == subject


@pytest.mark.parametrize(("source", "held"), [("One", False), ("you", False), ("Ada Venn", True)])
def test_one_and_you_are_nobody_in_particular(people: Any, relay: Any, source: str, held: bool) -> None:
    text = "One hopes that Oru yields."
    said = replace(relay(text, "Oru yields", people["Ada Venn"]), source=source)
    cast = Cast([said], [], [], {p.speaker_id: p for p in people.values()})
    assert (cast.voice(Span(text.index("yields"), len(text) - 1)).kind == "source") is held


def test_of_several_who_speak_the_first_holds(people: Any, relay: Any) -> None:
    text = "The senators demand that Oru yields."
    two = (people["Ada Venn"].speaker_id, people["Jon Lee"].speaker_id)
    said = replace(relay(text, "that Oru yields", people["Ada Venn"]), source_spans=(Span(0, 12),), speaker_ids=two)
    cast = Cast([said], [], [], {p.speaker_id: p for p in people.values()})
    party = cast.mentioned(Span(4, 12))
    assert party is not None
    assert party.name == "Ada Venn"


def test_words_are_of_the_inmost_who_says_or_thinks_them(coded: Coder) -> None:
    content = "Oru knows that giving up the locks would be costly"
    (row,) = coded(f"Lee said {content}.", says=(content, "Jon Lee"), named=["Oru"])
    assert row.holder is not None
    assert (row.holder.name, row.move) == ("Oru", "assess")


@pytest.mark.parametrize(("cue", "holder"), [("will claim", "Lena Hast"), ("claimed", "rebels")])
def test_words_that_are_only_foretold_are_who_foretells_them(
    nlp: Language, scene: Callable[..., Scene], relay: Callable[..., Any], people: Any, cue: str, holder: str
) -> None:
    content = "Oru gave up the locks"
    text = f"No matter who wins, the rebels {cue} that {content}."
    here = scene(text, named=["rebels", "Oru"], author="Lena Hast")
    claim = relay(text, content, people["rebels"], cue=cue)
    voice = SentenceVoice(article_id="x", sentence_id=0, voice="author", speaker_id=people["Lena Hast"].speaker_id)
    cast = Cast([claim], [], [voice], here.speakers)
    (row,) = code(list(nlp(text)), replace(here, cast=cast), context=0.9)
    assert row.holder is not None
    assert row.holder.name == holder


def test_the_country_us_is_not_the_speaker(nlp: Language) -> None:
    us, them = nlp("The US gave us the locks.")[1], nlp("The US gave us the locks.")[3]
    assert (syntax.first_person(us), syntax.first_person(them)) == (False, True)


def test_nobody_quoted_speaks_of_themselves_as_they(nlp: Language) -> None:
    they = nlp("They will not give up the locks.")[0]
    lee = Party("rebels", "sp-rebels")
    sides = [side(they, lee, Voice("source", lee, direct=direct)) for direct in (True, False)]
    assert sides == ["other", "own"]
