import pytest

from pipeline.arguments.opposed import clashes

TEXT = "Varn must lift the tolls. Lifting the tolls would be a mistake."


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ({"holder": "Ada", "item": "the tolls"}, {"holder": "Bo", "item": "the tolls"}, True),
        ({"holder": "Ada", "item": "river tolls"}, {"holder": "Bo", "item": "its tolls"}, True),
        ({"holder": "Ada", "item": "the tolls"}, {"holder": "Ada", "item": "the tolls"}, False),
        ({"holder": "Ada", "item": "the tolls"}, {"holder": "Bo", "item": "fishing rights"}, False),
        ({"holder": "Ada", "conceder": "Varn"}, {"holder": "Bo", "conceder": "Varn"}, True),
        (
            {"holder": "Ada", "item": "tolls", "conceder": "Varn"},
            {"holder": "Bo", "item": "tolls", "conceder": "Orn"},
            False,
        ),
        ({"holder": "Ada"}, {"holder": "Bo"}, False),
        ({"holder": "Ada", "item": "tolls"}, {"holder": None, "item": "tolls"}, False),
    ],
)
def test_clashes(concession, first, second, clash):
    made = [
        concession(TEXT, "Varn must lift the tolls", number=0, stance="support", **first),
        concession(TEXT, "Lifting the tolls would be a mistake", number=1, stance="oppose", **second),
    ]
    found = list(clashes([row for row, _ in made], {s.concession_id: s for _, s in made}))
    assert [(c.against.concession_id, c.target.concession_id) for c in found] == (
        [("a1-c00001", "a1-c00000")] if clash else []
    )
    assert all(0 < c.confidence <= 1 for c in found)


def test_one_who_is_neutral_clashes_with_nobody(concession):
    made = [
        concession(TEXT, "Varn must lift the tolls", number=0, holder="Ada", stance="support", item="tolls"),
        concession(TEXT, "Lifting the tolls", number=1, holder="Bo", stance="none", item="tolls"),
    ]
    assert list(clashes([row for row, _ in made], {s.concession_id: s for _, s in made})) == []
