"""The lexicons are data: whole, consistent, and a user's own may take their place."""

from importlib import resources
from pathlib import Path
from shutil import copytree

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


def test_a_users_folder_takes_the_place_of_the_lexicon(tmp_path: Path) -> None:
    with resources.as_file(resources.files("pipeline.concessions")) as here:
        mine = Path(copytree(here, tmp_path / "mine"))
    (mine / "acts.tsv").write_text("words\tpos\tsense\tneeds\tclass\tweight\nsing\tVERB\tgive\t-\t-\t2\n")
    assert set(lexicon.load(mine).acts) == {"sing"}


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [("goods.tsv", None, "missing"), ("goods.tsv", "word\tclass\nsalt\n", "columns")],
)
def test_a_bad_folder_is_refused(tmp_path: Path, file: str, content: str | None, said: str) -> None:
    with resources.as_file(resources.files("pipeline.concessions")) as here:
        mine = Path(copytree(here, tmp_path / "mine"))
    if content is None:
        (mine / file).unlink()
    else:
        (mine / file).write_text(content)
    with pytest.raises(LexiconError, match=said):
        lexicon.load(mine)
