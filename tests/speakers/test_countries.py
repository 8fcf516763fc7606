import pytest

from pipeline.speakers import countries


@pytest.mark.parametrize(
    ("phrase", "country"),
    [
        ("the South Korean envoy", "KOR"),
        ("North Korea", "PRK"),
        ("Kremlin spokesman", "RUS"),
        ("White House press secretary", "USA"),
        ("the U.S. ambassador", "USA"),
        ("Downing Street", "GBR"),
        ("Germany’s chancellor", "DEU"),
        ("the Chinese foreign ministry", "CHN"),
        ("mayor of Velmark", None),
        ("", None),
    ],
)
def test_country_of(phrase, country):
    assert countries.country_of(phrase) == country


@pytest.mark.parametrize(
    ("body", "country"),
    [
        ("Biden administration", "USA"),
        ("Russian army", "RUS"),
        ("State Department", "USA"),
        ("NATO", None),
        ("Center for a New American Security", None),
        ("Velmark government", None),
    ],
)
def test_side_of(body, country):
    assert countries.side_of(body) == country


def test_every_listed_code_is_a_country():
    import pycountry

    codes = {c.alpha_3 for c in pycountry.countries} | {"XKX"}
    assert {p.country for p in countries.places().values()} <= codes


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Norway's foreign ministry", "Norwegian Foreign Ministry", True),
        ("Russian Ministry of Defence", "Russian defense ministry", True),
        ("U.N. Security Council", "United Nations Security Council", True),
        ("Norwegian parliament", "Swedish parliament", False),
        ("Lake Ministry", "Lake Bank", False),
    ],
)
def test_spellings_of_one_body(one, other, same):
    assert (countries.body_key(one) == countries.body_key(other)) is same
