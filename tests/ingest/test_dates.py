from datetime import date

import pytest

from pipeline.ingest import dates


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("December 10, 2021", date(2021, 12, 10)),
        ("Friday, 3rd of March 2023", date(2023, 3, 3)),
        ("Sept. 4 2019", date(2019, 9, 4)),
        ("2019-11-20T11:06:01+05:30", date(2019, 11, 20)),
        ("20 APR 2023 16:40", date(2023, 4, 20)),
        ("in March 2023", None),
        ("February 31, 2020", None),
        ("May I come in 2020?", None),
    ],
)
def test_find(text, wanted):
    assert dates.find(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("December 10, 2021", date(2021, 12, 10)),
        ("17:41 JST, October 13, 2024", date(2024, 10, 13)),
        ("Published: Monday 4 May 2020 at 6:30 p.m. GMT", date(2020, 5, 4)),
        ("Talks began on December 10, 2021", None),
        ("On December 10, 2021 the river rose and the talks stopped for good.", None),
    ],
)
def test_line_is_a_date_and_nothing_else(text, wanted):
    assert dates.line(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("20191120", date(2019, 11, 20)),
        ("11/20/2019", date(2019, 11, 20)),
        ("Wed, 20 Nov 2019 08:00:00 GMT", date(2019, 11, 20)),
        ("yesterday", None),
        ("Volume 12", None),
    ],
)
def test_parse_a_cell(text, wanted):
    assert dates.parse(text) == wanted


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["The week ahead", "Issued April 22, 2023. Editors: for planning only."], date(2023, 4, 22)),
        (["Released on 3 May 2021; embargoed"], date(2021, 5, 3)),
        (["Issued bonds worth 2023 crowns each"], None),
        (["The order was issued April 22, 2023."], None),
        (["Updated rules that take force in May, 2021 and later, the board said"], None),
    ],
)
def test_issued(texts, wanted):
    assert dates.issued(texts) == wanted
