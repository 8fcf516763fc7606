import pytest

from pipeline.ingest import names


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("By Jane Roe and John Doe", ("Jane Roe", "John Doe")),
        ("John Hale, Paula Sand", ("John Hale", "Paula Sand")),
        ("By JANE ROE, Associated Press", ("Jane Roe",)),
        ("BY MARY MCKAY", ("Mary McKay",)),
        ("By Jane Roe in Moscow", ("Jane Roe",)),
        ("By Jane Roe, Political Editor", ("Jane Roe",)),
        ("By Jane Roe December 10, 2021", ("Jane Roe",)),
        ("Jane Roe (jane@paper.example)", ("Jane Roe",)),
        ("Dr. Jane Roe", ("Jane Roe",)),
        ("Ludwig van der Berg", ("Ludwig van der Berg",)),
        ("Staff", ()),
        ("Posted by Admin", ()),
        ("By Staff Writer", ()),
        ("Our Foreign Staff", ()),
        ("The Editorial Board", ()),
        ("Reuters", ()),
        ("By The Associated Press", ()),
        ("none", ()),
        ("", ()),
    ],
)
def test_authors(text, wanted):
    assert names.authors(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("By Jane Roe", True),
        ("By JANE ROE and JOHN DOE, Associated Press Writers", True),
        ("By Staff Writer", True),
        ("Interview by Dana Pellow", True),
        ("By Monday the talks had collapsed", False),
        ("By and large, the deal is dead.", False),
        ("Jane Roe walked by", False),
    ],
)
def test_is_byline(text, wanted):
    assert names.is_byline(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Tom Harker", True), ("Natalie Vane and Katharine Moss", True), ("Peace Talks", False), ("Air Strikes", False)],
)
def test_is_name_line_wants_a_known_first_name(text, wanted):
    assert names.is_name_line(text) is wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("(Reporting by Jane Roe in Tesk and John Doe; Editing by Ann Poe)", ("Jane Roe", "John Doe")),
        ("(Writing by Jane Roe; Editing by Ann Poe)", ("Jane Roe",)),
        ("(Additional reporting by Jane Roe; editing by Ann Poe)", ()),
        ("Write to Jane Roe at j.roe@paper.example and Ann Poe at a.poe@paper.example", ("Jane Roe", "Ann Poe")),
    ],
)
def test_of_credits(line, wanted):
    assert names.of_credits([line]) == wanted
