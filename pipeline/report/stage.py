"""Stage `report`: one page of figures with the quotes behind them, and the data of `dvc plots show`."""

import itertools
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from pipeline import schema, slices
from pipeline.params import ReportParams
from pipeline.progress import Track, silent
from pipeline.records import Article, Attribution, Reject, Speaker, Stance, Statement, Unit
from pipeline.report.census import Census
from pipeline.report.explorer import Pack, explorer
from pipeline.report.facts import Fact, spoken, stated
from pipeline.report.page import Page, html, net, views
from pipeline.report.periods import through
from pipeline.report.plots import moves_by_actor, stances_by_week
from pipeline.report.selection import Selection, select
from pipeline.report.ties import Web

INDEX = "report/index.html"
STANCES = "plots/stances.csv"
MOVES = "plots/moves.csv"


def run(tables: Path, *, params: ReportParams, track: Track = silent) -> None:
    """Read articles, rejects, speakers, attributions, statements and stances; write the report and plots.

    The tables are read twice, to count and to quote, so memory holds counts and the quotes shown alone, and the
    speakers. Raises TableError when a table is missing.
    """
    speakers = {s.speaker_id: s for s in schema.read(tables, Speaker)}
    names = {speaker_id: s.name for speaker_id, s in speakers.items()}
    census = _census(tables, track=track)
    chosen = select(census, names=names, top=params.top, quotes=params.quotes)
    web = Web(census.sided, top=params.top, quotes=params.quotes)
    for _, fact in _facts(tables, track=track, what="quotes"):
        if fact is not None:
            web.add(fact)
            for selection in chosen:
                selection.add(fact)
    page = Page(
        title=params.title,
        version=version("concession-miner"),
        census=census,
        n_speakers=len(speakers),
        n_concepts=len(census.crosses["concepts"].counts),
        rejects=list(itertools.islice(schema.read(tables, Reject), params.quotes)),
        views=views(chosen, census, speakers=speakers),
        net=net(web),
        names=names,
        explorer=explorer(_pack(tables, texts=params.texts, track=track)),
    )
    _write(tables / INDEX, html(page))
    _plots(tables, census, chosen, names=names)


def _pack(tables: Path, *, texts: int, track: Track) -> Pack:
    pack = Pack(texts=texts)
    for row in track(slices.by_article(tables, Article, Attribution, Statement, Unit), what="texts"):
        pack.add(*row)
    return pack


def _census(tables: Path, *, track: Track) -> Census:
    census = Census()
    census.add_rejects(schema.read(tables, Reject))
    for article, fact in _facts(tables, track=track, what="report"):
        if fact is None:
            census.add_article(article)
        else:
            census.add(fact)
    return census


def _facts(tables: Path, *, track: Track, what: str) -> Iterator[tuple[Article, Fact | None]]:
    """Yield each article, with null and then with each of its facts; a syndicated copy has none."""
    rows = slices.by_article(tables, Article, Attribution, Statement, Stance)
    for article, attributions, statements, stances in track(rows, what=what):
        yield article, None
        if article.duplicate_of is None:
            yield from ((article, fact) for fact in spoken(article, attributions))
            yield from ((article, fact) for fact in stated(article, statements, stances))


def _plots(tables: Path, census: Census, chosen: list[Selection], *, names: dict[str, str]) -> None:
    weeks = through(census.first, census.last, unit="week") if census.first and census.last else []
    _write(tables / STANCES, stances_by_week(census.crosses["timeline"], weeks))
    (moves,) = (s for s in chosen if s.figure.name == "moves")
    _write(tables / MOVES, moves_by_actor(moves, names=names))


def _write(path: Path, text: str) -> None:
    with schema.replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
