"""Nobody demands of themselves, and nobody gives to themselves."""

from types import SimpleNamespace

import pytest

from pipeline.concessions.rows import _sides


def actor(name):
    return SimpleNamespace(name=name) if name else None


@pytest.mark.parametrize(
    ("move", "holder", "conceder", "beneficiary", "wanted"),
    [
        ("demand", "Tesk", "Selle", "Tesk", ("Selle", "Tesk")),
        ("demand", "Tesk", "Tesk", "Tesk", (None, "Tesk")),
        ("offer", "Tesk", "Tesk", "Selle", ("Tesk", "Selle")),
        ("offer", "Tesk", "Tesk", "Tesk", ("Tesk", None)),
        ("assess", None, None, "Selle", (None, "Selle")),
    ],
)
def test_sides(move, holder, conceder, beneficiary, wanted):
    row = SimpleNamespace(move=move, holder=actor(holder), conceder=actor(conceder), beneficiary=actor(beneficiary))
    assert _sides(row) == wanted
