import pytest

from pipeline.speakers.describe import bios


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation", "country"),
    [
        (
            "“We wait,” said Ines Kolar-Tarn, a river analyst at the Center for Lake Security.",
            "Ines Kolar-Tarn",
            "river analyst",
            "Center for Lake Security",
            None,
        ),
        ("Russian President Oleg Marin said the talks would go on.", "Oleg Marin", "President", None, "RUS"),
        ("Foreign Minister Anna Berg said the talks would go on.", "Anna Berg", "Foreign Minister", None, None),
        ("Sen. Robert Marlow (R-OH) said the bill was dead.", "Robert Marlow", "senator", "Senate", "USA"),
        (
            "White House press secretary Joan Fell said nothing.",
            "Joan Fell",
            "White House press secretary",
            "White House",
            "USA",
        ),
        (
            "Mary Lindt is the director of the Tarn River Foundation.",
            "Mary Lindt",
            "director",
            "Tarn River Foundation",
            None,
        ),
        (
            "Peter Holm, who heads the Tarn River Foundation, agreed.",
            "Peter Holm",
            "head",
            "Tarn River Foundation",
            None,
        ),
        ("The German leader, Karl Weber, said he was ready.", "Karl Weber", "German leader", None, "DEU"),
    ],
)
def test_roles_of_persons(solve, nlp, make_article, text, name, role, affiliation, country):
    from pipeline.sentences import split
    from pipeline.speakers.resolve import resolve
    from pipeline.tokenize.stage import sentences_of

    article = make_article(text)
    found = resolve(nlp(text), article=article, sentences=list(sentences_of(article, split(text))), links=())
    (person,) = [e for e in found.entities if e.name == name]
    assert (person.kind, person.role, person.affiliation, person.country) == ("person", role, affiliation, country)


def test_bios_tell_role_and_body():
    (bio,) = bios("Ines Tarn is director of the Program on Lakes at Velmark University. She served before.")
    assert (bio.name, bio.role, bio.affiliation) == ("Ines Tarn", "director", "Program on Lakes at Velmark University")


def test_bios_leave_other_sentences_alone():
    assert bios("Velmark City is a beautiful place on the river, with many bridges.") == []
