"""Our argued texts: their format, and that no text repeats another."""

from collections import Counter
from pathlib import Path

import pytest

from pipeline.train import argued

FOLDER = Path(__file__).resolve().parents[2] / "data" / "training" / "arguments"
SUCCESSIVE = 8
TEXT = """# opinion | Keep the ferry | Ilse Varga
The council votes on Tuesday.
[1 claim] It should keep the line.
[2 claim ~3] To be sure, the boats are half empty.

[3 premise +1 -2] But there is no other way to a doctor.
"""


def texts():
    return [*argued.read(FOLDER), *argued.read(FOLDER / "held_out")]


def test_a_text_is_read_with_its_units_and_relations(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (one,) = argued.read(tmp_path)
    assert (one["genre"], one["title"], one["author"]) == ("opinion", "Keep the ferry", "Ilse Varga")
    assert one["text"].count("\n\n") == 1
    units = {c["id"]: one["text"][c["start"] : c["end"]] for c in one["components"]}
    assert units["1"] == "It should keep the line."
    assert [(r["from"], r["to"], r["type"]) for r in one["relations"]] == [
        ("2", "3", "concession"),
        ("3", "1", "support"),
        ("3", "2", "attack"),
    ]


@pytest.mark.parametrize("line", ["[1 claims] Yes.", "[1 claim +7] Yes.", "[claim] Yes."])
def test_a_line_that_cannot_be_read_is_named(tmp_path, line):
    (tmp_path / "a.txt").write_text(f"# news | Dam |\n{line}\n", encoding="utf-8")
    with pytest.raises(argued.ArgumentFormatError, match=r"a\.txt: Dam"):
        list(argued.read(tmp_path))


def test_texts_are_many_and_of_every_kind():
    every = texts()
    assert len(every) == 76
    assert set(Counter(one["genre"] for one in every)) == {"opinion", "news", "interview"}
    kinds = Counter(relation["type"] for one in every for relation in one["relations"])
    assert min(kinds["support"], kinds["attack"], kinds["concession"]) > 90


def test_no_two_texts_share_eight_successive_words():
    seen: dict[tuple[str, ...], str] = {}
    for one in texts():
        words = one["text"].lower().split()
        for at in range(len(words) - SUCCESSIVE + 1):
            assert seen.setdefault(tuple(words[at : at + SUCCESSIVE]), one["id"]) == one["id"]
