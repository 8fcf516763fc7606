"""Networks: who is joined by what, and files that networkx reads and visone's schema allows."""

import csv
import io
from datetime import date

import networkx as nx
import pytest
from lxml import etree

from pipeline import schema
from pipeline.exchange import graphml
from pipeline.networks import Choice, network
from pipeline.records import Statement

SIDES = [  # organization, concept, agreement, published, duplicate_of, confidence
    ("Oru", "dam", True, date(2031, 1, 5), None, 0.9),
    ("Oru", "dam", True, date(2031, 1, 5), "a0", 0.9),
    ("Oru", "nets", False, date(2031, 2, 1), None, 0.8),
    ("Velmar", "dam", False, date(2031, 1, 9), None, 0.7),
    ("Velmar", "nets", False, date(2031, 3, 1), None, 0.2),
    ("Tessaly", "dam", True, date(2031, 3, 2), None, 0.9),
    ("Tessaly", None, True, None, None, 0.9),
    (None, "dam", True, None, None, 0.9),
    ("<Selle> \x0b", "nets", None, None, None, 0.9),
]


@pytest.fixture
def statements(make):
    names = ("organization", "concept", "agreement", "published", "duplicate_of", "confidence")
    rows = (dict(zip(names, row, strict=True)) for row in SIDES)
    return [make(Statement, statement_id=f"s{n}", **row) for n, row in enumerate(rows)]


def edges(graph):
    return {tuple(sorted(graph.nodes[n]["name"] for n in pair)): of["weight"] for *pair, of in graph.edges(data=True)}


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("congruence", {("Oru", "Tessaly"): 1, ("Oru", "Velmar"): 1}),
        ("conflict", {("Oru", "Velmar"): 1, ("Tessaly", "Velmar"): 1}),
        ("subtract", {("Oru", "Tessaly"): 1, ("Oru", "Velmar"): 0, ("Tessaly", "Velmar"): -1}),
        ("affiliation", {("Oru", "dam"): 1, ("Oru", "nets"): -1, ("Velmar", "dam"): -1, ("Velmar", "nets"): -1,
                         ("Tessaly", "dam"): 1}),
    ],
)  # fmt: skip
def test_actors_are_joined_by_the_sides_they_take(statements, kind, wanted):
    assert edges(network(statements, kind, Choice())) == wanted


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        ({"since": date(2031, 3, 1)}, {("Velmar", "nets"): -1, ("Tessaly", "dam"): 1}),
        ({"until": date(2031, 1, 9)}, {("Oru", "dam"): 1, ("Velmar", "dam"): -1}),
        ({"until": date(2031, 1, 9), "duplicates": True}, {("Oru", "dam"): 2, ("Velmar", "dam"): -1}),
        ({"since": date(2031, 3, 1), "min_confidence": 0.5}, {("Tessaly", "dam"): 1}),
        ({"actors": "person"}, {}),
    ],
)
def test_a_choice_leaves_statements_out(statements, choice, wanted):
    assert edges(network(statements, "affiliation", Choice(**choice))) == wanted


@pytest.fixture
def written(statements, tmp_path, make):
    hostile = make(
        Statement, statement_id="t", organization="=<b>\x0b&", concept="dam", agreement=True, duplicate_of=None
    )
    schema.write(tmp_path, Statement, [*statements, hostile], metadata={})

    def one(kind, dialect):
        return graphml.export(tmp_path, tmp_path / "net.graphml", kind=kind, dialect=dialect, choice=Choice())

    return one


def test_networkx_reads_it_with_types(written):
    path, *_ = written("affiliation", "plain")
    graph = nx.read_graphml(path)
    names = {of["name"]: of for _, of in graph.nodes(data=True)}
    assert (names["Oru"]["frequency"], names["dam"]["variable"]) == (2, "concept")
    assert "=<b>&" in names
    weights = [of["weight"] for *_, of in graph.edges(data=True)]
    assert all(isinstance(weight, float) for weight in weights)
    assert len(weights) == 6


def test_visone_finds_its_own_words(written):
    path, *_ = written("subtract", "visone")
    root = etree.fromstring(path.read_bytes())
    spaces = {"g": graphml.GRAPHML, "v": graphml.VISONE, "y": graphml.YFILES}
    keys = {key.get("id"): key for key in root.findall("g:key", spaces)}
    assert (keys["d0"].get("yfiles.type"), keys["prop"].get("visone.type")) == ("nodegraphics", "properties")
    label = root.find("g:graph/g:data[@key='prop']/v:labelAttribute", spaces)
    assert (label.get("nodeLabel"), label.get("edgeLabel")) == ("name", "weight")
    shapes = root.findall("g:graph/g:node/g:data[@key='d0']/v:shapeNode/y:ShapeNode/y:NodeLabel", spaces)
    assert {shape.text for shape in shapes} >= {"Oru", "Velmar"}
    colours = {line.get("color") for line in root.iter(f"{{{graphml.YFILES}}}LineStyle")}
    assert colours == {graphml.GREEN, graphml.RED}
    names = {d.text for d in root.findall("g:graph/g:node/g:data[@key='name']", spaces)}
    assert names == {"Oru", "Velmar", "Tessaly", "=<b>&"}
    assert {d.text for d in root.findall("g:graph/g:edge/g:data[@key='weight']", spaces)} == {"1.0", "0.0", "-1.0"}


def test_tables_lie_beside_it(written):
    _, nodes, edges = written("conflict", "plain")
    rows = list(csv.DictReader(io.StringIO(nodes.read_text(encoding="utf-8"))))
    assert {row["name"]: row["frequency"] for row in rows}["Velmar"] == "2"
    assert "'=<b>\x0b&" in {row["name"] for row in rows}
    rows = list(csv.DictReader(io.StringIO(edges.read_text(encoding="utf-8"))))
    assert {row["weight"] for row in rows} == {"1.0"}
