import pytest

from pipeline.ingest import clean


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The toll is Â£173 a boat.", "The toll is £173 a boat."),
        ("“We wait,” she said. It’s late.", "“We wait,” she said. It’s late."),
        ("cafe\u0301", "café"),
        ("ﬁsh", "fish"),
    ],
)
def test_mend_encoding_keeps_typographic_quotes(text, wanted):
    assert clean.mend_encoding(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("bell\x07 and null\x00", "bell and null"),
        ("\u202eturned\u202c", "turned"),
    ],
)
def test_drop_invisible(text, wanted):
    assert clean.drop_invisible(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ports &amp; rail", "ports & rail"),
        ("Tesk amp # 45; amp # 45; and Selle", "Tesk - - and Selle"),
        ("a &#8220;line&#8221;", "a “line”"),
        ("article #5; amended", "article #5; amended"),
        ("&#1114112;", "\ufffd"),
    ],
)
def test_mend_entities(text, wanted):
    assert clean.mend_entities(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('the <a href="https://x.example/?a=1">minister</a> <b>said</b>', "the minister said"),
        ("if a < b and c > d", "if a < b and c > d"),
        ("<script-like> words", "<script-like> words"),
    ],
)
def test_drop_tags(text, wanted):
    assert clean.drop_tags(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("**Hanna Brod** is a _senior_ fellow", "Hanna Brod is a senior fellow"),
        ("see [the treaty](https://x.example/t) again", "see the treaty again"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("___`A line pulled out`___", "A line pulled out"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_drop_markdown(text, wanted):
    assert clean.drop_markdown(text) == wanted


def test_paragraph_joins_all_white_space():
    assert clean.paragraph("  one\u00a0two\n three\t four ") == "one two three four"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Sen. Ada Orne Ada Mary OrneOrne wins the delta vote Vell: ‘no deal’ this week MORE (D-Selle) said no.",
            "Sen. Ada Orne (D-Selle) said no.",
        ),
        ("Ada Orne wants MORE boats.", "Ada Orne wants MORE boats."),
        ("Orne and Ada Orne met; they want MORE boats.", "Orne and Ada Orne met; they want MORE boats."),
    ],
)
def test_cards_of_links_go_and_the_name_stays(text, wanted):
    assert clean.drop_cards(text) == wanted
