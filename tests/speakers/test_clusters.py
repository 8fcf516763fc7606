import pytest

from pipeline.speakers.clusters import cluster
from pipeline.speakers.entities import NameMention


def _mentions(*rows):
    return [
        NameMention(10 * n, 10 * n + 1, name, tuple(titles), label, subject=True)
        for n, (name, label, *titles) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("Ines Tarn", "PERSON"), ("Tarn", "ORG")], {"Ines Tarn": 2}),
        ([("Tarn", "PERSON"), ("Ines Tarn", "PERSON")], {"Ines Tarn": 2}),
        ([("Paul Marlow", "PERSON"), ("Paul D. Marlow", "PERSON")], {"Paul D. Marlow": 2}),
        ([("Velmark Water Board", "ORG"), ("VWB", "ORG")], {"Velmark Water Board": 2}),
        ([("United States", "GPE"), ("U.S.", "GPE"), ("America", "GPE")], {"United States": 3}),
        ([("NATO", "ORG"), ("NATO", "ORG")], {"NATO": 2}),
        ([("EU", "ORG"), ("European Union", "ORG")], {"European Union": 2}),
        ([("Velmark Times", "ORG"), ("Times", "ORG")], {"Velmark Times": 2}),
        (
            [("John Tarn", "PERSON"), ("Mary Tarn", "PERSON"), ("Tarn", "PERSON", "mrs")],
            {"John Tarn": 1, "Mary Tarn": 2},
        ),
        (
            [("John Tarn", "PERSON"), ("Mary Tarn", "PERSON"), ("Tarn", "PERSON", "mr")],
            {"John Tarn": 2, "Mary Tarn": 1},
        ),
    ],
)
def test_cluster(rows, expected):
    assert {e.name: len(e.spots) for e in cluster(_mentions(*rows))} == expected


def test_a_shared_surname_means_the_one_named_last_before():
    rows = [("John Tarn", "PERSON"), *[("Velmark", "GPE")] * 9, ("Mary Tarn", "PERSON"), ("Tarn", "PERSON")]
    found = {e.name: len(e.spots) for e in cluster(_mentions(*rows)) if e.kind == "person"}
    assert found == {"John Tarn": 1, "Mary Tarn": 2}


def test_an_acronym_in_brackets_names_the_body():
    rows = [("Institute of Tarn Studies", "ORG"), ("TASI", "ORG")]
    (body,) = cluster(_mentions(*rows), aliases=[("Institute of Tarn Studies", "TASI")])
    assert body.forms == {"Institute of Tarn Studies": 1, "TASI": 1}
