import itertools

import pytest

from pipeline.arguments.candidates import candidates
from pipeline.arguments.features import features
from pipeline.arguments.model import load
from pipeline.arguments.units import judge, units
from pipeline.params import ArgumentsParams


def judged(parsed, rows, text, *, author="sp-author", genre="opinion", kept=()):
    parse = parsed(text)
    found = candidates(parse, *rows(text, author=author), [], names={"sp-author": "Ann Vale"})
    model = load("fast")
    read = model.reader.read(text, [one.span for one in found])
    return judge(found, features(parse, found), read, kept=kept, genre=genre, model=model, params=ArgumentsParams())


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The harbour must be returned to the islands, and the council should do it now.", "claim"),
        ("It is unacceptable that the northern villages still have no water.", "claim"),
        ("Last year, 40 boats were seized and 12 fishermen were killed near Orsk.", "premise"),
    ],
)
def test_roles(parsed, rows, text, role):
    padding = "The quarrel over the strait has lasted for years. "
    found = judged(parsed, rows, padding * 4 + text, kept={4})
    assert found[4].role == role


def test_narration_is_no_unit(parsed, rows):
    text = "Officials met in Orsk on Tuesday. They signed the register and left at noon. A ferry took them home."
    assert judged(parsed, rows, text, author=None, genre="news") == {}


def test_thanks_argue_less_than_demands(parsed, rows):
    text = "I thank you, Madam President, for convening this meeting. The strait must be opened because people starve."
    found = judged(parsed, rows, text, genre="statement", kept={0, 1, 2})
    assert found[0].p_argues < 0.5 < found[1].p_argues


def test_rows_quote_their_spans_and_are_numbered(parsed, rows):
    text = "We should lift the tolls. The tolls are unfair, but the treaty is good."
    made = list(units("a1", text, list(judged(parsed, rows, text, kept={0, 1, 2}).values())))
    assert [u.unit_id for u in made] == ["a1-u00000", "a1-u00001", "a1-u00002"]
    assert all(u.text == text[u.start : u.end] and u.speaker == "Ann Vale" for u in made)
    assert all(0.0 <= u.confidence <= 1.0 for u in made)
    assert all(a.end <= b.start for a, b in itertools.pairwise(made))
