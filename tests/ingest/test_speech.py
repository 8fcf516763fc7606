import pytest

from pipeline.ingest import genre, lexicon, speech
from pipeline.ingest.draft import Known
from pipeline.ingest.zones import Paragraph

ADDRESS = [
    "Thank you, Madam President, for convening this meeting. I also thank the envoy for his briefing on the river.",
    "Skarn strongly condemns the closing of the weir. We call on Belmora to open it, and we reiterate our support for"
    " the commission.",
    "My delegation remains ready to work with colleagues on a text. We urge both sides to show restraint.",
]
MINUTES = [
    "Ms. Hale (Skarn) (spoke in French): The Council meets again on a crisis that we did not want. We support the"
    " commission and its work, and we deplore the loss of life.",
    "We welcome the truce. It must be kept, and it must be watched over by people whom both sides trust.",
]
RELAYED = [
    "The envoy thanked the members of the council and said that she would speak on behalf of the growers, officials said.",
    "“We call on Belmora to open the weir,” she told the meeting on Monday. “We reiterate our support.”",
    "A spokesman for Belmora said on Tuesday that the weir was closed for repairs, and added that it would stay so.",
]
ESSAY = [
    "We should sell the water, and we should sell it now. Our neighbours need it, and we have more than we can use.",
    "I grew up on this river. We cannot drink our pride, and we must not ask our children to try it.",
    "Is it fair? Perhaps not. But we have had nineteen years of being right, and what have we got for it?",
]


@pytest.mark.parametrize(
    ("body", "spoken"), [(ADDRESS, True), (MINUTES, True), (RELAYED, False), (ESSAY, False), ([], False)]
)
def test_score(body, spoken):
    assert (speech.score(body) >= genre.SPOKEN) is spoken


def test_a_speech_is_a_statement_unless_a_note_on_its_author_stands_below():
    parts = [Paragraph(text=t, zone="body") for t in ADDRESS]
    note = Paragraph(text="Ann Roe is a columnist of this paper.", zone="bio")
    assert genre.of(parts, Known(), body=ADDRESS) == "statement"
    assert genre.of([*parts, note], Known(), body=ADDRESS) != "statement"


def test_every_feature_has_a_weight():
    assert {*speech.counts(ADDRESS), "bias"} - {"marks"} == set(lexicon.weights("speech.tsv"))


def test_a_long_text_of_near_misses_is_read_in_time():
    assert speech.score(["Mr. President " + "We also once again therefore " * 20_000]) <= 1
