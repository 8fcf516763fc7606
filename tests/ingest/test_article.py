import pytest

from pipeline.ingest.article import Origin, made
from pipeline.ingest.draft import Block, Draft, Known, blocks
from pipeline.params import IngestParams

ORIGIN = Origin(path="a.txt", sha256="0")
ARGUED = [
    "We should make the offer, and we should make it now. Why wait? A claim that cannot be won is not worth keeping.",
    "Of course there is pride at stake. But pride does not water a field, and our government must know it. We cannot"
    " drink a lawsuit, and we should not ask our children to.",
    "What is to be lost? Nothing that we have. The minister must sign, and parliament should thank her for it.",
]
NOTE = "David Marsh is director of the Program on Peace at Tesk University’s Institute for Rivers."


def article(texts, **known):
    return made(Draft(record=0, blocks=blocks(texts), known=Known(**known)), ORIGIN, params=IngestParams())


def test_the_bio_names_the_author_of_an_op_ed():
    found = article(["Make the Offer Now", *ARGUED, NOTE])
    assert (found.authors, found.genre) == (("David Marsh",), "opinion")
    assert found.author_role == "director of the Program on Peace"
    assert found.author_affiliation == "Tesk University’s Institute for Rivers"
    assert found.bio == NOTE
    assert found.text == "\n\n".join(["Make the Offer Now", *ARGUED])


def test_known_title_and_subtitle_open_the_text_once():
    found = article(["MAKE THE OFFER NOW", *ARGUED], title="Make the Offer Now", subtitle="A deck.")
    assert found.text.split("\n\n")[:3] == ["Make the Offer Now", "A deck.", ARGUED[0]]


def test_captions_leave_the_text():
    draft = Draft(record=0, blocks=(Block(text="Two men", zone="caption"), *blocks(ARGUED)))
    found = made(draft, ORIGIN, params=IngestParams())
    assert found.captions == ("Two men",)
    assert "Two men" not in found.text


@pytest.mark.parametrize("field", ["url", "title", "subtitle", "publisher", "bio", "dateline", "author_role"])
def test_unknown_is_null(field):
    assert getattr(article(["He wrote. " + ARGUED[0], *ARGUED[1:]], publisher=" "), field) is None


def test_the_host_names_the_publisher():
    assert article(ARGUED, url="https://www.theguardian.com/world/x").publisher == "The Guardian"
