"""The command line: one command a stage; each body is one call.

Exit codes: 0 it ran, whatever was rejected; 1 the work could not be done or `verify` found faults; 2 the command or a
setting is not understood.
"""

import functools
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from pipeline.chain import Outcome
    from pipeline.params import Params
    from pipeline.progress import Track

app = typer.Typer(
    name="pipeline",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Who says what in the news, and where each speaker stands on concessions.",
)
evaluate_app = typer.Typer(no_args_is_help=True, help="Score tables against annotated texts.")
export_app = typer.Typer(no_args_is_help=True, help="Write the tables in another program's format.")
import_app = typer.Typer(no_args_is_help=True, help="Read what people coded in another program, as gold.")
app.add_typer(evaluate_app, name="evaluate")
review_app = typer.Typer(no_args_is_help=True, help="Have people check rows, and take their corrections back.")
cache_app = typer.Typer(no_args_is_help=True, help="What is kept of earlier runs, to be used again.")
app.add_typer(export_app, name="export")
app.add_typer(import_app, name="import")
app.add_typer(review_app, name="review")
app.add_typer(cache_app, name="cache")

RAW = Path("data/raw")
TABLES = Path("data/processed")


def _place(text: str | Path) -> Any:
    """Read an argument as a path, or as an address (s3://…); `_here` and `chain.run` make a path of an address."""
    from pipeline import places

    return places.place(text)


RawArg = Annotated[
    Path, typer.Argument(parser=_place, metavar="RAW", help="Folder of articles, or one file; a path or an address.")
]
TablesArg = Annotated[
    Path, typer.Argument(parser=_place, metavar="TABLES", help="Folder of tables; a path or an address.")
]
ParamsOption = Annotated[
    Path | None, typer.Option("--params", help="Settings; params.yaml of this folder when there is one.")
]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", help="Override a setting: section.key=value. May be repeated.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, help="Processes that read articles; else one a processor, up to 4.")
]
CacheOption = Annotated[bool, typer.Option("--cache/--no-cache", help="Keep and use what was worked out before.")]


