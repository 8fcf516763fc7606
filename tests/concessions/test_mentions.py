"""What counts as a passage, and what only looks like one."""

from collections.abc import Callable
from typing import Any

import pytest
from spacy.language import Language

from pipeline.concessions import lexicon, mentions

Coder = Callable[..., list[Any]]


@pytest.mark.parametrize(
    "text",
    [
        "Velmar made a concession on the ferry dues.",
        "The harbour masters gave ground over the night ban.",
        "Oru would lift the tariffs on salt.",
        "The rebels freed nine prisoners on Friday.",
        "Velmar wants the blockade lifted.",
        "The government backed down after a week.",
        "Oru's demands have not changed since spring.",
        "The council refused to give up the island.",
        "Velmar offered to halt the dredging.",
    ],
)
def test_finds_a_passage_in_an_article_about_a_dispute(coded: Coder, text: str) -> None:
    assert len(coded(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "She conceded defeat shortly after midnight.",
        "Yet as Ada Orne, the former minister of water, conceded in Rook in 2005, it was a poor policy.",
        "The keeper conceded two goals before the break.",
        "He conceded that the bridge was old.",
        "The family runs a concession stand by the pier.",
        "The firm holds a mining concession in the hills.",
        "The incumbent conceded to his challenger just before midnight.",
        "Her early concession removes the risk of a recount in the valley.",
        "Bids are invited for a long concession on the car park.",
        "The wells yield ten barrels more each year.",
        "Ten-year bonds yield four percent.",
        "The leak compromised the security of the network.",
        "The ministers met for three hours and will meet again.",
        "Oru threatened to end the salt shipments.",
        "The delegates resumed talks to end the war.",
    ],
)
def test_look_alikes_are_no_passages(coded: Coder, text: str) -> None:
    assert coded(text) == []


@pytest.mark.parametrize(("context", "found"), [(0.9, 1), (0.0, 0)])
def test_a_weak_cue_counts_only_where_the_article_is_about_a_dispute(coded: Coder, context: float, found: int) -> None:
    assert len(coded("Hallin wants Velmar to widen the road.", context=context)) == found


def test_one_holder_gives_two_rows_for_a_in_return_for_b(coded: Coder) -> None:
    rows = coded("The rebels offered to release the prisoners in exchange for the lifting of the blockade.")
    assert [row.move for row in rows] == ["offer", "demand"]
    assert rows[0].holder == rows[1].holder


def test_talks_about_giving_up_are_talks(nlp: Language) -> None:
    found = mentions.find(list(nlp("The envoys resumed disarmament talks in June.")), lexicon.default())
    assert found == []
