"""The spaCy component writes one span group."""

from spacy.language import Language
from spacy.training import Example

from pipeline.concessions import component
from pipeline.tokenize.nlp import DEFAULT, load


def test_component_labels_sentences_with_their_move() -> None:
    nlp: Language = load(DEFAULT)
    nlp.add_pipe(component.NAME)
    doc = nlp("The talks on a truce began. Velmar refused to give up the island. The sun shone.")
    assert [(s.text, s.label_) for s in doc.spans["concessions"]] == [
        ("Velmar refused to give up the island.", "refuse")
    ]


def test_score_counts_what_was_missed(nlp: Language) -> None:
    doc = nlp("Velmar gave ground. Oru gave ground.")
    first, second = list(doc.sents)
    predicted, reference = doc.copy(), doc.copy()
    predicted.spans[component.NAME] = [predicted[first.start : first.end]]
    reference.spans[component.NAME] = [
        reference[first.start : first.end],
        reference[second.start : second.end],
    ]
    scores = component.score([Example(predicted, reference)])
    assert (scores["concessions_p"], scores["concessions_r"]) == (1.0, 0.5)