def _here(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that reads tables a copy of them when they lie at an address."""

    @functools.wraps(command)
    def run(**given: Any) -> None:
        from pipeline import places

        with places.folder(given["tables"]) as tables:
            command(**{**given, "tables": tables})

    return run


def main() -> None:
    """Run the command line; errors that name what to do are printed without a traceback, exit code 1 or 2."""
    from pipeline.errors import PipelineError, UsageError

    try:
        app()
    except PipelineError as error:
        typer.echo(f"pipeline: {error}", err=True)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except MemoryError:
        typer.echo("pipeline: memory ran out; run with --workers 1, or on a part of the articles at a time", err=True)
        sys.exit(1)


def _params(path: Path | None, overrides: list[str] | None) -> "Params":
    from pipeline import params

    local = Path("params.yaml")
    return params.load(path or (local if local.exists() else None), overrides=overrides or ())


def _track(quiet: bool) -> "Track":
    from pipeline import console

    return console.track(quiet=quiet)


def _stage(
    name: str, tables: Path, path: Path | None, overrides: list[str] | None, quiet: bool, **more: object
) -> None:
    from pipeline import chain, places

    params = _params(path, overrides)
    with places.folder(tables, fetch=name != "ingest", back=True) as here:
        chain.run_stage(name, here, params=params, track=_track(quiet), **more)  # type: ignore[arg-type]


def _each(
    name: str,
    tables: Path,
    path: Path | None,
    overrides: list[str] | None,
    quiet: bool,
    *,
    workers: int | None,
    cache: bool,
    **more: object,
) -> None:
    from pipeline import engine

    with engine.opened(workers=workers, keep=cache) as here:
        _stage(name, tables, path, overrides, quiet, engine=here, **more)


@app.command()
def run(
    raw: RawArg,
    out: Annotated[
        Path,
        typer.Argument(
            parser=_place, metavar="OUT", help="Folder for the tables and the report; a path or an address."
        ),
    ],
    workers: WorkersOption = None,
    cache: CacheOption = True,
    cluster: Annotated[
        str | None, typer.Option(help="Address of a Dask scheduler, or local; tables come in parts (docs/scale.md).")
    ] = None,
    scratch: Annotated[
        Path | None, typer.Option(help="With --cluster: a folder that all its machines see; else OUT.")
    ] = None,
    params: ParamsOption = None,
    overrides: SetOption = None,
    quiet: QuietOption = False,
) -> None:
    """Read articles and write every table and the report."""
    from pipeline import console

    settings = _params(params, overrides)
    shown: dict[str, Any] = {"track": _track(quiet), "begin": console.begin(quiet=quiet)}
    if cluster is not None:
        outcome = _on_cluster(raw, out, cluster, workers=workers, scratch=scratch, params=settings, **shown)
    else:
        from pipeline import chain, engine

        with engine.opened(workers=workers, keep=cache) as here:
            outcome = chain.run(raw, out, params=settings, engine=here, **shown)
    console.finish(outcome, quiet=quiet)


def _on_cluster(
    raw: Path, out: Path, address: str, *, workers: int | None, scratch: Path | None, **more: Any
) -> "Outcome":
    from pipeline.cluster import crew
    from pipeline.cluster.run import run as run_parts

    with crew.opened(address, workers=workers, track=more["track"]) as hands:
        return run_parts(raw, out, crew=hands, scratch=scratch, **more)


@app.command()
def ingest(
    raw: RawArg = RAW,
    tables: TablesArg = TABLES,
    cache: CacheOption = True,
    params: ParamsOption = None,
    overrides: SetOption = None,
    quiet: QuietOption = False,
) -> None:
    """Read and clean articles: articles, rejects."""
    _each("ingest", tables, params, overrides, quiet, workers=1, cache=cache, raw=raw)


def _by_article(name: str, told: str) -> None:
    """Add the command of a stage that reads each article by itself."""

    def command(
        tables: TablesArg = TABLES,
        workers: WorkersOption = None,
        cache: CacheOption = True,
        params: ParamsOption = None,
        overrides: SetOption = None,
        quiet: QuietOption = False,
    ) -> None:
        _each(name, tables, params, overrides, quiet, workers=workers, cache=cache)

    app.command(name, help=told)(command)


def _of_all(name: str, told: str) -> None:
    """Add the command of a stage that reads the articles together."""

    def command(
        tables: TablesArg = TABLES, params: ParamsOption = None, overrides: SetOption = None, quiet: QuietOption = False
    ) -> None:
        _stage(name, tables, params, overrides, quiet)

    app.command(name, help=told)(command)


_by_article("tokenize", "Split and parse the articles: sentences, tokens, docs.")
_by_article("attribute", "Find who says what: links.")
_by_article("speakers", "Resolve sources to speakers: attributions, speakers, mentions, voices.")
_by_article("concessions", "Find what is demanded, offered, yielded, refused: concessions.")
_by_article("stance", "Tell where each holder stands: stances.")
_by_article("arguments", "Find claims, premises and what joins them: units, relations.")
_of_all("statements", "Join it all, a row a holder and concession: statements, datapackage.json.")
_of_all("report", "Write the page that shows it: report/index.html.")


@app.command()
@_here
def info(tables: TablesArg = TABLES, params: ParamsOption = None, overrides: SetOption = None) -> None:
    """Print versions, models and the tables of a folder."""
    from pipeline import console

    console.show_info(tables, _params(params, overrides))


@app.command()
@_here
def verify(tables: TablesArg = TABLES) -> None:
    """Check that quoted cells equal their spans, ids resolve and schemas hold; exit 1 with the first ten faults."""
    from pipeline import console

    raise typer.Exit(console.show_faults(tables))


@app.command()
@_here
def explain(
    concession_id: Annotated[str, typer.Argument(help="A concession_id of concessions.parquet.")],
    tables: TablesArg = TABLES,
    params: ParamsOption = None,
    overrides: SetOption = None,
) -> None:
    """Show why a concession is there: its paragraph, the words that decided, probabilities, whose words they are."""
    from pipeline import console

    console.show_explanation(concession_id, tables, _params(params, overrides))


@cache_app.command("info")
def cache_info() -> None:
    """Print where it lies and what it holds."""
    from pipeline import console

    console.show_cache()


@cache_app.command("clear")
def cache_clear() -> None:
    """Drop all of it."""
    from pipeline import console

    console.clear_cache()


@evaluate_app.command("run")
def evaluate_run(
    tables: TablesArg = TABLES, params: ParamsOption = None, overrides: SetOption = None, quiet: QuietOption = False
) -> None:
    """Count what the tables hold and score them on the gold that evaluate.gold names: metrics.json."""
    _stage("evaluate", tables, params, overrides, quiet)


def _evaluate(task: str, gold: Path, tables: Path, *, curve: Path | None = None) -> None:
    from pipeline import console

    console.show_figures(task, gold, tables, curve=curve)


GoldArg = Annotated[Path, typer.Argument(help="Annotated texts, JSON lines, gzipped or not.")]
CurveOption = Annotated[
    Path | None, typer.Option("--curve", help="Write precision, recall and F1 by confidence to this CSV file.")
]


@evaluate_app.command("attribute")
@_here
def evaluate_attribute(gold: GoldArg, tables: TablesArg = TABLES, curve: CurveOption = None) -> None:
    """Score who says what; with several coders an article, how far they and the machine agree."""
    _evaluate("attribute", gold, tables, curve=curve)


@evaluate_app.command("speakers")
@_here
def evaluate_speakers(gold: GoldArg, tables: TablesArg = TABLES) -> None:
    """Score who a source is."""
    _evaluate("speakers", gold, tables)


@evaluate_app.command("concessions")
@_here
def evaluate_concessions(gold: GoldArg, tables: TablesArg = TABLES) -> None:
    """Score concessions and stances."""
    _evaluate("concessions", gold, tables)


@evaluate_app.command("arguments")
@_here
def evaluate_arguments(gold: GoldArg, tables: TablesArg = TABLES) -> None:
    """Score claims, premises and relations."""
    _evaluate("arguments", gold, tables)


@evaluate_app.command("review")
@_here
def evaluate_review(
    reviews: Annotated[Path, typer.Argument(help="Corrections, as pipeline review import wrote them.")],
    tables: TablesArg = TABLES,
    by: Annotated[str | None, typer.Option(help="Shares by a column of statements, as organization.")] = None,
    stance: Annotated[str, typer.Option(help="Which stance the shares are of.")] = "support",
) -> None:
    """How often the machine is right by what people corrected, how far they agree, and corrected shares."""
    from pipeline import console

    console.show_review(tables, reviews, by=by, stance=stance)


@export_app.command("aif")
@_here
def export_aif(tables: TablesArg, out: Annotated[Path, typer.Argument(help="File for the JSON.")]) -> None:
    """Units and relations as xAIF, for argument tools."""
    from pipeline import console

    console.show_exported("aif", tables, out)


@export_app.command("csv")
@_here
def export_csv(tables: TablesArg, out_dir: Annotated[Path, typer.Argument(help="Folder for the CSV files.")]) -> None:
    """Every table as CSV."""
    from pipeline import console

    console.show_exported("csv", tables, out_dir)


@export_app.command("dna")
@_here
def export_dna(tables: TablesArg, out: Annotated[Path, typer.Argument(help="File for the database (.dna).")]) -> None:
    """A Discourse Network Analyzer 3 database: coder Admin, password admin."""
    from pipeline import console

    console.show_exported("dna", tables, out)


@export_app.command("dna-events")
@_here
def export_dna_events(tables: TablesArg, out: Annotated[Path, typer.Argument(help="File for the CSV.")]) -> None:
    """Discourse Network Analyzer's event list, a statement a line."""
    from pipeline import console

    console.show_exported("dna-events", tables, out)


@export_app.command("graphml")
@_here
def export_graphml(
    tables: TablesArg,
    out: Annotated[Path, typer.Argument(help="File for the GraphML; tables of nodes and edges lie beside it.")],
    network: Annotated[str, typer.Option(help="affiliation, congruence, conflict or subtract.")] = "affiliation",
    dialect: Annotated[str, typer.Option(help="plain (Gephi, igraph) or visone.")] = "plain",
    actors: Annotated[str, typer.Option(help="organization or person.")] = "organization",
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day that counts.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day that counts.")] = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Least confidence of a statement.")] = 0.0,
    duplicates: Annotated[bool, typer.Option(help="Count syndicated copies too.")] = False,
) -> None:
    """A discourse network: who takes which side, who agrees or clashes with whom."""
    from pipeline import console

    console.show_network(
        tables,
        out,
        network=network,
        dialect=dialect,
        actors=actors,
        since=since and since.date(),
        until=until and until.date(),
        min_confidence=min_confidence,
        duplicates=duplicates,
    )


