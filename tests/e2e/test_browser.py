"""The report in a real browser, from a file, with the network cut: it searches, reads and saves, and runs nothing else."""

import csv
import shutil
from datetime import date

import pytest
from playwright.sync_api import sync_playwright

from pipeline import schema
from pipeline.params import ReportParams
from pipeline.records import Article, Attribution, Reject, Speaker, Stance, Statement, Unit
from pipeline.report import stage
from pipeline.spans import Span

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
HOSTILE = '</script><script>document.title = "owned"</script><img src=x onerror="document.title=1">'
TEXT = f"Kira 🐟 Oss demands the nets. {HOSTILE} Oru will not yield. \u202egnos\u202c"
ARTICLES, PAGE = 2_000, 50

pytestmark = pytest.mark.skipif(BROWSER is None, reason="needs chromium: apt-get install chromium")


@pytest.fixture(scope="module")
def report(tmp_path_factory, make):
    """The page of two thousand articles with two statements each, the first with hostile titles and names."""
    tables = tmp_path_factory.mktemp("report")
    articles, attributions, statements, stances = [], [], [], []
    demand, refusal = (
        Span(TEXT.index(w), TEXT.index(w) + len(w)) for w in ("Kira 🐟 Oss demands the nets.", "Oru will not yield.")
    )
    for number in range(ARTICLES):
        name = f"a{number:05d}"
        titles = {
            "title": HOSTILE if not number else f"Nets {number}",
            "url": "javascript:alert(1)" if not number else None,
        }
        articles.append(make(Article, article_id=name, path=f"{name}.txt", text=TEXT, publisher=f"Bell {number % 7}",
                             published=date(2031, 1 + number % 12, 3), **titles))  # fmt: skip
        attributions.append(make(Attribution, attribution_id=f"{name}-q0", article_id=name, content_spans=(demand,)))
        for n, (span, who, move, stance_of) in enumerate(
            [(demand, "=Oss", "demand", "support"), (refusal, HOSTILE if not number else "Oru", "refuse", "oppose")]
        ):
            ids = {"concession_id": f"{name}-c{n}", "article_id": name}
            statements.append(make(Statement, statement_id=f"{name}-s{n}", **ids, organization=who, move=move, stance=stance_of,
                                   efficacy="none", quote=TEXT[span.start : span.end], start=span.start, end=span.end,
                                   agreement=not n, concept="nets", confidence=0.9 if n else 0.4))  # fmt: skip
            stances.append(make(Stance, **ids, stance=stance_of))
    rows = {
        Article: articles,
        Attribution: attributions,
        Statement: statements,
        Stance: stances,
        Unit: [],
        Reject: [],
        Speaker: [],
    }
    for record, of in rows.items():
        schema.write(tables, record, of, metadata={})
    stage.run(tables, params=ReportParams())
    return tables / "report" / "index.html"


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser, report):
    context = browser.new_context(offline=True, accept_downloads=True)
    opened = context.new_page()
    opened.faults = []
    opened.on("console", lambda message: opened.faults.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))
    opened.on("dialog", lambda dialog: opened.faults.append(dialog.message))
    opened.goto(report.as_uri())
    opened.wait_for_selector("html[data-ready=yes]", timeout=15_000)
    yield opened
    assert opened.faults == []
    context.close()


def count(page):
    return int(page.inner_text("#count").split()[0])


def test_it_opens_in_three_seconds_with_few_rows_of_dom(page):
    timing = page.evaluate("performance.now()")
    assert timing < 3_000
    assert count(page) == 2 * ARTICLES
    assert page.locator("#rows tr").count() == PAGE
    assert page.evaluate("document.querySelectorAll('*').length") < 6_000


def test_filters_narrow_and_clear(page):
    page.select_option("#by-move", "demand")
    assert count(page) == ARTICLES
    page.select_option("#by-publisher", "Bell 3")
    assert count(page) == len([n for n in range(ARTICLES) if n % 7 == 3])
    page.fill("#since", "2031-06-01")
    assert count(page) == len([n for n in range(ARTICLES) if n % 7 == 3 and n % 12 >= 5])
    page.click("#clear")
    assert count(page) == 2 * ARTICLES
    page.locator("#least").fill("0.5")
    assert count(page) == ARTICLES
    page.click("#clear")
    page.fill("#words", "yield nets")
    assert count(page) == ARTICLES


def test_pages_turn(page):
    assert page.is_disabled("#before")
    page.click("#after")
    assert page.inner_text("#place") == f"page 2 of {2 * ARTICLES // PAGE}"


