import pytest

from pipeline.ingest import captions


@pytest.mark.parametrize(
    "text",
    [
        "Delegates Ann Poe and Ivo Tarn, shown in January, spoke late Sunday. (Greta Hall/Lumerian Press)",
        "The president waves in Tesk, January 3, 2018. REUTERS/Jo Hale",
        "The minister is a man who counts.IVAN PETKOV/RIA NOVOSTI/AFP via Getty Images",
        "Image copyright AFP Image caption Aldo Merrin is one of those whose job is open",
        "Media playback is unsupported on your device Media caption Voters on the river",
        "Enlarge this image toggle caption Said Amari/AFP via Getty Images",
        "Britain's envoy, left, hands over the letter. Photo: yves tarn/Reuters",
        "FILE PHOTO - Soldiers stand near the dam. REUTERS/Jo Hale",
        "The envoy Geza Tarn (pictured) protested 'unfounded accusations'",
        "The dam seen from the bank in January. Ruben Falk/Selle Herald",
        "(Chip Modell/Getty)",
    ],
)
def test_captions_are_told(text):
    assert captions.is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "The minister said the photo was taken in March.",
        "“We saw the picture,” she said. “It is a fake.”",
        "The envoy (pictured) refused to sign, and the talks ended without a text.",
        "He read the story (Reuters).",
        "The talks failed, officials said (AP)",
        "It is one of the firms most trusted (and ahead of companies like Disney, Apple and Ford).",
        "Exports rose 3 percent and/or stayed flat.",
        "Source: The Selle Herald",
        "The two sides (government/rebels) met again on Monday.",
    ],
)
def test_body_is_no_caption(text):
    assert not captions.is_caption(text)


def test_long_paragraphs_are_never_captions():
    assert not captions.is_caption("word " * 95 + "REUTERS/Jo Hale")


def test_a_pictured_sentence_that_the_body_repeats():
    body = ["Aldo Merrin, a lawyer and campaigner, fell ill last month as he took a boat to Tesk and was flown home."]
    text = "Aldo Merrin (pictured centre), a lawyer and campaigner, fell ill last month as he took a boat to Tesk."
    assert captions.repeats_neighbour(text, body)
    assert not captions.repeats_neighbour("The minister (pictured) refused.", body)
