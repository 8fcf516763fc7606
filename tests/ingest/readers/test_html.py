import json
from datetime import date

import pytest

from pipeline.ingest.draft import Block
from pipeline.ingest.readers import html, markup, mending
from pipeline.params import IngestParams

PARAGRAPHS = [
    "The minister of water said on Monday that her country would not sell the river, whatever the price might be.",
    "Her neighbours took the news badly, and the talks that were to begin on Friday in Bern were put off again.",
    "“We have carried this claim for nineteen years,” she told reporters. “We can carry it for nineteen more.”",
    "Diplomats from four countries had hoped for a text before the snow melts and the dam is full once more.",
]
LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "The Selle Herald"},
        {
            "@type": "NewsArticle",
            "headline": "River Not for Sale",
            "datePublished": "2021-03-04T10:00:00Z",
            "author": [{"@type": "Person", "name": "Jane Roe"}, {"name": "Staff"}],
            "publisher": {"name": "The Selle Herald"},
            "articleSection": "World",
        },
    ],
}
PAGE = f"""<!doctype html><html lang="en"><head><title>River Not for Sale | The Selle Herald</title>
<meta property="og:url" content="https://www.selle.example/2021/03/04/river">
<script type="application/ld+json">{{broken</script>
<script type="application/ld+json">{json.dumps(LD)}</script></head>
<body><nav><ul><li>World</li><li>Sport</li></ul></nav><div class="cookie-banner"><p>We use cookies.</p></div>
<main><article><h1>River Not for Sale</h1><p class="standfirst">Selle says no to its neighbours.</p>
<div class="story">{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}</div></article></main>
<footer><p>© 2021 The Selle Herald</p></footer></body></html>"""


def read(text):
    return list(html.read(text.encode(), params=IngestParams()))


def test_a_page_and_its_metadata():
    (draft,) = read(PAGE)
    known = draft.known
    assert known.title == "River Not for Sale"
    assert known.subtitle == "Selle says no to its neighbours."
    assert (known.published, known.publisher, known.authors) == (date(2021, 3, 4), "The Selle Herald", ("Jane Roe",))
    assert known.url == "https://www.selle.example/2021/03/04/river"
    texts = [b.text for b in draft.blocks]
    assert [t for t in texts if t in PARAGRAPHS] == PARAGRAPHS
    assert not any("cookies" in t or "©" in t for t in texts)


def test_a_fragment():
    (draft,) = read(
        '[ad_1]<br><div><span id="a"/><span><p><span class="articleLocation">TESK</span> The talks failed.</p></span>'
        '<span id="b"/><p>They <a href="x">go on</a> in May.</p><figure><img/><figcaption>Two men</figcaption></figure>'
        '<script>no()</script></div><br>[ad_2]<br><a href="https://f.example/1?url=https://paper.example/a">Source </a>'
    )
    assert [(b.text, b.zone) for b in draft.blocks] == [
        ("[ad_1]", None),
        ("TESK", "dateline"),
        ("The talks failed.", None),
        ("They go on in May.", None),
        ("Two men", "caption"),
        ("[ad_2]", None),
        ("Source", None),
    ]
    assert draft.known.url == "https://paper.example/a"


@pytest.mark.parametrize(
    ("markup_", "zone"),
    [
        ("<h1>Head</h1>", "title"),
        ("<h2>Part two</h2>", "body"),
        ('<p class="byline">By Jane Roe</p>', "byline"),
        ('<div class="wp-caption-text">Two men</div>', "caption"),
        ('<blockquote class="twitter-tweet">A tweet</blockquote>', "furniture"),
        ("<blockquote>A quote</blockquote>", None),
    ],
)
def test_zones_of_markup(markup_, zone):
    assert [b.zone for b in markup.fragment(markup_)] == [zone]


@pytest.mark.parametrize("text", ["<!-- nothing -->", "<script>x()</script>"])
def test_nothing_to_read(text):
    found = read(text)
    assert all(not getattr(f, "blocks", ()) for f in found)


def test_deep_nesting_is_read():
    (draft,) = read("<div>" * 200 + "Deep words." + "</div>" * 200)
    assert "Deep words." in [b.text for b in draft.blocks]


def test_paragraphs_that_extraction_lost_are_put_back():
    lost = 'It <a href="x">also builds dams and canals</a>, and it mends them in winter.'
    rows = [*PARAGRAPHS[:2], lost, *PARAGRAPHS[2:]]
    page = (
        "<html><body><div class='a'>" + "".join(f"<p>{r}</p>" for r in rows) + "</div><p>Elsewhere, a longer note.</p>"
    )
    found = [Block(text=p) for p in PARAGRAPHS]
    texts = [b.text for b in mending.mended(markup.tree(page), found)]
    assert texts == [*PARAGRAPHS[:2], "It also builds dams and canals, and it mends them in winter.", *PARAGRAPHS[2:]]


def test_links_to_other_stories_are_not_put_back():
    page = (
        "<html><body><div class='a'>"
        + f"<p>{PARAGRAPHS[0]}</p><p><a href='x'>Five dams you have never heard of?</a></p>"
        + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[1:])
        + "</div>"
    )
    assert len(mending.mended(markup.tree(page), [Block(text=p) for p in PARAGRAPHS])) == 4


@pytest.mark.parametrize("empty", ["<p></p>", "<p> &nbsp; </p>", "<p><img src='x'></p>", "<p><a href='x'></a></p>"])
def test_paragraphs_of_nothing_are_passed_over(empty):
    inside = empty.join(f"<p>{p}</p>" for p in PARAGRAPHS)
    page = f"<html><body><div class='a'>{inside}</div></body></html>"
    found = [Block(text=p) for p in PARAGRAPHS if p != PARAGRAPHS[1]]
    assert len(mending.mended(markup.tree(page), found)) == 4


def test_declared_encoding():
    text = '<meta charset="windows-1252"><p>The café is open.</p>'
    (draft,) = html.read(text.encode("cp1252"), params=IngestParams())
    assert draft.blocks[0].text == "The café is open."
