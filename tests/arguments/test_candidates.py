from dataclasses import replace

import pytest

from pipeline.arguments.candidates import candidates
from pipeline.records import SentenceVoice


def pieces(text, found):
    return [(text[c.span.start : c.span.end], c.speaker) for c in found]


def test_content_is_its_sources_and_the_frame_is_nobodys(parsed, rows, attribution):
    text = "Dara Venn said that the ports must open. The ports are closed."
    sentences, voices = rows(text, author=None)
    said = attribution(text, "Dara Venn", "said", "that the ports must open")
    found = candidates(parsed(text), sentences, voices, [said], names={})
    assert pieces(text, found) == [("that the ports must open", "Dara Venn"), ("The ports are closed.", None)]
    assert [c.attribution_id for c in found] == ["a1-a00000", None]
    assert [c.narrated for c in found] == [False, True]


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        (None, [("the talks will fail", "queen")]),
        ("sp-author", [("Orsk said the queen believes the talks will fail.", "Orsk")]),
    ],
)
def test_innermost_content_wins_where_nobody_argues(parsed, rows, attribution, author, expected):
    text = "Orsk said the queen believes the talks will fail."
    sentences, voices = rows(text, author=author)
    outer = attribution(text, "Orsk", "said", "the queen believes the talks will fail")
    inner = attribution(text, "queen", "believes", "the talks will fail", number=1)
    found = candidates(parsed(text), sentences, voices, [outer, inner], names={"sp-author": "Ann Vale"})
    assert pieces(text, found) == expected


def test_a_sentence_that_is_a_sources_stays_whole_where_an_author_argues(parsed, rows, attribution):
    text = "The dam must stay. It is safe, Orsk says, and cheap to keep."
    sentences, voices = rows(text)
    voices[1] = replace(voices[1], voice="source", speaker_id="sp-orsk")
    said = attribution(text, "Orsk", "says", "It is safe, Orsk says, and cheap to keep")
    found = candidates(parsed(text), sentences, voices, [said], names={"sp-author": "Ann Vale"})
    assert pieces(text, found) == [("The dam must stay.", "Ann Vale"), (text[19:], "Orsk")]


def test_author_who_speaks_of_himself_keeps_the_sentence_whole(parsed, rows, attribution):
    text = "I believe the bridge should be free."
    sentences, voices = rows(text)
    own = attribution(text, "I", "believe", "the bridge should be free", speaker="author")
    found = candidates(parsed(text), sentences, voices, [own], names={"sp-author": "Ann Vale"})
    assert pieces(text, found) == [(text, "Ann Vale")]


def test_content_without_a_verb_takes_its_clause(parsed, rows, attribution):
    text = "The islands want a fair share of the catch."
    sentences, voices = rows(text)
    wants = attribution(text, "The islands", "want", "a fair share of the catch", speaker="Islands")
    found = candidates(parsed(text), sentences, voices, [wants], names={})
    assert pieces(text, found) == [(text, "Islands")]


def test_quotation_marks_and_commas_are_trimmed(parsed, rows, attribution):
    text = "“We will never leave the valley,” Mr. Orsk said."
    sentences, voices = rows(text, author=None)
    said = attribution(text, "Mr. Orsk", "said", "“We will never leave the valley,”", speaker="Orsk")
    assert pieces(text, candidates(parsed(text), sentences, voices, [said], names={})) == [
        ("We will never leave the valley", "Orsk")
    ]


def test_furniture_argues_nothing(parsed, rows):
    text = "The ports must open."
    sentences, _ = rows(text)
    voices = [SentenceVoice(article_id="a1", sentence_id=0, voice="none", speaker_id=None)]
    assert candidates(parsed(text), sentences, voices, [], names={}) == []


def test_a_mark_is_kept_when_its_other_half_stands_within(parsed, rows):
    text = "The flood was “the worst of the age.” (It is past.)"
    sentences, voices = rows(text)
    assert [p for p, _ in pieces(text, candidates(parsed(text), sentences, voices, [], names={}))] == [
        "The flood was “the worst of the age.”",
        "It is past.",
    ]


@pytest.mark.parametrize(
    ("text", "cue", "content", "speaker"),
    [
        ("Orsk says that the ferry should sail every day.", "says", "that the ferry should sail every day", "Orsk"),
        ("Orsk has for many long years now refused the toll.", "refused", "the toll", "Ann Vale"),
    ],
)
def test_one_who_argues_keeps_what_he_reports_in_one_piece(parsed, rows, attribution, text, cue, content, speaker):
    said = attribution(text, "Orsk", cue, content)
    found = candidates(parsed(text), *rows(text), [said], names={"sp-author": "Ann Vale"})
    assert pieces(text, found) == [(text, speaker)]
