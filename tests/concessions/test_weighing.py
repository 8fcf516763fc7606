"""How context and cues add up."""

import pytest
from spacy.language import Language

from pipeline.concessions import lexicon
from pipeline.concessions.weighing import context, worth_reading


def test_context_is_high_in_a_dispute_and_nothing_elsewhere(nlp: Language) -> None:
    dispute = [list(s) for s in nlp("The talks on a truce stalled. The envoys left. No deal is near.").sents]
    weather = [list(s) for s in nlp("Rain fell all night. The river rose. It will be dry on Sunday.").sents]
    assert context(dispute, lexicon.default()) == pytest.approx([1.0, 1.0, 1.0])
    assert context(weather, lexicon.default()) == [0.0, 0.0, 0.0]


READ = {
    "an article about a dispute, all of it": ([0, 0, 1], [False, False, False], [0.2, 0.4, 0.4], [True, True, True]),
    "elsewhere paragraphs with an anchor": ([0, 1, 1, 2], [False, False, True, False], [0.1] * 4, [0, 1, 1, 0]),
    "no sentence": ([], [], [], []),
}


@pytest.mark.parametrize("case", READ)
def test_what_is_worth_reading(case):
    paragraphs, anchored, context, wanted = READ[case]
    assert worth_reading(paragraphs, anchored, context) == [bool(w) for w in wanted]
