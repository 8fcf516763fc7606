import pytest

from pipeline.ingest import dateline


@pytest.mark.parametrize(
    ("text", "line", "rest"),
    [
        ("WASHINGTON (Reuters) - The president urged calm.", "WASHINGTON (Reuters)", "The president urged calm."),
        ("TOKYO (AP) — The president left.", "TOKYO (AP)", "The president left."),
        ("SEOUL, May 3 — The north fired.", "SEOUL, May 3", "The north fired."),
        ("HEMPSTEAD, N.Y. — The debate began.", "HEMPSTEAD, N.Y.", "The debate began."),
        ("BEIJING, March 24 (Xinhua) -- China said no.", "BEIJING, March 24 (Xinhua)", "China said no."),
        ("(Reuters) - Talks failed.", "(Reuters)", "Talks failed."),
        ("Washington -- President Orvel was back.", "Washington", "President Orvel was back."),
        ("Washington (CNN) President Orvel spoke.", "Washington (CNN)", "President Orvel spoke."),
        ("NEW DELHI: The government said no.", "NEW DELHI", "The government said no."),
    ],
)
def test_datelines_are_cut(text, line, rest):
    assert dateline.split(text, []) == (line, rest)


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. - a party to the pact - said no.",
        "Canada — a country of lakes — said no.",
        "NATO - the alliance of thirty - met.",
        "Trump — who lost — said no.",
        "A plain sentence.",
        "President Orvel (right) - as he was - spoke.",
    ],
)
def test_other_openings_stay(text):
    assert dateline.split(text, []) == (None, text)


def test_a_transcript_has_no_dateline():
    text = "HALE: We will go."
    assert dateline.split(text, ["ROE: Will you?"]) == (None, text)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("TOKYO (AP)", "The Associated Press"),
        ("TESK (OPA)", "OPA"),
        ("TESK (D. Roe)", None),
        ("TESK (USA)", None),
        ("SEOUL", None),
    ],
)
def test_agency(line, wanted):
    assert dateline.agency(line) == wanted
