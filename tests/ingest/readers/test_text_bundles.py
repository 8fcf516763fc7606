from datetime import date

import pytest

from pipeline.ingest.draft import Draft, Fault
from pipeline.ingest.readers import text
from pipeline.params import IngestParams

LEXIS = """
                               1 of 2 DOCUMENTS


                              The Tesk Courier

                          January 5, 2008 Saturday
                              Late Edition

River Talks Fail; Delegates Go Home

BYLINE: By JANE ROE

SECTION: Section A; Foreign Desk; Pg. 1

LENGTH: 42 words

DATELINE: TESK

The talks on the river failed on Friday, and the delegates
went home by the night train without a word to anybody who
stood on the platform with a camera or a notebook, and the
chairman left by the kitchen door.

They will meet again in May, officials said.

LOAD-DATE: January 6, 2008

LANGUAGE: ENGLISH

                       Copyright 2008 The Tesk Courier


                               2 of 2 DOCUMENTS


                              The Selle Herald (London)

                            January 7, 2008 Monday

SECTION: OPINION; Pg. 12

LENGTH: 30 words

HEADLINE: Let it flow

BODY:

We should let the river flow.

LOAD-DATE: January 8, 2008
"""

FACTIVA = """
SE Comment
HD River Talks Fail; Delegates Go Home
BY By Jane Roe
WC 42 words
PD 5 January 2008
SN The Tesk Courier
SC TSKC
LA English
CY (c) 2008 The Tesk Courier

LP
The talks on the river failed on Friday.

TD
They will meet again in May.

Document TSKC000020080105e41500001

News
Boats Return
By John Doe
30 words
7 January 2008
The Selle Herald
SLHR
English
Copyright 2008 The Selle Herald

The boats came back on Sunday.

Document SLHR000020080107e41500002
"""

PROQUEST = """ProQuest
____________________________________________________________
Document 1 of 2

Title: River Talks Fail; Delegates Go Home

Author: Roe, Jane

Publication info: The Tesk Courier ; Tesk [Tesk]05 Jan 2008: A.1.

Abstract: Short.

Full text: The talks on the river failed on Friday.

They will meet again in May.

Subject: Rivers

Publication title: The Tesk Courier

Publication date: Jan 5, 2008

Document type: News

____________________________________________________________
Document 2 of 2

Title: No Words Left

Publication title: The Tesk Courier

____________________________________________________________
Contact us at: proquest
"""

NEXIS = """River Talks Fail; Delegates Go Home
The Tesk Courier
January 5, 2008 Saturday
Copyright 2008 The Tesk Courier All Rights Reserved
Section: NEWS; Pg. 1
Length: 42 words
Byline: Jane Roe
Dateline: TESK
Body

The talks on the river failed on Friday.
Notes were taken by both sides.

Classification

Language: ENGLISH
Load-Date: January 6, 2008
End of Document
Boats Return
The Selle Herald (England)
January 7, 2008 Monday
Section: NEWS
Length: 30 words
Body

The boats came back on Sunday.

Load-Date: January 8, 2008
End of Document
"""


def read(content):
    return list(text.read(content.encode(), params=IngestParams()))


@pytest.mark.parametrize(
    "content", [LEXIS, FACTIVA, PROQUEST, NEXIS], ids=["lexisnexis", "factiva", "proquest", "nexis"]
)
def test_first_article_of_a_bundle(content):
    first, second = read(content)
    assert (first.record, second.record) == (0, 1)
    assert first.known.title == "River Talks Fail; Delegates Go Home"
    assert first.known.authors == ("Jane Roe",)
    assert first.known.publisher == "The Tesk Courier"
    assert first.known.published == date(2008, 1, 5)
    body = " ".join(b.text for b in first.blocks)
    assert body.startswith("The talks on the river failed on Friday")
    assert "LOAD-DATE" not in body.upper()
    assert "Copyright" not in body


def test_lexisnexis_fields():
    first, second = read(LEXIS)
    assert first.known.dateline == "TESK"
    assert len(first.blocks) == 2
    assert (second.known.title, second.known.publisher) == ("Let it flow", "The Selle Herald")
    assert "OPINION" in second.known.section


def test_factiva_plain_form():
    first, second = read(FACTIVA)
    assert [b.text for b in first.blocks] == [
        "The talks on the river failed on Friday.",
        "They will meet again in May.",
    ]
    assert (second.known.title, second.known.publisher) == ("Boats Return", "The Selle Herald")
    assert second.known.authors == ("John Doe",)
    assert [b.text for b in second.blocks] == ["The boats came back on Sunday."]


def test_proquest_without_full_text_is_a_fault():
    first, second = read(PROQUEST)
    assert [b.text for b in first.blocks] == [
        "The talks on the river failed on Friday.",
        "They will meet again in May.",
    ]
    assert isinstance(second, Fault)
    assert second.reason == "empty"


def test_nexis_keeps_sentences_that_open_like_a_label():
    first, second = read(NEXIS)
    assert [b.text for b in first.blocks][-1] == "Notes were taken by both sides."
    assert second.known.publisher == "The Selle Herald"


@pytest.mark.parametrize(("raw", "reason"), [(b" \n ", "empty"), (b"%PDF-1.4 x", "unreadable")])
def test_faults(raw, reason):
    (fault,) = text.read(raw, params=IngestParams())
    assert fault.reason == reason


def test_plain_text_is_one_article():
    (draft,) = read("One.\n\nTwo.")
    assert isinstance(draft, Draft)
    assert [b.text for b in draft.blocks] == ["One.", "Two."]
