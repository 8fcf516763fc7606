"""The move, its codes, and who makes it."""

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.concessions import lexicon
from pipeline.concessions.codes import codes

Coder = Callable[..., list[Any]]


@pytest.mark.parametrize(
    ("text", "move", "cameo", "plover"),
    [
        ("Oru demanded that Velmar withdraw its troops.", "demand", "1056", "REQUEST"),
        ("Oru wants the tariffs lifted.", "demand", "1054", "REQUEST"),
        ("Oru offered to release the prisoners.", "offer", "0353", "AGREE"),
        ("Oru refused to let in the inspectors.", "refuse", "1245", "REJECT"),
        ("Oru demanded autonomy for the valley.", "demand", "105", "REQUEST"),
        ("Oru refused to lift the embargo.", "refuse", "1244", "REJECT"),
        ("Oru vowed never to give up the island.", "refuse", "124", "REJECT"),
        ("Oru rejected Velmar's demands.", "refuse", "124", "REJECT"),
        ("Oru urged Velmar to accept a compromise.", "urge", "025", None),
        ("Velmar attacked Oru for rejecting the demands.", "refuse", "124", "REJECT"),
        ("Oru urged Velmar to reject the rebels' demands.", "oppose", None, None),
    ],
)
def test_a_named_actor_holds_what_it_does(
    coded: Coder, text: str, move: str, cameo: str | None, plover: str | None
) -> None:
    rows = [r for r in coded(text, named=["Oru"]) if r.holder is not None and r.holder.name == "Oru"]
    assert [r.move for r in rows] == [move]
    assert codes(rows[0].move, rows[0].anchor, lexicon.default()) == (cameo, plover)


@pytest.mark.parametrize(
    ("text", "move", "cameo", "plover"),
    [
        ("The rebels freed nine prisoners.", "yield", "0841", "RETREAT"),
        ("Velmar lifted its sanctions on Oru.", "yield", "085", "RETREAT"),
        ("Velmar withdrew its troops.", "yield", "0874", "RETREAT"),
        ("Velmar admitted the inspectors.", "yield", "0862", "RETREAT"),
        ("Velmar allowed convoys through.", "yield", "0863", "RETREAT"),
        ("The rebels ceased fire.", "yield", "0871", "RETREAT"),
        ("The rebels disarmed.", "yield", "0873", "RETREAT"),
        ("Velmar dropped its demand.", "yield", "08", "CONCEDE"),
        ("Both sides made concessions.", "yield", "08", "CONCEDE"),
        ("Would any concession be enough?", "assess", None, None),
        ("Velmar may have to accept limits on its catch.", "assess", None, None),
    ],
)
def test_narration_holds_only_what_is_done_or_weighed(
    coded: Coder, text: str, move: str, cameo: str | None, plover: str | None
) -> None:
    (row,) = coded(text)
    assert (row.move, row.holder) == (move, None)
    assert codes(row.move, row.anchor, lexicon.default()) == (cameo, plover)


@pytest.mark.parametrize(
    ("content", "who", "move"),
    [
        ("Velmar would not compromise on the salt dues", "Ada Venn", "refuse"),
        ("we will release the prisoners", "Ada Venn", "offer"),
        ("Oru must withdraw its troops", "Ada Venn", "demand"),
        ("Oru must withdraw its troops", "Piet Sorn", "urge"),
        ("Velmar should not give up the island", "Piet Sorn", "oppose"),
    ],
)
def test_the_speakers_side_tells_the_move(coded: Coder, content: str, who: str, move: str) -> None:
    text = f"{content[0].upper()}{content[1:]}, {who} said."
    (row,) = coded(text, says=(text.split(", ")[0], who), named=["Velmar", "Oru"])
    assert (row.move, row.holder.name if row.holder else None) == (move, who)


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("Velmar should lift the tariffs.", "urge"),
        ("Velmar must not give up the island.", "oppose"),
        ("We can calm the strait by lifting the blockade.", "urge"),
        ("Why are we giving up the island?", "yield"),
        ("This capitulation will cost us dearly.", "yield"),
    ],
)
def test_an_author_argues(coded: Coder, text: str, move: str) -> None:
    (row,) = coded(text, author="Lena Hast")
    assert (row.move, row.holder.name if row.holder else None) == (move, "Lena Hast")


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("So let the council lift the embargo before winter.", "urge"),
        ("Drop the claim.", "urge"),
        ("Any retreat would be a betrayal.", "oppose"),
        ("Lifting the embargo would embolden them.", "oppose"),
        ("Lifting the embargo would not embolden them.", "assess"),
        ("Concessions would not end the raids but instead embolden them.", "oppose"),
        ("The vote does not signify that Oru has given up the island.", "assess"),
        ("Oru will struggle to force Velmar to give up the island.", "assess"),
    ],
)
def test_an_author_bids_and_condemns(coded: Coder, text: str, move: str) -> None:
    (row,) = coded(text, author="Lena Hast")
    assert row.move == move


def test_a_warning_of_what_giving_in_would_be_is_against_it(coded: Coder) -> None:
    text = "Jon Lee warned that surrendering the claim would be a gift."
    (row,) = coded(text, says=("that surrendering the claim would be a gift", "Jon Lee"), named=["Jon Lee"])
    assert (row.move, row.holder.name) == ("oppose", "Jon Lee")
