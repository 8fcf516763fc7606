"""The page's model: what the template shows, worked out to the last number, so that the template only lays out."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline.records import Reject, Speaker
from pipeline.report import charts
from pipeline.report.census import Census
from pipeline.report.drawing import picture
from pipeline.report.explorer import Explorer, policy
from pipeline.report.facts import Fact
from pipeline.report.figures import STANCES, Figure
from pipeline.report.periods import through, unit_for
from pipeline.report.selection import Selection
from pipeline.report.ties import Shown, Web

LONGEST = 1_200
"""Characters of a quote that are shown; a name or title gets a tenth."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a figure: what it is, its counts by column, and quotes behind them."""

    name: str
    note: str
    counts: Mapping[str, int]
    bar: Markup | None
    quotes: Sequence[Fact]

    @property
    def total(self) -> int:
        """Return how many facts the row counts."""
        return sum(self.counts.values())

    @property
    def more(self) -> int:
        """Return how many facts are not among the quotes."""
        return self.total - len(self.quotes)


@dataclass(frozen=True, slots=True)
class View:
    """One figure as shown."""

    figure: Figure
    rows: Sequence[Row]
    chart: Markup | None
    most: int
    rest_rows: int
    rest_facts: int
    unplaced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """Who agrees and who clashes, as shown."""

    chart: Markup | None
    """The picture; null when nobody is tied to anybody."""
    ties: Sequence[Shown]
    rest: int
    """Actors that took a side and are not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the page shows."""

    title: str
    version: str
    census: Census
    n_speakers: int
    n_concepts: int
    rejects: Sequence[Reject]
    views: Sequence[View]
    net: Net
    names: Mapping[str, str]
    explorer: Explorer | None
    """What is searched; null when there are no statements."""

    @property
    def policy(self) -> str:
        """Return the Content-Security-Policy of the page: nothing is loaded, and no script runs but the explorer's."""
        return policy(self.explorer.script if self.explorer else None)


def view(selection: Selection, census: Census, *, speakers: Mapping[str, Speaker]) -> View:
    """Return one figure as shown."""
    figure, cross, shown = selection.figure, selection.cross, selection.shown
    totals = {row: counts.total() for row, counts in cross.counts.items()}
    widest = max((totals[row] for row in shown), default=0)
    rows = [_row(selection, row, speakers=speakers, widest=widest) for row in shown]
    return View(
        figure=figure,
        rows=rows,
        chart=_timeline(selection, census) if figure.look == "time" and rows else None,
        most=max((n for row in rows for n in row.counts.values()), default=0),
        rest_rows=len(totals) - len(shown),
        rest_facts=sum(totals.values()) - sum(totals[row] for row in shown),
        unplaced=cross.unplaced,
    )


def net(web: Web) -> Net:
    """Return who agrees and who clashes as shown."""
    shown = web.shown()
    chart = picture(web.actors, shown) if shown else None
    return Net(chart=chart, ties=shown, rest=web.rest)


def _row(selection: Selection, row: Hashable, *, speakers: Mapping[str, Speaker], widest: int) -> Row:
    counted = selection.cross.counts[row]
    counts = {column: counted[column] for column in selection.figure.columns}
    speaker = speakers.get(str(row))
    name, note = (speaker.name, described(speaker)) if speaker else titled(row)
    bar = (
        None
        if selection.figure.look in ("heat", "plain")
        else charts.bar(counts, widest=widest, name=cut(name, LONGEST // 10))
    )
    return Row(name, note, counts, bar, selection.quotes.of(row))


def titled(row: Hashable) -> tuple[str, str]:
    """Return what a row is called and a note to it; a demand is a tuple of who makes it, of whom, and what."""
    if isinstance(row, tuple):
        holder, conceder, concept = row
        return f"{holder} → {conceder}", concept
    return str(row), ""


def _timeline(selection: Selection, census: Census) -> Markup | None:
    if census.first is None or census.last is None:
        return None
    unit = unit_for(census.first, census.last)
    counts = selection.cross.counts
    rows = {
        period: {column: counts[period][column] if period in counts else 0 for column in selection.figure.columns}
        for period in through(census.first, census.last, unit=unit)
    }
    return charts.columns(rows, title="Statements on concessions by stance over time", unit=unit)


def described(speaker: Speaker) -> str:
    """Return what a speaker is, in a few words: role, affiliation, country, else the kind."""
    is_told = bool(speaker.role and speaker.affiliation and speaker.affiliation in speaker.role)
    affiliation = None if is_told else speaker.affiliation
    parts = [p for p in (speaker.role, affiliation, speaker.country) if p]
    return ", ".join(parts) or speaker.kind


def html(page: Page) -> str:
    """Return the page as one HTML document that loads nothing; all text from articles is escaped."""
    environment = Environment(
        loader=PackageLoader("pipeline.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"cut": cut, "link": link}
    template = environment.get_template("page.html.j2")
    return template.render(page=page, glossary=glossary(), shade=charts.shade, longest=LONGEST, stances=STANCES) + "\n"


def cut(text: str | None, longest: int) -> str:
    """Return at most ``longest`` characters of a text in one line, control characters taken out."""
    shown = "".join(c if c.isprintable() else " " for c in text or "")
    shown = " ".join(shown.split())
    return shown if len(shown) <= longest else f"{shown[:longest].rstrip()}…"


def link(url: str | None) -> str | None:
    """Return a URL that may be linked: http or https with a host; of any other null."""
    if url is None or not url.isprintable() or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def glossary() -> dict[str, dict[str, str]]:
    """Return what labels mean, by kind and label."""
    found: dict[str, dict[str, str]] = {}
    text = files("pipeline.report").joinpath("glossary.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            kind, label, meaning = line.split("\t")
            found.setdefault(kind, {})[label] = meaning
    return found


def views(chosen: Iterable[Selection], census: Census, *, speakers: Mapping[str, Speaker]) -> list[View]:
    """Return all figures as shown, in order."""
    return [view(selection, census, speakers=speakers) for selection in chosen]
