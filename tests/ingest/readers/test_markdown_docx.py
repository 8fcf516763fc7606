import io
from datetime import date

import pytest
from docx import Document

from pipeline.ingest.readers import docx, markdown
from pipeline.params import IngestParams

MARKDOWN = """---
title: River Not for Sale
author: Jane Roe
date: 2021-03-04
---

# River Not for Sale

_A short deck in emphasis._

<excerpt/>

The talks **failed** on [Friday](https://x.example), and nobody was there to see it when the boats went home again.

### What now

- A first point.
- A second point.

___`The talks failed`___

---

__Jane Roe__ is a fellow at the River Institute.
"""


def test_markdown():
    (draft,) = markdown.read(MARKDOWN.encode(), params=IngestParams())
    assert draft.known.title == "River Not for Sale"
    assert (draft.known.authors, draft.known.published) == (("Jane Roe",), date(2021, 3, 4))
    assert [(b.text[:22], b.zone) for b in draft.blocks] == [
        ("River Not for Sale", "title"),
        ("A short deck in emphas", "subtitle"),
        ("<excerpt/>", None),
        ("The talks failed on Fr", None),
        ("What now", "body"),
        ("A first point.", None),
        ("A second point.", None),
        ("The talks failed", "furniture"),
        ("Jane Roe is a fellow a", "bio"),
    ]


@pytest.mark.parametrize("front", ["---\ntitle: [broken\n---\n", "---\n- a list\n---\n", ""])
def test_front_matter_that_says_nothing(front):
    (draft,) = markdown.read((front + "Some words.").encode(), params=IngestParams())
    assert draft.known.title is None
    assert draft.blocks[-1].text == "Some words."


def word(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


NEXIS = (
    "River Talks Fail", "The Tesk Courier", "January 5, 2008 Saturday", "Section: NEWS", "Length: 42 words",
    "Byline: Jane Roe", "Body", "The talks failed.", "They go on.", "Classification", "Language: ENGLISH",
    "End of Document",
    "Boats Return", "The Selle Herald", "January 7, 2008", "Length: 3 words", "Body", "They came back.",
    "End of Document",
)  # fmt: skip


def test_nexis_uni_docx():
    first, second = docx.read(word(*NEXIS), params=IngestParams())
    assert (first.known.title, first.known.publisher) == ("River Talks Fail", "The Tesk Courier")
    assert [b.text for b in first.blocks] == ["The talks failed.", "They go on."]
    assert (second.record, second.known.published) == (1, date(2008, 1, 7))


def test_plain_docx():
    (draft,) = docx.read(word("River Talks Fail", "The talks failed."), params=IngestParams())
    assert [b.text for b in draft.blocks] == ["River Talks Fail", "The talks failed."]


@pytest.mark.parametrize(
    ("raw", "reason"), [(b"PK\x03\x04 broken", "unreadable"), (b"no zip", "unreadable"), (word(), "empty")]
)
def test_docx_faults(raw, reason):
    (fault,) = docx.read(raw, params=IngestParams())
    assert fault.reason == reason
