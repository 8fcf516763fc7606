from collections import Counter

import pytest

from pipeline.speakers.kinds import vote


@pytest.mark.parametrize(
    ("name", "labels", "titled", "kind"),
    [
        ("Moscow", {"GPE": 1}, 0, "government"),
        ("Kremlin", {"ORG": 3}, 0, "government"),
        ("Velmark Fishing Authority", {"PERSON": 1}, 0, "organization"),
        ("Oskar Tarn", {"ORG": 1, "PERSON": 1}, 0, "person"),
        ("Tarn", {"ORG": 2}, 1, "person"),
        ("Velmark", {"GPE": 1}, 0, "government"),
        ("Ostrans", {"NORP": 2}, 0, "group"),
        ("Germans", {"PERSON": 2}, 0, "group"),
        ("Lower Tarn Convention", {"ORG": 1}, 0, "document"),
        ("Velmark Summit", {"ORG": 1}, 0, None),
        ("Lake Tarn", {"LOC": 2}, 0, None),
        ("MARLOW", {"TURN": 1, "ORG": 2}, 0, "person"),
        ("VFA", {"ORG": 1}, 0, "organization"),
    ],
)
def test_vote(name, labels, titled, kind):
    assert vote(name, Counter(labels), titled=titled) == kind
