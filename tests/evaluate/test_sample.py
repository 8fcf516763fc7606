"""The gold of the sample: quoted pieces, labels, and what golden rows ask for."""

import pytest

from pipeline.evaluate import sample
from pipeline.evaluate.predicted import Predicted
from pipeline.records import Article, Attribution, Concession, Relation, Speaker, Stance, Unit
from pipeline.spans import Span

TEXT = "Weir talks\n\n“We will open the weir,” said Ilda Marn, envoy of Orsk. The dam must go because it leaks."


def at(piece):
    start = TEXT.index(piece)
    return {"start": start, "end": start + len(piece)}


@pytest.fixture
def predicted(make):
    held = {"article_id": "a1", "concession_id": "c1", "holder": "Ilda Marn", "holder_id": "sp-1"}
    quote = (Span(**at("“We will open the weir,”")),)
    units = [
        make(Unit, unit_id="u1", role="claim", **at("The dam must go")),
        make(Unit, unit_id="u2", role="claim", **at("because it leaks")),
    ]
    return Predicted(
        article=make(Article, path="weir.txt", record=0, title="Weir talks", genre="news", text=TEXT),
        rows={
            Attribution: [make(Attribution, content_spans=quote, speaker_id="sp-1", type="direct")],
            Concession: [make(Concession, **held, **at("We will open the weir"), move="offer", conceder="Orsk")],
            Stance: [make(Stance, **held, stance="support")],
            Unit: units,
            Relation: [make(Relation, source_id="u2", target_id="u1", kind="support")],
        },
        speakers={"sp-1": make(Speaker, name="Ilda Marn", kind="person", role="envoy", affiliation=None)},
    )


QUOTE = {"content": "We will open the weir", "speaker": "Marn", "kind": "person", "golden": True}
CONCESSION = {"passage": "We will open the weir", "holder": "Ilda Marn", "move": "offer", "stance": "support"}
ROW = {**CONCESSION, "conceder": "Orsk", "golden": True}


@pytest.mark.parametrize(
    ("gold", "figures"),
    [
        ({"title": "Weir talks", "genre": "opinion"}, {"metadata title": 1.0, "metadata genre": 0.0}),
        ({"authors": [], "published": None}, {"metadata authors": 1.0, "metadata published": 1.0}),
        ({"quotes": [QUOTE]}, {"quotes found": 1.0, "quotes speaker": 1.0, "quotes kind": 1.0, "quotes golden": 1.0}),
        ({"quotes": [{**QUOTE, "speaker": "Bo"}]}, {"quotes found": 1.0, "quotes speaker": 0.0, "quotes golden": 0.0}),
        ({"quotes": [{**QUOTE, "role": "the envoy of Orsk", "affiliation": "Orsk"}]}, {"quotes role": 1.0}),
        ({"quotes": [{**QUOTE, "affiliation": "Orsk"}]}, {"quotes affiliation": 0.0}),
        ({"quotes": [{**QUOTE, "type": "mixed"}]}, {"quotes type": 0.0}),
        ({"quotes": [{**QUOTE, "content": "it leaks"}]}, {"quotes found": 0.0, "quotes golden": 0.0}),
        ({"quotes": [{**QUOTE, "content": "not in the text"}]}, {"quotes found": 0.0}),
        ({"concessions": [ROW]}, {"concessions found": 1.0, "concessions move": 1.0, "concessions golden": 1.0}),
        ({"concessions": [{**ROW, "move": "urge"}]}, {"concessions move": 0.0, "concessions golden": 0.0}),
        ({"concessions": [{**ROW, "stance": "oppose"}]}, {"concessions stance": 0.0, "concessions golden": 0.0}),
        ({"concessions": [{**ROW, "conceder": "the Orsk"}]}, {"concessions conceder": 1.0}),
        ({"concessions": [{**ROW, "conceder": None}]}, {"concessions conceder": 0.0}),
        ({"concessions": [{**ROW, "holder": "AUTHOR"}]}, {"concessions passage": 1.0, "concessions found": 0.0}),
        ({"concessions": [ROW, ROW]}, {"concessions passage": 1.0, "concessions found": 0.5}),
        ({"arguments": [{"unit": "The dam must go", "role": "premise"}]}, {"units found": 1.0, "units role": 0.0}),
        ({"duplicate_of": None}, {"metadata duplicate": 1.0}),
        ({"duplicate_of": "other.txt"}, {"metadata duplicate": 0.0}),
        (
            {"relations": [{"from": "it leaks", "to": "The dam must go", "kind": "attack"}]},
            {"relations found": 1.0, "relations kind": 0.0},
        ),
        (
            {"relations": [{"from": "The dam must go", "to": "it leaks", "kind": "support", "golden": True}]},
            {"relations found": 0.0, "relations golden": 0.0},
        ),
    ],
)
def test_figures(predicted, gold, figures):
    found = sample.figures([sample.count({"path": "weir.txt", "record": 0, **gold}, predicted)])
    assert {metric: found[metric]["share"] for metric in figures} == figures


def test_an_article_that_is_not_there_misses_all():
    gold = {"path": "x", "record": 0, "title": "X", "quotes": [QUOTE], "concessions": [ROW]}
    found = sample.figures([sample.count(gold, Predicted())])
    wanted = {"articles found", "quotes found", "quotes golden", "concessions found", "concessions golden"}
    wanted |= {"concessions passage"}
    assert {metric: figure["share"] for metric, figure in found.items()} == dict.fromkeys(wanted, 0.0)


def test_articles_add_up(predicted):
    gold = {"path": "weir.txt", "record": 0, "quotes": [QUOTE]}
    found = sample.figures([sample.count(gold, predicted), sample.count(gold, Predicted())])
    assert found["quotes found"] == {"share": 0.5, "n": 2}
