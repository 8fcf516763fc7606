"""xAIF: read by the library of the tools it is for, and checked by the rules of AIF."""

import json

import pytest
from xaif import AIF

from pipeline import schema
from pipeline.exchange.aif import export
from pipeline.records import Article, Attribution, Relation, Speaker, Unit
from pipeline.spans import Span

TEXT = (
    "Ilse Bram said the pact would fail because nobody trusts it. The <b>union</b> disagrees: it has held.\n\n"
    "To be sure, it is cheap. But it is unsafe."
)
SAID = ("the pact would fail", "because nobody trusts it", "it has held")
OWN = ("To be sure, it is cheap", "But it is unsafe")


@pytest.fixture
def tables(tmp_path, make):
    def span(words):
        return Span(TEXT.index(words), TEXT.index(words) + len(words))

    def unit(number, words, **more):
        start, end = span(words)
        return make(Unit, unit_id=f"a1-u{number}", article_id="a1", start=start, end=end, text=words, **more)

    bram = {"speaker_id": "s1", "speaker": "Ilse Bram", "attribution_id": "a1-q0"}
    union = {"speaker_id": "s2", "speaker": "the union", "attribution_id": "a1-q1"}
    schema.write(tmp_path, Article, [make(Article, article_id="a1", text=TEXT)], metadata={})
    speakers = [
        make(Speaker, speaker_id="s1", name="Ilse Bram", kind="person"),
        make(Speaker, speaker_id="s2", kind="group"),
    ]
    schema.write(tmp_path, Speaker, speakers, metadata={})
    said = [
        make(
            Attribution,
            attribution_id="a1-q0",
            article_id="a1",
            source_spans=(span("Ilse Bram"),),
            cue_spans=(span("said"),),
            content_spans=(span(f"{SAID[0]} {SAID[1]}"),),
        ),
        make(Attribution, attribution_id="a1-q1", article_id="a1", content_spans=(span(SAID[2]),)),
    ]
    schema.write(tmp_path, Attribution, said, metadata={})
    units = [unit(0, SAID[0], **bram), unit(1, SAID[1], **bram), unit(2, SAID[2], **union)]
    units += [unit(3 + n, words) for n, words in enumerate(OWN)]
    schema.write(tmp_path, Unit, units, metadata={})
    joined = [(1, 0, "support"), (2, 0, "attack"), (3, 4, "concession")]
    relations = [
        make(Relation, source_id=f"a1-u{i}", target_id=f"a1-u{j}", article_id="a1", kind=kind) for i, j, kind in joined
    ]
    schema.write(tmp_path, Relation, relations, metadata={})
    return tmp_path


@pytest.fixture
def document(tables):
    (path,) = export(tables, tables / "out.json")
    return json.loads(path.read_text(encoding="utf-8"))


def test_its_library_reads_the_relations(document):
    aif = AIF(document)
    assert aif.is_valid_json_aif()
    assert aif.is_json_aif_dialog()
    frame = aif.get_csv("argument-relation")
    rows = frame[["proposition1_text", "proposition2_text", "relation"]].to_numpy().tolist()
    assert [SAID[1], SAID[0], "Default Inference"] in rows
    assert [SAID[2], SAID[0], "Default Conflict"] in rows
    assert [OWN[1], OWN[0], "Rhetorical Concession"] in rows


def test_nodes_and_edges_keep_the_rules_of_aif(document):
    graph = document["AIF"]
    kinds = {node["nodeID"]: node["type"] for node in graph["nodes"]}
    assert list(kinds) == list(range(len(kinds)))
    allowed = {("L", "YA"), ("YA", "I"), ("I", "RA"), ("RA", "I"), ("I", "CA"), ("CA", "I")}
    assert {(kinds[e["fromID"]], kinds[e["toID"]]) for e in graph["edges"]} == allowed
    for node, kind in kinds.items():
        into = [e for e in graph["edges"] if e["toID"] == node]
        out = [e for e in graph["edges"] if e["fromID"] == node]
        if kind in ("YA", "RA", "CA"):
            assert (len(into), len(out)) == (1, 1)
    assert {kinds[one["nodeID"]] for one in graph["locutions"]} == {"L"}
    assert len(graph["locutions"]) == sum(kind == "L" for kind in kinds.values())


def test_an_attribution_is_one_locution_of_its_speaker(document):
    graph = document["AIF"]
    text = {node["nodeID"]: node["text"] for node in graph["nodes"]}
    people = {p["participantID"]: (p["firstname"], p["surname"]) for p in graph["participants"]}
    said = {text[one["nodeID"]]: people[one["personID"]] for one in graph["locutions"]}
    assert said == {
        f"Ilse Bram said {SAID[0]} {SAID[1]}": ("Ilse", "Bram"),
        SAID[2]: ("", "the union"),
        OWN[0]: ("", "newsroom"),
        OWN[1]: ("", "newsroom"),
    }


def test_text_is_escaped_around_its_units(document):
    text = document["text"]["txt"]
    assert "&lt;b&gt;union&lt;/b&gt;" in text
    assert "<b>" not in text
    (claim,) = (n["nodeID"] for n in document["AIF"]["nodes"] if n["text"] == SAID[0] and n["type"] == "I")
    assert f'<span class="highlighted" id="{claim}">{SAID[0]}</span>' in text
