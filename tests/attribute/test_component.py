import spacy

from pipeline.tokenize.nlp import DEFAULT


def test_component_fills_span_groups_linked_by_id():
    nlp = spacy.load(DEFAULT)
    nlp.add_pipe("attribution")
    doc = nlp("“The locks stay shut,” Ada Orne said. Lumeria wants Vardania to open the locks.")
    by_id = {role: {span.id_: span.text for span in doc.spans[role]} for role in ("source", "cue", "content")}
    assert by_id["source"] == {"0": "Ada Orne", "1": "Lumeria"}
    assert by_id["cue"] == {"0": "said", "1": "wants"}
    assert by_id["content"]["0"] == "“The locks stay shut,”"
    assert set(by_id["content"]) == {"0", "1"}


def test_min_confidence_drops_what_is_less_probable():
    nlp = spacy.load(DEFAULT)
    nlp.add_pipe("attribution", config={"min_confidence": 1.0})
    assert len(nlp("“The locks stay shut,” Ada Orne said.").spans["content"]) == 0
