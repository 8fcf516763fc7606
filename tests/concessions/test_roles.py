"""Who gives what to whom, on what condition, in which modality."""

from collections.abc import Callable
from typing import Any

import pytest

Coder = Callable[..., list[Any]]
ITEM = "dismiss the admirals who led the raid"


@pytest.mark.parametrize(
    ("text", "conceder", "beneficiary", "item"),
    [
        ("Oru demanded that Velmar withdraw its troops.", "Velmar", "Oru", "withdraw its troops"),
        ("Oru offered to cede the island to Velmar.", "Oru", "Velmar", "cede the island"),
        ("Oru lifted its sanctions on Velmar.", "Oru", "Velmar", "lifted its sanctions on Velmar"),
        ("Oru wants deeper concessions from Velmar.", "Velmar", "Oru", "deeper concessions from Velmar"),
        ("Oru called on Velmar to release the hostages.", "Velmar", None, "release the hostages"),
        ("Oru urged the release of the hostages.", None, None, "the release of the hostages"),
        ("Oru demanded that Velmar dismiss the admirals who led the raid.", "Velmar", "Oru", ITEM),
    ],
)
def test_roles(coded: Coder, text: str, conceder: str | None, beneficiary: str | None, item: str) -> None:
    (row,) = coded(text, named=["Oru", "Velmar"])
    assert (row.conceder.name if row.conceder else None) == conceder
    assert (row.beneficiary.name if row.beneficiary else None) == beneficiary
    assert row.item is not None
    assert text[row.item.start : row.item.end] == item


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "Velmar will drop its claim on condition that Oru opens the port.",
            "on condition that Oru opens the port",
        ),
        ("Velmar would trade its claim for access to the port.", "for access to the port"),
        ("Velmar will not drop its claim before Oru opens the port.", "before Oru opens the port"),
        ("Velmar dropped its claim before Oru opened the port.", None),
        ("Oru will not lift the embargo until the ships leave.", "until the ships leave"),
        ("Oru offered to lift the embargo if the ships leave.", "if the ships leave"),
        ("Oru offered to lift the embargo in return for fuel.", "in return for fuel"),
        ("Oru offered to lift the embargo.", None),
        ("If it rains, the envoy said, Oru offered to lift the embargo.", None),
    ],
)
def test_condition(coded: Coder, text: str, condition: str | None) -> None:
    row = coded(text, named=["Oru"])[0]
    found = text[row.condition.start : row.condition.end] if row.condition else None
    assert found == condition


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Oru refused to lift the embargo.", "negated"),
        ("Oru demanded the release of the hostages.", "actual"),
        ("Oru lifted the embargo.", "actual"),
        ("Oru might lift the embargo.", "hypothetical"),
        ("Oru has not made a single concession.", "negated"),
    ],
)
def test_modality(coded: Coder, text: str, modality: str) -> None:
    assert [row.modality for row in coded(text, named=["Oru"])] == [modality]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Velmar weighed Oru's demands, and their price.", "Oru's demands"),
        ("Oru offered to lift the sanctions that it imposed in May.", "lift the sanctions that it imposed in May"),
        (
            "Oru offered to lift the old sanctions on the salt, the fish, the timber, the wool, the copper, the tin and "
            "the glass of Velmar.",
            "lift the old sanctions on the salt",
        ),
    ],
)
def test_an_item_is_the_whole_phrase_and_no_more(coded: Coder, text: str, item: str) -> None:
    row = coded(text, named=["Oru", "Velmar"])[0]
    assert text[row.item.start : row.item.end] == item
