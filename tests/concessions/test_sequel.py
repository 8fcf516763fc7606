"""The next sentence goes on about the same concession."""

from collections.abc import Callable
from typing import Any

import pytest
from spacy.language import Language

from pipeline.concessions import lexicon
from pipeline.concessions.cast import NARRATION, Cast, Party, Voice
from pipeline.concessions.coding import Scene
from pipeline.concessions.sequel import follow

Coder = Callable[..., list[Any]]
FIRST = "Venn said Velmar would not lift the blockade."


class Heard(Cast):
    """A cast in which one party speaks every sentence."""

    def __init__(self, party: Party | None) -> None:
        super().__init__([], [], [], {})
        self._heard = Voice("source", party) if party else NARRATION

    def voice(self, span: object) -> Voice:
        return self._heard


def after(nlp: Language, coded: Coder, text: str, who: Party | None) -> Any:
    before = coded(FIRST, says=("Velmar would not lift the blockade", "Ada Venn"), named=["Velmar"])
    return follow(list(nlp(text)), before, Scene(text, Heard(who), {}, lexicon.default()))


@pytest.mark.parametrize(
    ("text", "speaker", "move"),
    [
        ("They would pocket it and come back for more.", "Ada Venn", "refuse"),
        ("It would be a historic mistake.", "Jon Lee", "oppose"),
        ("Nobody can tell whether it would bring peace.", "Ada Venn", "assess"),
    ],
)
def test_a_sentence_goes_on(nlp: Language, coded: Coder, text: str, speaker: str, move: str) -> None:
    row = after(nlp, coded, text, Party(speaker, f"sp-{speaker.lower().replace(' ', '-')}"))
    assert (row.move, row.holder.name, row.rule) == (move, speaker, "goes on")
    assert row.probability < 1


@pytest.mark.parametrize("text", ["The weather was fine.", "It rained.", "Peace would be nice."])
def test_a_sentence_about_something_else_does_not(nlp: Language, coded: Coder, text: str) -> None:
    assert after(nlp, coded, text, Party("Ada Venn", "sp-ada-venn")) is None


def test_what_another_speaker_finds_enough_may_be_another_thing(nlp: Language, coded: Coder) -> None:
    assert after(nlp, coded, "Nobody can tell whether it would bring peace.", Party("Jon Lee", "sp-jon-lee")) is None


def test_narration_does_not_go_on(nlp: Language, coded: Coder) -> None:
    assert after(nlp, coded, "They would pocket it.", None) is None


def test_nothing_goes_on_about_nothing(nlp: Language) -> None:
    text = "They would pocket it."
    assert follow(list(nlp(text)), [], Scene(text, Heard(Party("Ada Venn")), {}, lexicon.default())) is None
