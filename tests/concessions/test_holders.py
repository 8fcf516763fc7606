"""Whose a row is when others are relayed."""

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.concessions.cast import Cast, Party, same_side
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
