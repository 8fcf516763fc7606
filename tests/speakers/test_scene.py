import pytest

from pipeline.speakers.scene import acronym_pairs, quotations


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“We wait,” he said.", "“We wait,”"),
        ('"We wait," he said.', '"We wait,"'),
        ("He said ''no'' twice.", "''no''"),
    ],
)
def test_quotations(nlp, text, inside):
    doc = nlp(text)
    numbers = quotations(doc, [0] * len(doc))
    assert "".join(t.text_with_ws for t, n in zip(doc, numbers, strict=True) if n >= 0).strip() == inside


def test_an_open_mark_ends_with_its_paragraph(nlp):
    doc = nlp("“We wait\n\nHe left.")
    paragraph = [0 if t.idx < 9 else 1 for t in doc]
    assert [n for n, p in zip(quotations(doc, paragraph), paragraph, strict=True) if p == 1] == [-1] * paragraph.count(
        1
    )


def test_acronym_pairs():
    text = "the Center for Lake Security (CLS) and the town (pop. 300)"
    spans = [("the Center for Lake Security", 28), ("the town", 47)]
    assert acronym_pairs(text, spans) == [("Center for Lake Security", "CLS")]