@export_app.command("stata")
@_here
def export_stata(tables: TablesArg, out: Annotated[Path, typer.Argument(help="File for the table (.dta).")]) -> None:
    """The statements for Stata, with labelled columns and values."""
    from pipeline import console

    console.show_exported("stata", tables, out)


@import_app.command("dna")
def import_dna(
    database: Annotated[Path, typer.Argument(help="Database of Discourse Network Analyzer (.dna).")],
    out: Annotated[Path, typer.Argument(help="File for the gold, JSON lines.")],
) -> None:
    """Statements coded in Discourse Network Analyzer, for pipeline evaluate concessions."""
    from pipeline import console

    console.show_imported("dna", database, out)


FormatArg = Annotated[str, typer.Argument(help="label-studio, brat or csv.")]
SampleArg = Annotated[Path, typer.Argument(help="Folder for the sample, a new one for each.")]
TableOption = Annotated[str, typer.Option(help="statements or attributions.")]
ReviewsArg = Annotated[Path, typer.Argument(help="File of corrections (JSON lines); it grows with each import.")]


@review_app.command("export")
@_here
def review_export(
    form: FormatArg,
    tables: TablesArg,
    folder: SampleArg,
    rows: Annotated[str, typer.Option(help="all, random (for unbiased figures) or uncertain.")] = "random",
    n: Annotated[int, typer.Option(min=1, help="Rows to check.")] = 100,
    seed: Annotated[int, typer.Option(help="Seed of a random sample.")] = 1,
    table: TableOption = "statements",
) -> None:
    """Write statements, or attributions, for people to check."""
    from pipeline import console

    console.show_review_export(form, tables, folder, rows=rows, n=n, seed=seed, table=table)


@review_app.command("import")
def review_import(
    form: FormatArg,
    source: Annotated[Path, typer.Argument(help="What came back: JSON export, sheet, or folder of brat.")],
    folder: SampleArg,
    reviews: ReviewsArg,
    reviewer: Annotated[str, typer.Option(help="Who checked.")] = "reviewer",
    table: TableOption = "statements",
) -> None:
    """Take a reviewer's corrections back."""
    from pipeline import console

    console.show_review_import(form, source, folder, reviews, reviewer=reviewer, table=table)
