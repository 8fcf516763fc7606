"""The lexicons are data: whole, consistent, and a user's own may take their place."""

from pathlib import Path

import pytest

from pipeline.concessions import lexicon
from pipeline.concessions.lexicon import LexiconError


def test_every_class_an_act_needs_is_a_class_of_goods() -> None:
    words = lexicon.default()
    known = {*words.goods.values(), "any", "clause", "place"}
    needed = {need for entries in words.acts.values() for entry in entries for need in entry.needs}
    assert needed - known == set()


def test_every_class_of_an_act_has_a_code() -> None:
    words = lexicon.default()
    kinds = {entry.kind for entries in words.acts.values() for entry in entries if entry.kind}
    assert kinds <= set(words.codes)


def test_no_entry_stands_twice() -> None:
    words = lexicon.default()
    for table in (words.acts, words.bargains):
        for entries in table.values():
            keys = [(e.words, e.pos, e.needs) for e in entries]
            assert len(keys) == len(set(keys)), keys


def test_a_users_file_takes_the_place_of_the_built_in_one_and_the_rest_stay(tmp_path: Path) -> None:
    (tmp_path / "acts.tsv").write_text("words\tpos\tsense\tneeds\tclass\tweight\nsing\tVERB\tgive\t-\t-\t2\n")
    words = lexicon.load(tmp_path)
    assert set(words.acts) == {"sing"}
    assert words.bargains == lexicon.default().bargains


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [("notes.txt", "salt", "no lexicon"), ("goods.tsv", "word\tclass\nsalt\n", "columns")],
)
def test_a_bad_folder_is_refused(tmp_path: Path, file: str, content: str, said: str) -> None:
    (tmp_path / file).write_text(content)
    with pytest.raises(LexiconError, match=said):
        lexicon.load(tmp_path)
