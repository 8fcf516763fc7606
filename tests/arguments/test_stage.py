from dataclasses import replace

import networkx as nx
import pytest

from pipeline import schema
from pipeline.arguments.model import load
from pipeline.arguments.stage import argue, run
from pipeline.params import ArgumentsParams
from pipeline.records import (
    Article,
    Attribution,
    Concession,
    Relation,
    Sentence,
    SentenceVoice,
    Speaker,
    Stance,
    Unit,
)  # fmt: skip

OPED = (
    "For sure, there is merit in waiting. Though the rains are unlikely to come early, the wells may last to June.\n\n"
    "The council should open the dam now, because the farmers downstream have lost two harvests. "
    "It would be a mistake to wait for the governor. Last year the reserve fell by 30 percent."
)
NEWS = "Ada Morn said Varn must lift the tolls. Bo Lind said that lifting the tolls would be a mistake."


def article(text, genre):
    return Article(
        article_id="a1", path="x.txt", record=0, sha256="0", url=None, title=None, subtitle=None, published=None,
        publisher=None, authors=(), author_role=None, author_affiliation=None, bio=None, dateline=None, captions=(),
        genre=genre, language="en", duplicate_of=None, text=text, n_tokens=0, n_sentences=0,
    )  # fmt: skip


def argued(nlp, rows, text, *, genre="opinion", author="sp-author", attributions=(), concessions=(), stances=()):
    return argue(
        article(text, genre), *rows(text, author=author), attributions, concessions, stances,
        doc=nlp(text), names={"sp-author": "Ann Vale"}, model=load("fast"), params=ArgumentsParams(),
    )  # fmt: skip


def joined(units, relations, kind):
    text = {u.unit_id: u.text for u in units}
    return {(text[r.source_id], text[r.target_id]) for r in relations if r.kind == kind}


def test_rhetorical_concession_across_and_within_sentences(nlp, rows):
    found = joined(*argued(nlp, rows, OPED), "concession")
    whole = "Though the rains are unlikely to come early, the wells may last to June."
    assert found == {("For sure, there is merit in waiting.", whole)}
    text = "The road is long. Though the rains are unlikely to come early, the wells may last to June."
    assert joined(*argued(nlp, rows, text), "concession") == {
        ("Though the rains are unlikely to come early", "the wells may last to June.")
    }


def test_reason_supports_the_claim_of_its_sentence(nlp, rows):
    found = joined(*argued(nlp, rows, OPED), "support")
    assert any(s.startswith("because the farmers") and t.startswith("The council should") for s, t in found)


@pytest.mark.parametrize("text", [OPED, OPED + "\n\n" + OPED])
def test_relations_are_sorted_unique_and_without_cycles(nlp, rows, text):
    units, relations = argued(nlp, rows, text)
    keys = [(r.source_id, r.target_id) for r in relations]
    assert keys == sorted(set(keys))
    graph = nx.DiGraph([key for key, r in zip(keys, relations, strict=True) if r.kind != "concession"])
    assert nx.is_directed_acyclic_graph(graph)
    assert {name for key in keys for name in key} <= {u.unit_id for u in units}


def test_opposite_stances_attack_between_speakers(nlp, rows, attribution, concession):
    said = [
        attribution(NEWS, "Ada Morn", "said", "Varn must lift the tolls", speaker="Ada"),
        attribution(NEWS, "Bo Lind", "said that", "lifting the tolls would be a mistake", number=1, speaker="Bo"),
    ]
    coded = [
        concession(NEWS, "Varn must lift the tolls", number=0, holder="Ada", stance="support", item="the tolls"),
        concession(NEWS, "lifting the tolls", number=1, holder="Bo", stance="oppose", item="the tolls"),
    ]
    units, relations = argued(
        nlp, rows, NEWS, genre="news", author=None, attributions=said,
        concessions=[c for c, _ in coded], stances=[s for _, s in coded],
    )  # fmt: skip
    assert [u.speaker for u in units] == ["Ada", "Bo"]
    assert joined(units, relations, "attack") == {("lifting the tolls would be a mistake", "Varn must lift the tolls")}


def test_run_writes_both_tables_the_same_twice(nlp, rows, tmp_path, keep):
    sentences, voices = rows(OPED)
    given = {Article: [article(OPED, "opinion")], Sentence: sentences, SentenceVoice: voices}
    for record in (Article, Sentence, SentenceVoice, Attribution, Concession, Stance, Speaker):
        schema.write(tmp_path, record, given.get(record, []), metadata={})
    keep(tmp_path, [nlp(OPED)])
    bytes_of = []
    for _ in range(2):
        run(tmp_path, params=ArgumentsParams())
        bytes_of.append([schema.table_path(tmp_path, r).read_bytes() for r in (Unit, Relation)])
    assert bytes_of[0] == bytes_of[1]
    assert list(schema.read(tmp_path, Unit))
    assert list(schema.read(tmp_path, Relation))


def test_a_title_is_no_unit(nlp, rows):
    text = "The tolls must be lifted.\n\nThe tolls must be lifted because they starve the islands."
    sentences, voices = rows(text)
    titled = [replace(sentences[0], zone="title"), *sentences[1:]]
    units, _ = argue(
        article(text, "opinion"), titled, voices, (), (), (),
        doc=nlp(text), names={}, model=load("fast"), params=ArgumentsParams(),
    )  # fmt: skip
    assert units
    assert all(unit.start > sentences[0].end for unit in units)


def test_clauses_below_the_threshold_are_no_units(nlp, rows):
    text = "I thank you, Madam President, for convening us. The strait must be opened because the islands starve."
    units, _ = argued(nlp, rows, text, genre="statement")
    assert [u.text for u in units] == ["The strait must be opened", "because the islands starve."]


def test_a_fact_is_a_reason_without_any_mark(nlp, rows):
    text = (
        "The government must end the blockade at once. The hospital has run out of blood, and eleven patients died "
        "last week. A brass band plays in the square on Sundays."
    )
    found = joined(*argued(nlp, rows, text), "support")
    assert {(source[:12], target[:14]) for source, target in found} == {("The hospital", "The government")}
