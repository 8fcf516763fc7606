"""The report's figures: what each counts, by what, and in what words it is introduced."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Literal

from pipeline.columns import labels_of
from pipeline.records import Statement
from pipeline.report.facts import Fact

Counted = Literal["attributions", "statements"]
Look = Literal["bars", "heat", "plain", "time"]

STANCES = ("support", "conditional", "oppose", "none")
EFFICACIES = labels_of(Statement)["efficacy"]
MOVES = labels_of(Statement)["move"]
ASKING = ("demand", "urge")
WAYS = ("direct", "mixed", "indirect")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: facts counted by row and column."""

    name: str
    """Its anchor in the page."""
    title: str
    intro: str
    row_head: str
    """What a row is."""
    missing: str
    """Why facts have no row, to end "5 statements ..."."""
    of: Counted
    look: Look
    columns: tuple[str, ...]
    column: Callable[[Fact], str | None]
    rows: Callable[[Fact], tuple[Hashable, ...]]
    sought: str = ""
    """The filter of the search that finds a row's statements; empty for none."""
    labels: tuple[str, ...] = ()
    """All rows in order, when they are a closed list; else the commonest rows come first."""


def _one(value: Hashable | None) -> tuple[Hashable, ...]:
    return () if value is None else (value,)


def _demand(fact: Fact) -> tuple[Hashable, ...]:
    if fact.move not in ASKING or not (fact.actor and fact.conceder and fact.concept):
        return ()
    return ((fact.actor, fact.conceder, fact.concept),)


def _day(fact: Fact) -> tuple[Hashable, ...]:
    return _one(fact.published)


FIGURES: tuple[Figure, ...] = (
    Figure(
        name="stances",
        title="Where speakers stand",
        intro="Statements on concessions by holder: should the concession be made?",
        row_head="Holder",
        missing="standing in narration that relays nobody",
        of="statements",
        look="bars",
        columns=STANCES,
        column=lambda f: f.stance,
        rows=lambda f: f.speakers,
        sought="actor",
    ),
    Figure(
        name="demands",
        title="Who demands what of whom",
        intro="Demands and calls by holder, by who is to give way, and by what is to be given.",
        row_head="Holder → who is to give it, and what",
        missing="making no demand, or not naming who is to give what",
        of="statements",
        look="plain",
        columns=ASKING,
        column=lambda f: f.move,
        rows=_demand,
    ),
    Figure(
        name="timeline",
        title="Over time",
        intro="Statements by the day their article was published.",
        row_head="Period",
        missing="standing in articles without a date",
        of="statements",
        look="time",
        columns=STANCES,
        column=lambda f: f.stance,
        rows=_day,
    ),
    Figure(
        name="concepts",
        title="What is to be conceded",
        intro="Like items share a concept across articles; its label is the commonest wording.",
        row_head="Concept",
        missing="naming no item",
        of="statements",
        look="bars",
        columns=STANCES,
        column=lambda f: f.stance,
        rows=lambda f: _one(f.concept),
        sought="concept",
    ),
    Figure(
        name="moves",
        title="What actors do with concessions",
        intro="Moves by actor. The stronger a cell's colour, the more statements.",
        row_head="Actor",
        missing="standing in narration that relays nobody",
        of="statements",
        look="heat",
        columns=MOVES,
        column=lambda f: f.move,
        rows=lambda f: f.speakers,
        sought="actor",
    ),
    Figure(
        name="efficacy",
        title="Should it be made, would it work",
        intro="Two questions, coded apart: stance by row, expected effect by column.",
        row_head="Stance",
        missing="having no stance",
        of="statements",
        look="heat",
        columns=EFFICACIES,
        column=lambda f: f.efficacy,
        rows=lambda f: _one(f.stance),
        sought="stance",
        labels=STANCES,
    ),
    Figure(
        name="speakers",
        title="Who speaks how often",
        intro="Attributions by speaker: what each is reported to have said, thought, wanted or demanded, by how it is "
        "relayed. What two say together counts for both.",
        row_head="Speaker",
        missing="naming no source",
        of="attributions",
        look="bars",
        columns=WAYS,
        column=lambda f: f.way,
        rows=lambda f: f.speakers,
    ),
    Figure(
        name="genres",
        title="By genre",
        intro="Statements by the kind of text they stand in.",
        row_head="Genre",
        missing="having no genre",
        of="statements",
        look="bars",
        columns=STANCES,
        column=lambda f: f.stance,
        rows=lambda f: _one(f.genre),
        sought="genre",
    ),
    Figure(
        name="publishers",
        title="By publisher",
        intro="Statements by newspaper, agency or site.",
        row_head="Publisher",
        missing="standing in articles without a publisher",
        of="statements",
        look="bars",
        columns=STANCES,
        column=lambda f: f.stance,
        rows=lambda f: _one(f.publisher),
        sought="publisher",
    ),
)
