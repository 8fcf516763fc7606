"""Discourse networks as GraphML: plain for Gephi, igraph and R, or in the dialect of visone, with tables beside it.

GraphML: Brandes et al. (2002), http://graphml.graphdrawing.org. visone reads the graphics of yFiles and its own labels
(http://visone.info/xmlns); both are written as DNA writes them.
"""

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import networkx as nx
from lxml import etree

from pipeline import schema
from pipeline.cells import inert
from pipeline.networks import Choice, Network, network
from pipeline.records import Statement

Dialect = Literal["plain", "visone"]
GRAPHML, VISONE = "http://graphml.graphdrawing.org/xmlns", "http://visone.info/xmlns"
YFILES = "http://www.yworks.com/xml/graphml"
NODE_KEYS = {"name": "string", "variable": "string", "kind": "string", "country": "string", "frequency": "int"}
EDGE_KEYS = {"weight": "double", "support": "int", "oppose": "int"}
SHAPES = {"actor": "ellipse", "concept": "roundrectangle"}
FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow."""
GREEN, RED = "#009E73", "#D55E00"
"""Agreement and conflict, told apart by colour-blind readers (Okabe and Ito 2008)."""


def export(tables: Path, out: Path, *, kind: Network, dialect: Dialect, choice: Choice) -> list[Path]:
    """Write a network as GraphML, and its nodes and edges as CSV beside it; return the files written.

    Raises TableError when `statements` is missing.
    """
    graph = network(schema.read(tables, Statement), kind, choice)
    nodes, edges = out.with_suffix(".nodes.csv"), out.with_suffix(".edges.csv")
    with schema.replacing(out) as path:
        path.write_bytes(visone(graph) if dialect == "visone" else plain(graph))
    with schema.replacing(nodes) as path, path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", *NODE_KEYS))
        writer.writerows((inert(n), *(_cell(of.get(k)) for k in NODE_KEYS)) for n, of in graph.nodes(data=True))
    with schema.replacing(edges) as path, path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("source", "target", *EDGE_KEYS))
        rows = graph.edges(data=True)
        writer.writerows((inert(a), inert(b), *(_cell(of.get(k)) for k in EDGE_KEYS)) for a, b, of in rows)
    return [out, nodes, edges]


def _cell(value: object) -> object:
    return inert(value) if isinstance(value, str) else value


def clean(text: str) -> str:
    """Return a text without the characters that XML does not allow."""
    return FORBIDDEN.sub("", text)


def plain(graph: "nx.Graph[str]") -> bytes:
    """Return a graph as GraphML with typed attributes."""
    tidy: nx.Graph[str] = nx.relabel_nodes(graph, {n: clean(n) for n in graph})
    for _, of in tidy.nodes(data=True):
        of.update({k: clean(v) for k, v in of.items() if isinstance(v, str)})
    return ("\n".join(nx.generate_graphml(tidy, named_key_ids=True)) + "\n").encode()


def visone(graph: "nx.Graph[str]") -> bytes:
    """Return a graph as GraphML in visone's dialect: shapes, colours and labels too."""
    root = etree.Element(_tag("graphml"), nsmap={None: GRAPHML, "visone": VISONE, "y": YFILES})
    etree.SubElement(root, _tag("key"), {"for": "node", "id": "d0", "yfiles.type": "nodegraphics"})
    etree.SubElement(root, _tag("key"), {"for": "edge", "id": "e0", "yfiles.type": "edgegraphics"})
    etree.SubElement(root, _tag("key"), {"for": "graph", "id": "prop", "visone.type": "properties"})
    for what, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, kind in keys.items():
            etree.SubElement(root, _tag("key"), {"id": name, "for": what, "attr.name": name, "attr.type": kind})
    drawn = etree.SubElement(root, _tag("graph"), {"id": "discourse", "edgedefault": "undirected"})
    labels = etree.SubElement(etree.SubElement(drawn, _tag("data"), {"key": "prop"}), _tag("labelAttribute", VISONE))
    labels.set("edgeLabel", "weight")
    labels.set("nodeLabel", "name")
    _draw_nodes(drawn, graph)
    _draw_edges(drawn, graph)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _draw_nodes(drawn: etree._Element, graph: "nx.Graph[str]") -> None:
    for number, node in enumerate(graph):
        one = etree.SubElement(drawn, _tag("node"), {"id": f"n{number}"})
        _data(one, graph.nodes[node], NODE_KEYS)
        _shape(etree.SubElement(one, _tag("data"), {"key": "d0"}), graph.nodes[node], number)


def _draw_edges(drawn: etree._Element, graph: "nx.Graph[str]") -> None:
    ids = {node: f"n{number}" for number, node in enumerate(graph)}
    for source, target in graph.edges():
        of = graph.edges[source, target]
        one = etree.SubElement(drawn, _tag("edge"), {"source": ids[source], "target": ids[target]})
        _data(one, of, EDGE_KEYS)
        line = etree.SubElement(etree.SubElement(one, _tag("data"), {"key": "e0"}), _tag("polyLineEdge", VISONE))
        style = etree.SubElement(etree.SubElement(line, _tag("PolyLineEdge", YFILES)), _tag("LineStyle", YFILES))
        style.attrib.update({"color": RED if of["weight"] < 0 else GREEN, "type": "line", "width": "2.0"})


def _tag(name: str, namespace: str = GRAPHML) -> str:
    return f"{{{namespace}}}{name}"


def _data(parent: etree._Element, of: Mapping[str, object], keys: Mapping[str, str]) -> None:
    for key in keys:
        if key in of:
            etree.SubElement(parent, _tag("data"), {"key": key}).text = clean(str(of[key]))


def _shape(parent: etree._Element, of: Mapping[str, object], number: int) -> None:
    """Draw a node: in rows of twenty, until visone lays it out."""
    shape = etree.SubElement(etree.SubElement(parent, _tag("shapeNode", VISONE)), _tag("ShapeNode", YFILES))
    place = {"x": f"{40.0 * (number % 20)}", "y": f"{40.0 * (number // 20)}", "width": "20.0", "height": "20.0"}
    etree.SubElement(shape, _tag("Geometry", YFILES), place)
    colour = "#56B4E9" if of["variable"] == "actor" else "#F0E442"
    etree.SubElement(shape, _tag("Fill", YFILES), {"color": colour, "transparent": "false"})
    etree.SubElement(shape, _tag("NodeLabel", YFILES), {"visible": "true"}).text = clean(str(of["name"]))
    etree.SubElement(shape, _tag("Shape", YFILES), {"type": SHAPES[str(of["variable"])]})
