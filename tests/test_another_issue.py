"""The worked example of the docs: a ceasefire in place of concessions, by word lists alone."""

import json
from pathlib import Path

import pandas as pd
import pytest

from pipeline import chain, params
from pipeline.evaluate.stage import evaluate

LEXICON = Path(__file__).resolve().parents[1] / "docs" / "ceasefire" / "lexicon"
CODED = LEXICON.parent / "coded.jsonl"
UNREAD = 6
OVERRIDES = (f"concessions.lexicon={LEXICON}", "concessions.model=null", "ingest.min_words=1")
TEXT = (
    "SELLE — The army shelled the delta for a ninth day on Monday, and hospitals in Tesk ran short of blood.\n\n"
    "Ada Orne, the mediator, urged the army to stop the shelling before the harvest. “We call for a truce of two "
    "weeks,” she said.\n\nTomas Vell, who commands the rebels, rejected the ceasefire. “We will not lay down our weapons "
    "while the siege lasts,” Vell said.\n\nLumeria’s president, Ines Tarn, offered to suspend the offensive if the rebels "
    "leave the bridge. Prices of flour have doubled since the lull in trading last spring."
)


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ceasefire")
    (folder / "delta.txt").write_text(TEXT, encoding="utf-8")
    chain.run(folder / "delta.txt", folder / "out", params=params.load(None, overrides=OVERRIDES))
    concessions = pd.read_parquet(folder / "out" / "concessions.parquet")
    return concessions.merge(pd.read_parquet(folder / "out" / "stances.parquet")[["concession_id", "stance"]])


@pytest.mark.parametrize(
    ("words", "holder", "move", "stance"),
    [
        ("stop the shelling", "Ada Orne", "urge", "support"),
        ("rejected the ceasefire", "Tomas Vell", "refuse", "oppose"),
        ("lay down our weapons", "Tomas Vell", "refuse", "oppose"),
        ("suspend the offensive", "Ines Tarn", "offer", "conditional"),
    ],
)
def test_moves_about_a_ceasefire_are_found(rows, words, holder, move, stance):
    found = rows[rows.text.str.contains(words)]
    assert (holder, move, stance) in set(zip(found.holder, found.move, found.stance, strict=True)), found


@pytest.mark.parametrize("words", ["ran short of blood", "Prices of flour"])
def test_the_rest_is_left_alone(rows, words):
    assert not rows.text.str.contains(words).any()


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    """Figures on the six articles of another hand that nobody read when the lists were made."""
    folder = tmp_path_factory.mktemp("coded")
    lines = CODED.read_text(encoding="utf-8").splitlines()[UNREAD:]
    (folder / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for line in lines:
        one = json.loads(line)
        raw = {name: one[name] for name in ("title", "author", "genre", "text")}
        (folder / "raw").mkdir(exist_ok=True)
        (folder / "raw" / f"{one['id']}.jsonl").write_text(json.dumps(raw), encoding="utf-8")
    chain.run(folder / "raw", folder / "out", params=params.load(None, overrides=OVERRIDES))
    return evaluate("concessions", folder / "gold.jsonl", folder / "out")


def test_words_alone_are_precise_on_text_of_another_hand(scored):
    assert scored["articles missing"] == 0
    assert scored["passage"]["precision"] > 0.75
    assert scored["passage"]["recall"] > 0.15
    assert scored["holder"]["f1"] > 0.15
