"""How context and cues add up."""

import pytest
from spacy.language import Language

from pipeline.concessions import lexicon
from pipeline.concessions.weighing import context


def test_context_is_high_in_a_dispute_and_nothing_elsewhere(nlp: Language) -> None:
    dispute = [list(s) for s in nlp("The talks on a truce stalled. The envoys left. No deal is near.").sents]
    weather = [list(s) for s in nlp("Rain fell all night. The river rose. It will be dry on Sunday.").sents]
    assert context(dispute, lexicon.default()) == pytest.approx([1.0, 1.0, 1.0])
    assert context(weather, lexicon.default()) == [0.0, 0.0, 0.0]
