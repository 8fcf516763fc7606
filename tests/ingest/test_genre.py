import pytest

from pipeline.ingest import genre, lexicon, manner
from pipeline.ingest.draft import Known
from pipeline.ingest.zones import Paragraph

NEWS = [
    "The minister of water said on Monday that her country would not sell the river, officials told reporters.",
    "“We have carried this claim for nineteen years,” she said. Her spokesman said on Tuesday that talks would go on.",
    "The opposition leader, Corin Abel, told the paper on Wednesday that the plan was announced too late.",
    "A spokeswoman for the neighbours said they had not been asked, according to two people at the talks.",
]
ARGUED = [
    "We should make the offer, and we should make it now. Why wait? A claim that cannot be won is not worth keeping.",
    "Of course there is pride at stake. But pride does not water a field, and our government must know it. We cannot"
    " drink a lawsuit, and we should not ask our children to.",
    "I do not say that the neighbours are wise. They are not. Yet it would be folly to let them choose for us.",
    "What is to be lost? Nothing that we have. The minister must sign, and parliament should thank her for it.",
]


def of(body, *, title=None, section=None, url=None, dateline=None, others=()):
    parts = [*others, *(Paragraph(text=t, zone="body") for t in body)]
    return genre.of(parts, Known(title=title, section=section, url=url, dateline=dateline), body=body)


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        ({}, "news"),
        ({"section": "Opinion; Pg. A12"}, "opinion"),
        ({"section": "Letters to the Editor"}, "opinion"),
        ({"section": "NewsArticle"}, "news"),
        ({"section": "OpinionNewsArticle"}, "opinion"),
        ({"section": "Press Release"}, "statement"),
        ({"section": "Interview"}, "interview"),
        ({"url": "https://paper.example/opinion/2021/river"}, "opinion"),
        ({"url": "https://paper.example/world/public-opinion-shifts"}, "news"),
        ({"title": "OPINION: Sell the river"}, "opinion"),
        ({"title": "Editorial: Sell the river"}, "opinion"),
        ({"title": "Joint communiqué on the river"}, "statement"),
        ({"title": "DIARY SERVICE"}, "other"),
        ({"title": "CHRONOLOGY: Ten weeks"}, "other"),
    ],
)
def test_labels_decide(known, wanted):
    assert of(NEWS, **known) == wanted


def test_manner_decides_where_nothing_is_told():
    assert of(NEWS) == "news"
    assert of(ARGUED) == "opinion"
    assert of(ARGUED, dateline="TESK (AP)") == "news"


@pytest.mark.parametrize(
    "marks", [("Q: ", "A: "), ("Q. ", "A. "), ("HERALD: ", "HALE: "), ("Selle Herald: ", "Ann Hale: ")]
)
def test_turns_make_an_interview(marks):
    body = [marks[n % 2] + f"Turn number {n} of this talk." for n in range(8)]
    assert of(["She came by boat.", *body]) == "interview"


def test_a_list_with_colons_is_no_interview():
    body = [f"{name}: It would lose its claim." for name in ("Lumeria", "Vardania", "Skarn", "Belmora", "Tesk")]
    assert of([*NEWS, *body]) == "news"


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("David Marsh is a former ambassador.", True),
        ("David Marsh is a staff writer and reporter.", False),
        ("Corin Abel is a party leader.", False),
    ],
)
def test_has_author_note(note, wanted):
    parts = [*(Paragraph(text=t, zone="body") for t in NEWS), Paragraph(text=note, zone="bio")]
    assert genre.has_author_note(parts) is wanted


def test_first_person_in_quotation_marks_does_not_count():
    quoted = ["“I must and I should and I will not,” she said.", "“Why should we? We must not,” he said."]
    assert manner.counts(quoted)["self"] == 0
    assert manner.counts(quoted)["duty"] == 0
    assert manner.counts(["I must and I should."])["self"] > 0


def test_every_feature_has_a_weight():
    assert {*manner.counts(NEWS), "noted", "bias"} == set(lexicon.weights("manner.tsv"))
