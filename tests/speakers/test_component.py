from pipeline.tokenize.nlp import DEFAULT, load


def test_component_writes_mentions_with_their_speaker():
    import pipeline.speakers.component  # noqa: F401 registers the factory

    nlp = load(DEFAULT)
    nlp.add_pipe("speakers", config={"spans_key": "who"})
    doc = nlp("Mary Lindt met the press. Lindt said she would stay.")
    assert [(s.text, s.label_) for s in doc.spans["who"]] == [
        ("Mary Lindt", "Mary Lindt"),
        ("Lindt", "Mary Lindt"),
        ("she", "Mary Lindt"),
    ]
