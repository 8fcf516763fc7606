import pytest

from pipeline.sentences import paragraphs, split


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", []),
        ("Talks failed. They will resume.", ["Talks failed.", "They will resume."]),
        ("Title without a stop\n\nBody.", ["Title without a stop", "Body."]),
        ("“We try,” she said. “We do. We really do.” He left.",
         ["“We try,” she said.", "“We do.", "We really do.”", "He left."]),
        ('"Is it true?" he asked. "Go!" Ms. Roe said. She left.',
         ['"Is it true?" he asked.', '"Go!" Ms. Roe said.', "She left."]),
        ('He said "so. " Then he left.', ['He said "so. "', "Then he left."]),
        ("''No.'' He left.", ["''No.''", "He left."]),
        ("Mr. J. Orne of the U.S. Senate left at 5 p.m. He came back.",
         ["Mr. J. Orne of the U.S. Senate left at 5 p.m.", "He came back."]),
        ("The U.S. Officials met.", ["The U.S. Officials met."]),
        ("Talks failed.But they go on.", ["Talks failed.", "But they go on."]),
        ("See example.com for 3.5 pct of No. 7.", ["See example.com for 3.5 pct of No. 7."]),
        ("1. First item. Second.", ["1. First item.", "Second."]),
        ("He waited… Then nothing.", ["He waited…", "Then nothing."]),
        ("He waited… and waited.", ["He waited… and waited."]),
        ("(She agreed.) They signed.", ["(She agreed.)", "They signed."]),
    ],
)  # fmt: skip
def test_split(text, wanted):
    assert [text[s.start : s.end] for s in split(text)] == wanted


def test_sentences_cover_every_letter_and_cross_no_paragraph():
    text = "One. Two!\n\n  “Three?” four\n\n\n\nFive"
    letters = sum(c.isalnum() for c in text)
    found = split(text)
    assert sum(c.isalnum() for s in found for c in text[s.start : s.end]) == letters
    assert all(any(p.start <= s.start and s.end <= p.end for p in paragraphs(text)) for s in found)
