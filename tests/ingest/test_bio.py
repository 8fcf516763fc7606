import pytest

from pipeline.ingest import bio


@pytest.mark.parametrize(
    ("note", "role", "affiliation"),
    [
        (
            "Jane Roe is director of the Program on Peace at Tesk University’s Institute for Rivers. She served.",
            "director of the Program on Peace",
            "Tesk University’s Institute for Rivers",
        ),
        ("Jane Roe is the former president of Lumeria.", "former president of Lumeria", "Lumeria"),
        ("Jane Roe, a professor of history at Tesk College, is the author of Dams.", "professor of history",
         "Tesk College"),
        ("• Jane Roe is a foreign affairs commentator", "foreign affairs commentator", None),
        ("Jane Roe is Senior Fellow for Land Warfare at the Royal Society (RS).", "Senior Fellow for Land Warfare",
         "Royal Society (RS)"),
        ("Jane Roe is the author of a history of the port of Tesk.", "author of a history of the port of Tesk", None),
        ("Jane Roe grows apples.", None, None),
    ],
)  # fmt: skip
def test_of_author(note, role, affiliation):
    assert bio.of_author([note], ("Jane Roe",)) == (role, affiliation)


def test_no_author_no_role():
    assert bio.of_author(["Jane Roe is a lawyer."], ()) == (None, None)


@pytest.mark.parametrize(
    ("note", "genre", "wanted"),
    [
        ("Jane Roe is a lawyer.", "opinion", ("Jane Roe",)),
        ("Jane Roe and John Doe are lawyers.", "opinion", ("Jane Roe", "John Doe")),
        ("Jane Roe is a lawyer.", "news", ()),
        ("The writer, Jane Roe, is a lawyer.", "news", ("Jane Roe",)),
    ],
)
def test_authors_of_notes(note, genre, wanted):
    assert bio.authors([note], genre=genre) == wanted
