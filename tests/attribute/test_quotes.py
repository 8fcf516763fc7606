import pytest

from pipeline.attribute.quotes import find, kind_of
from pipeline.spans import Span


def texts(text):
    return [text[q.span.start : q.span.end] for q in find(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('He said "we try" twice.', ['"we try"']),
        ("He said “we try” twice.", ["“we try”"]),
        ("He said ''we don't try'' twice.", ["''we don't try''"]),
        ("Er sagte „wir gehen“ und «nein» dazu.", ["„wir gehen“", "«nein»"]),
        ("The 'gross provocation' wasn't the ministers' fault.", ["'gross provocation'"]),
        ("It's the '90s and the dockers' strike isn't over.", []),
        ("‘We won’t yield,’ she said.", ["‘We won’t yield,’"]),
        ("“She told me ‘no’ and ‘never’,” he said.", ["“She told me ‘no’ and ‘never’,”"]),
        ("An odd “mark here.\n\n“We try,” she said.", ["“We try,”"]),
        ('An odd "mark here.\n\n"We try," she said.', ['"We try,"']),
        ("A 6'2\" man said “no”.", ["“no”"]),
        ("", []),
    ],
)
def test_find(text, wanted):
    assert texts(text) == wanted


def test_a_quotation_over_paragraphs_opens_each_and_closes_the_last():
    text = "“We will not open the locks.\n\n“We never did.\n\n“We shall see,” Orne said."
    found = find(text)
    assert texts(text) == ["“We will not open the locks.", "“We never did.", "“We shall see,”"]
    assert [(q.open, q.resumes) for q in found] == [(True, False), (True, True), (False, True)]


@pytest.mark.parametrize(
    ("text", "piece", "wanted"),
    [
        ("“We try,” she said.", "“We try,”", "direct"),
        ("“We try,” she said.", "We try,", "direct"),
        ("She said they “really try” to agree.", "they “really try” to agree", "mixed"),
        ("She said they try.", "they try", "indirect"),
    ],
)
def test_kind_of(text, piece, wanted):
    start = text.index(piece)
    assert kind_of(text, (Span(start, start + len(piece)),)) == wanted
