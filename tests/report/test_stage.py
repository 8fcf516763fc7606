import base64
import gzip
import html
import html.parser
import json
import re
from datetime import date

import pytest

from pipeline import schema
from pipeline.params import ReportParams
from pipeline.records import Article, Attribution, Reject, Speaker, Stance, Statement, Unit
from pipeline.report import stage
from pipeline.report.explorer import policy
from pipeline.schema import TableError
from pipeline.spans import Span

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}'
VOID = {"meta", "br", "img", "input", "link", "rect", "line"}


class Outline(html.parser.HTMLParser):
    """Collects tags, attributes and text, and checks that every tag is closed in order."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.links, self.loads, self.words = [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            if name == "href":
                self.links.append(value)
            if name in ("src", "srcset", "action", "data", "poster", "xlink:href"):
                self.loads.append(value)
        if tag not in VOID or tag == "rect":
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID or tag == "rect":
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture
def tables(tmp_path, make):
    """Article 1 holds three statements of two speakers; article 2 is its copy; article 3 is undated narration."""

    def write(record, rows):
        schema.write(tmp_path, record, rows, metadata={})

    write(Article, [
        make(Article, article_id="a1", title="Dam <b>talks</b>", url="https://orrin.example/a", publisher="Orrin Post",
             published=date(2031, 3, 3)),
        make(Article, article_id="a2", duplicate_of="a1", published=date(2033, 3, 3)),
        make(Article, article_id="a3", title=HOSTILE, url="javascript:alert(1)", genre="opinion"),
    ])  # fmt: skip
    write(Reject, [make(Reject, path="=bad.pdf", reason="unsupported_format", detail="a PDF")])
    write(Speaker, [
        make(Speaker, speaker_id="sp-b", name="Ilse Bram", role="minister"),
        make(Speaker, speaker_id="sp-v", name=f"=Vell {HOSTILE}"),
    ])  # fmt: skip
    write(Attribution, [
        make(Attribution, attribution_id="a1-a00000", article_id="a1", content="We try", content_spans=(Span(3, 9),),
             speaker_id="sp-b", speaker_ids=("sp-b", "sp-v"), cue="said", confidence=0.9),
        make(Attribution, attribution_id="a1-a00001", article_id="a1", content="No way", type="indirect"),
        make(Attribution, attribution_id="a2-a00000", article_id="a2", content="Copied", speaker_id="sp-b"),
    ])  # fmt: skip
    said = [
        ("a1", 0, "sp-v", {"stance": "support", "move": "demand", "concept": "open sluices", "confidence": 0.25}),
        (
            "a1",
            1,
            "sp-v",
            {
                "stance": "oppose",
                "move": "refuse",
                "quote": HOSTILE,
                "confidence": 0.75,
                "organization": HOSTILE,
                "concept": "ice",
            },
        ),
        (
            "a1",
            2,
            "sp-b",
            {
                "stance": "support",
                "move": "urge",
                "efficacy": "works",
                "start": 40,
                "end": 52,
                "person": "Ilse Bram",
                "organization": "Orrin",
                "conceder": "Vell",
                "concept": "ice",
            },
        ),
        ("a2", 0, "sp-b", {"stance": "support", "move": "offer"}),
        ("a3", 0, None, {"stance": "none", "move": "assess", "efficacy": "none"}),
    ]
    days = {"a1": date(2031, 3, 3), "a2": date(2033, 3, 3), "a3": None}
    write(Statement, [
        make(Statement, statement_id=f"{a}-s{n:05d}", concession_id=f"{a}-c{n:05d}", article_id=a, published=days[a],
             **values)
        for a, n, _, values in said
    ])  # fmt: skip
    write(Stance, [
        make(Stance, concession_id=f"{a}-c{n:05d}", article_id=a, holder_id=holder, stance=values["stance"])
        for a, n, holder, values in said
    ])  # fmt: skip
    write(Unit, [make(Unit, unit_id="a1-u00000", article_id="a1", start=3, end=9, role="claim")])
    return tmp_path


def page_of(tables, **params):
    stage.run(tables, params=ReportParams(**params))
    return (tables / "report/index.html").read_text(encoding="utf-8")


def outline_of(page):
    outline = Outline()
    outline.feed(page)
    outline.close()
    assert outline.open == []
    return outline


def test_page_is_well_formed_and_loads_nothing(tables):
    page = page_of(tables)
    outline = outline_of(page)
    assert outline.loads == []
    assert not {"img", "link", "iframe", "object"} & set(outline.tags)
    assert outline.tags.count("script") == 2
    (script,) = re.findall(r"<script>(.*)</script>", page, re.DOTALL)
    assert f'content="{policy(script)}"' in html.unescape(page)
    assert "default-src 'none'; script-src 'sha256-" in policy(script)
    assert "@import" not in page
    assert "url(" not in page


def test_articles_text_is_only_text(tables):
    page = page_of(tables)
    assert page.count("<script") == 2
    assert HOSTILE not in page
    assert "<b>talks" not in page
    words = outline_of(page).words
    assert HOSTILE in words
    assert "49" not in words


def test_the_statements_are_packed_to_be_searched(tables):
    (packed,) = re.findall(r'<script type="text/plain" id="packed">([A-Za-z0-9+/=]+)</script>', page_of(tables))
    data = json.loads(gzip.decompress(base64.b64decode(packed)))
    assert [one["title"] for one in data["articles"]] == ["Dam <b>talks</b>", HOSTILE]
    rows = [dict(zip(data["columns"], row, strict=True)) for row in data["rows"]]
    assert [row["move"] for row in rows] == ["demand", "refuse", "urge", "assess"]
    assert [3, 9, data["kinds"].index("claim")] in data["articles"][0]["marks"]
    assert [3, 9, data["kinds"].index("content")] in data["articles"][0]["marks"]


def test_texts_beyond_the_limit_are_told(tables):
    page = page_of(tables, texts=1)
    assert "Of 1 more statements, in articles beyond the first 1" in page


def test_only_web_addresses_are_links(tables):
    links = {link for link in outline_of(page_of(tables)).links if not link.startswith("#")}
    assert links == {"https://orrin.example/a"}


def test_copies_are_counted_once(tables):
    page = page_of(tables)
    assert "Copied" not in page
    assert "<div><dt>articles read</dt><dd>3</dd></div>" in page
    assert "<div><dt>of them copies</dt><dd>1</dd></div>" in page
    assert "<div><dt>concessions mentioned</dt><dd>4</dd></div>" in page
    assert "<div><dt>statements with a holder</dt><dd>3</dd></div>" in page
    assert "<div><dt>attributions</dt><dd>2</dd></div>" in page
    assert "2033" not in page


def test_what_a_figure_leaves_out_is_said(tables):
    page = page_of(tables)
    assert "1 statement standing in narration" in page
    assert "1 attribution naming no source" in page
    assert "1 statement standing in articles without a date" in page


def test_quotes_are_the_surest_and_the_rest_is_counted(tables):
    page = page_of(tables, quotes=2)
    stances = page[page.index('id="stances"') : page.index('id="demands"')]
    assert "1 quote of 2" in stances
    assert "p 0.75" in stances
    assert "p 0.25" not in stances
    assert "1 more in the tables" in stances


def test_rows_are_the_commonest_and_the_rest_is_counted(tables):
    page = page_of(tables, top=1)
    stances = page[page.index('id="stances"') : page.index('id="demands"')]
    assert "Ilse Bram" not in stances
    assert "Not shown: 1 more with 1 statement in all." in stances


def test_quote_says_where_it_stands(tables):
    page = page_of(tables)
    assert "a1, characters 40–52" in page
    assert "a1, characters 3–9" in page


def test_who_demands_what_of_whom_is_told(tables):
    page = page_of(tables)
    demands = page[page.index('id="demands"') : page.index('id="network"')]
    assert "<bdi>Ilse Bram → Vell</bdi> <small><bdi>ice</bdi></small>" in demands
    assert "Not counted here: 3 statements making no demand" in demands


def test_a_line_of_the_network_leads_to_the_quotes_of_both(tables):
    page = page_of(tables)
    net = page[page.index('id="network"') : page.index('id="timeline"')]
    assert '<a href="#tie-0" class="tie"' in net
    behind = net[net.index('<ol class="quotes" id="tie-0">') :]
    assert behind.count("<blockquote") == 2
    assert 'data-article="a1" data-start="40" data-end="52"' in behind


def test_rejects_are_listed_with_reasons(tables):
    page = page_of(tables)
    assert "<b>unsupported format</b> 1" in page
    assert "=bad.pdf" in page


def test_same_input_same_bytes(tables):
    made = [tables / name for name in (stage.INDEX, stage.STANCES, stage.MOVES)]
    page_of(tables)
    before = [p.read_bytes() for p in made]
    page_of(tables)
    assert [p.read_bytes() for p in made] == before


def test_plots_have_every_cell(tables):
    page_of(tables)
    stances = (tables / "plots/stances.csv").read_text(encoding="utf-8").splitlines()
    assert stances == ["week,stance,n", "2031-W10,support,2", "2031-W10,conditional,0", "2031-W10,oppose,1",
                       "2031-W10,none,0"]  # fmt: skip
    moves = (tables / "plots/moves.csv").read_text(encoding="utf-8").splitlines()
    assert len(moves) == 1 + 2 * 7
    assert "Ilse Bram,urge,1" in moves
    assert moves[1].startswith("\"'=Vell")


def test_empty_corpus_has_a_page(tmp_path):
    for record in (Article, Reject, Speaker, Attribution, Statement, Unit, Stance):
        schema.write(tmp_path, record, [], metadata={})
    page = page_of(tmp_path)
    assert "No article was read." in page
    outline_of(page)
    assert (tmp_path / "plots/stances.csv").read_text(encoding="utf-8") == "week,stance,n\n"


def test_articles_without_statements_have_a_page(tmp_path, make):
    for record in (Reject, Speaker, Attribution, Statement, Unit, Stance):
        schema.write(tmp_path, record, [], metadata={})
    schema.write(tmp_path, Article, [make(Article, article_id="a1")], metadata={})
    page = page_of(tmp_path)
    outline_of(page)
    assert "Nothing to show: no statement was found." in page


def test_missing_table_is_named(tables):
    (tables / "stances.parquet").unlink()
    with pytest.raises(TableError, match="stances"):
        stage.run(tables, params=ReportParams())