def test_hostile_text_stays_text(page):
    page.locator("#rows button").first.click()
    assert HOSTILE in page.inner_text("#text")
    assert page.inner_text("#article-title") == HOSTILE
    assert page.is_hidden("#article-link")
    assert "owned" not in page.title()
    assert page.locator("#text img, #text script").count() == 0


def test_the_sentence_behind_a_row_is_marked(page):
    page.select_option("#by-move", "demand")
    page.locator("#rows button").first.click()
    chosen = "".join(page.locator("#text .is-chosen").all_inner_texts())
    assert chosen == "Kira 🐟 Oss demands the nets."
    assert "=Oss: demand, support" in page.locator("#text .is-chosen").first.get_attribute("title")
    page.keyboard.press("Escape")
    assert page.is_hidden("#reader")


def test_what_is_found_is_saved_as_csv(page, tmp_path):
    page.select_option("#by-publisher", "Bell 0")
    page.select_option("#by-move", "demand")
    with page.expect_download() as waiting:
        page.click("#save")
    waiting.value.save_as(tmp_path / "statements.csv")
    with (tmp_path / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == count(page)
    assert {row["organization"] for row in rows} == {"'=Oss"}
    assert rows[0]["title"] == HOSTILE


def test_an_actor_is_chosen_from_its_counts(page):
    page.locator("#actors button", has_text="Oru").click()
    assert count(page) == ARTICLES - 1
    assert page.input_value("#by-actor") == "Oru"


def test_a_column_narrows_to_its_period_and_back(page):
    columns = page.locator("#when .part")
    assert columns.count() == 49  # weeks from January to December 3rd
    columns.first.click()
    assert (page.input_value("#since"), page.input_value("#until")) == ("2030-12-30", "2031-01-05")
    assert count(page) == 2 * len([n for n in range(ARTICLES) if n % 12 == 0])
    assert columns.first.get_attribute("aria-pressed") == "true"
    page.locator("#when .part").first.click()
    assert count(page) == 2 * ARTICLES


def test_charts_are_worked_by_keys(page):
    first = page.locator("#when .part").first
    assert first.get_attribute("aria-label").startswith("2031-W01: support ")
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert page.input_value("#until") == "2031-12-07"
    assert page.evaluate("document.activeElement.dataset.key") == "2031-12-01"
    page.keyboard.press("Space")
    assert page.input_value("#until") == ""


def test_a_bar_narrows_to_an_actor_and_stance(page):
    page.select_option("#by-publisher", "Bell 3")
    bar = page.locator('#actors .part[aria-label^="Oru, oppose: "]')
    assert bar.get_attribute("aria-label").endswith(" of 286, 100%")
    bar.click()
    assert (page.input_value("#by-actor"), page.input_value("#by-stance")) == ("Oru", "oppose")
    assert count(page) == 286
    page.locator('#actors .part[aria-label^="Oru, oppose: "]').click()
    assert page.input_value("#by-actor") == ""


def test_a_line_of_the_network_opens_its_quotes_and_these_the_article(page):
    tie = page.locator('a.tie[aria-label^="=Oss and Oru clash on nets"]')
    behind = page.locator(tie.get_attribute("href"))
    assert behind.is_hidden()
    tie.focus()
    page.keyboard.press("Enter")
    assert behind.is_visible()
    behind.get_by_role("button", name="read in the article").nth(1).click()
    assert "".join(page.locator("#text .is-chosen").all_inner_texts()) == "Oru will not yield."


def test_an_actor_of_the_network_is_searched_for(page):
    page.locator('.knot[data-actor="Oru"]').focus()
    page.keyboard.press("Enter")
    assert page.input_value("#by-actor") == "Oru"


def test_a_row_of_a_figure_is_searched_for(page):
    page.select_option("#by-move", "refuse")
    page.locator('[data-sought="publisher"] button', has_text="Bell 3").click()
    assert (page.input_value("#by-publisher"), page.input_value("#by-move")) == ("Bell 3", "")
    assert count(page) == 2 * len([n for n in range(ARTICLES) if n % 7 == 3])


def test_the_reader_turns_to_the_next_statement(page):
    page.locator("#rows button").first.click()
    assert page.is_disabled("#earlier")
    page.click("#later")
    assert page.inner_text("#article-title") == "Nets 1"
    assert page.inner_text("#which") == f"2 of {2 * ARTICLES}"


def test_names_of_the_network_stay_text(page):
    assert page.locator(".web text", has_text="</script>").count() == 1
    assert page.locator(".web script, .web img").count() == 0


def test_it_prints_without_what_is_only_clicked(page):
    page.emulate_media(media="print")
    assert page.is_hidden("#explorer")
    assert page.is_visible(".web")
    assert page.locator("button:visible").count() == 0


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_nothing_runs_over_the_edge(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
