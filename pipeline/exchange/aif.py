"""Units and relations as xAIF, the JSON that the tools of the Open Argument Mining Framework read.

Nodes and edges follow the Argument Interchange Format (Chesnevar et al. 2006; Reed et al., AIFdb, 2012). A speaker is a
participant, an attribution a locution (L), each unit in it what is said (I), tied by an illocution (YA); a support is
an inference (RA), an attack a conflict (CA). AIF has no node for a rhetorical concession: what outweighs a granted
point stands in conflict with it, and the CA node says so.
"""

import html
import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from pipeline import schema, slices
from pipeline.records import Article, Attribution, Relation, RelationKind, Speaker, Unit
from pipeline.spans import hull

NodeType = Literal["L", "I", "YA", "RA", "CA"]
NEWSROOM = "newsroom"
"""Who argues where nobody is named."""
SCHEMES: dict[RelationKind, tuple[NodeType, str]] = {
    "support": ("RA", "Default Inference"),
    "attack": ("CA", "Default Conflict"),
    "concession": ("CA", "Rhetorical Concession"),
}


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the graph."""

    nodeID: int  # noqa: N815 (named by the format)
    text: str
    type: NodeType


@dataclass(slots=True)
class Graph:
    """A graph as it grows: numbers of nodes, edges and participants count from 0."""

    nodes: list[Node] = field(default_factory=list)
    edges: list[tuple[int, int]] = field(default_factory=list)
    locutions: list[tuple[int, int]] = field(default_factory=list)
    participants: dict[tuple[str, str], int] = field(default_factory=dict)

    def node(self, text: str, kind: NodeType) -> int:
        """Add a node and return its number."""
        self.nodes.append(Node(len(self.nodes), text, kind))
        return len(self.nodes) - 1

    def path(self, *nodes: int) -> None:
        """Add the edges that lead from each of ``nodes`` to the next."""
        self.edges += itertools.pairwise(nodes)

    def participant(self, name: str, *, person: bool) -> int:
        """Return the number of a participant; a person's name is parted before the family name."""
        first, _, last = name.rpartition(" ") if person else ("", "", name)
        return self.participants.setdefault((first, last), len(self.participants))


def export(tables: Path, out: Path) -> list[Path]:
    """Write units and relations of all articles as one xAIF document and return the file written.

    Raises TableError when a table is missing or two do not fit together.
    """
    people = {s.speaker_id for s in schema.read(tables, Speaker) if s.kind in ("person", "author")}
    graph, texts = Graph(), []
    for article, attributions, units, relations in slices.by_article(tables, Article, Attribution, Unit, Relation):
        places = _units(graph, article, attributions, units, people=people)
        _relations(graph, relations, places)
        if places:
            texts.append(_highlighted(article, units, places))
    with schema.replacing(out) as path:
        path.write_text(json.dumps(_document(graph, texts), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [out]


def _units(
    graph: Graph, article: Article, attributions: Sequence[Attribution], units: Sequence[Unit], *, people: set[str]
) -> dict[str, int]:
    """Add what is said and who says it; return the node of each unit by its id."""
    said = {a.attribution_id: a for a in attributions}
    locutions: dict[str, int] = {}
    places = {}
    for unit in units:
        key = unit.attribution_id or unit.unit_id
        if key not in locutions:
            whole = said.get(unit.attribution_id or "")
            locutions[key] = graph.node(_words(article, whole) if whole else unit.text, "L")
            who = graph.participant(unit.speaker or NEWSROOM, person=unit.speaker_id in people)
            graph.locutions.append((locutions[key], who))
        places[unit.unit_id] = graph.node(unit.text, "I")
        graph.path(locutions[key], graph.node("Default Illocuting", "YA"), places[unit.unit_id])
    return places


def _words(article: Article, one: Attribution) -> str:
    """The words of an attribution: from the first of source, cue and content to the last."""
    around = hull([*one.source_spans, *one.cue_spans, *one.content_spans])
    return " ".join(article.text[around.start : around.end].split())


def _relations(graph: Graph, relations: Sequence[Relation], places: dict[str, int]) -> None:
    for one in relations:
        kind, text = SCHEMES[one.kind]
        ends = places[one.source_id], places[one.target_id]
        source, target = reversed(ends) if one.kind == "concession" else ends
        graph.path(source, graph.node(text, kind), target)


def _highlighted(article: Article, units: Sequence[Unit], places: dict[str, int]) -> str:
    """The article as HTML, escaped, each unit in a span that bears the number of its node."""

    def pieces() -> Iterator[str]:
        at = 0
        for unit in sorted(units, key=lambda u: u.start):
            if unit.start >= at:
                yield html.escape(article.text[at : unit.start])
                words = html.escape(article.text[unit.start : unit.end])
                yield f'<span class="highlighted" id="{places[unit.unit_id]}">{words}</span>'
                at = unit.end
        yield html.escape(article.text[at:])

    return "".join(pieces()).replace("\n", "<br>")


def _document(graph: Graph, texts: Sequence[str]) -> dict[str, object]:
    edges = [{"edgeID": n, "fromID": a, "toID": b} for n, (a, b) in enumerate(graph.edges)]
    people = [{"participantID": n, "firstname": a, "surname": b} for (a, b), n in graph.participants.items()]
    return {
        "AIF": {
            "nodes": [asdict(node) for node in graph.nodes],
            "edges": edges,
            "schemefulfillments": [],
            "descriptorfulfillments": [],
            "participants": people,
            "locutions": [{"nodeID": node, "personID": who} for node, who in graph.locutions],
        },
        "text": {"txt": "<br><br>".join(texts)},
        "dialog": True,
        "OVA": {"firstname": "", "surname": "", "url": "", "nodes": [], "edges": []},
    }
