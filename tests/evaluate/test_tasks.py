"""Each scorer on a case small enough to count by hand."""

import json

import pytest

from pipeline.evaluate.gold import GoldError
from pipeline.evaluate.stage import evaluate
from pipeline.records import Article, Attribution, Concession, Relation, Speaker, Stance, Unit
from pipeline.spans import Span

TEXT = 'Ann Lok said the old dam is safe. "We agree," Bo Tan said. It was Monday. The dam must go because it leaks.'


def span(piece):
    start = TEXT.index(piece)
    return Span(start, start + len(piece))


def spans(*pieces):
    return tuple(span(piece) for piece in pieces)


@pytest.fixture
def score(tmp_path, make, write):
    """Score rows of the one article against one line of gold."""

    def run(task, gold, rows):
        path = tmp_path / "gold.jsonl"
        path.write_text(json.dumps({"id": "dam", "text": TEXT, **gold}))
        article = make(Article, article_id="a1", path="in/dam.txt", text=TEXT)
        return evaluate(task, path, write(tmp_path / "tables", [article, *rows]))

    return run


def attribution(make, number, content, source, speaker_id=None):
    ids = {"attribution_id": f"a1-a{number}", "article_id": "a1", "speaker_id": speaker_id}
    return make(Attribution, **ids, content_spans=spans(content), source_spans=spans(*source), cue_spans=spans("said"))


def test_attributions(score, make):
    gold = [
        {"content": spans("the old dam is safe"), "source": spans("Ann Lok"), "cue": spans("said")},
        {"content": spans('"We agree,"'), "source": spans("Bo Tan"), "cue": []},
    ]
    rows = [
        attribution(make, 1, "old dam is safe", ["Ann Lok"]),
        attribution(make, 2, "We agree", ["It"]),
        attribution(make, 3, "It was Monday", []),
    ]
    every = score("attribute", {"attributions": gold}, rows)["all"]
    assert every["attribution"] == {
        "precision": 0.333,
        "recall": 0.5,
        "f1": 0.4,
        "gold": 2,
        "predicted": 3,
        "interval": [0.4, 0.4],
    }
    assert (every["content match"]["precision"], every["content match"]["recall"]) == (0.667, 1.0)
    assert every["source given content"] == {"share": 0.5, "n": 2}
    assert (every["content words"]["gold"], every["content words"]["predicted"]) == (7, 9)
    assert (every["content words"]["recall"], every["content words"]["precision"]) == (0.857, 0.667)
    assert every["content whole"]["recall"] == 0.5
    assert every["cue words"]["recall"] == 1.0


def test_kinds_of_attribution_are_told_by_their_marks(score, make):
    gold = [
        {"content": spans("the old dam is safe"), "source": [], "cue": []},
        {"content": spans("We agree"), "source": [], "cue": []},
    ]
    found = score("attribute", {"attributions": gold}, [attribution(make, 1, "We agree", [])])
    assert found["direct"]["attribution"]["recall"] == 1.0
    assert found["indirect"]["attribution"]["recall"] == 0.0
    assert found["mixed"]["attribution"]["gold"] == 0


def mention(source, content, **values):
    blank = {"name": None, "kind": None, "role": None, "affiliation": None}
    return {**span(source)._asdict(), "content": spans(content), **blank, **values}


def test_speakers(score, make):
    gold = [
        mention("Ann Lok", "the old dam is safe", name="Ann Lok", kind="person", role="chief engineer"),
        mention("Bo Tan", "We agree", name="Bo Tan; Cy Ray", kind="person"),
        mention("It", "was Monday", name="the board", kind="organization"),
        mention("The dam", "it leaks", name="Dee Orr", kind="person"),
    ]
    rows = [
        make(Speaker, speaker_id="sp-1", name="Lok", kind="person", role="engineer of the dam"),
        make(Speaker, speaker_id="sp-2", name="Cy Ray", kind="group"),
        make(Speaker, speaker_id="sp-3", name="Ann Lok", kind="person"),
        attribution(make, 1, "the old dam is safe", [], "sp-1"),
        attribution(make, 2, "We agree", [], "sp-2"),
        attribution(make, 3, "It was Monday", [], "sp-3"),
    ]
    found = score("speakers", {"mentions": gold}, rows)
    assert found["found"] == {"share": 0.75, "n": 4}
    assert (found["speaker"]["precision"], found["speaker"]["recall"]) == (0.667, 0.5)
    assert found["named person"]["recall"] == 0.667
    assert (found["pronoun"]["gold"], found["pronoun"]["recall"]) == (1, 0.0)
    assert found["exact name"] == {"share": 0.0, "n": 2}
    assert found["kind"] == {"share": 0.333, "n": 3}
    assert found["role"] == {"share": 1.0, "n": 1}


def concession(make, number, passage, holder, stance, **values):
    ids = {"concession_id": f"a1-c{number}", "article_id": "a1", "holder": holder}
    row = make(Concession, **ids, **span(passage)._asdict(), **values)
    return [row, make(Stance, concession_id=row.concession_id, article_id="a1", holder=holder, stance=stance)]


def coded(sentence, holder, stance, **values):
    blank = {"move": "urge", "modality": "actual", "efficacy": "none", "items": ["the dam"]}
    return {"sentence": sentence, "holder": holder, "stance": stance, **blank, **values}


def test_concessions(score, make):
    sentences = [span("Ann Lok said the old dam is safe."), span('"We agree," Bo Tan said.')]
    sentences += [span("It was Monday."), span("The dam must go because it leaks.")]
    gold = [coded(0, "Ann Lok", "oppose"), coded(1, "Bo Tan", "none"), coded(3, "AUTHOR", "support", efficacy="works")]
    rows = [
        make(Speaker, speaker_id="sp-0", name="Eva Ost", kind="author"),
        *concession(make, 0, "the old dam is safe", "Lok", "oppose", move="urge"),
        *concession(make, 2, "It was Monday", None, "none"),
        *concession(make, 3, "The dam must go", "Eva Ost", "none", holder_id="sp-0", move="demand"),
        *concession(make, 4, "because it leaks", "Ann Lok", "none"),
    ]
    found = score("concessions", {"sentences": sentences, "concessions": gold}, rows)
    assert {k: found["passage"][k] for k in ("precision", "recall")} == {"precision": 0.667, "recall": 0.667}
    assert {k: found["holder"][k] for k in ("precision", "recall")} == {"precision": 0.5, "recall": 0.667}
    assert {k: found["statement"][k] for k in ("precision", "recall")} == {"precision": 0.25, "recall": 0.333}
    assert found["move"]["accuracy"] == 0.5
    assert found["stance"] == {"accuracy": 0.5, "macro_f1": 0.5, "n": 2}


def test_of_several_rows_of_a_holder_the_likest_item_is_taken(score, make):
    sentences = [span("The dam must go because it leaks.")]
    rows = [
        *concession(make, 0, "The dam must go", "Lok", "none", item="the leak", confidence=0.9),
        *concession(make, 1, "The dam must go", "Lok", "support", item="old dam", confidence=0.1),
    ]
    found = score("concessions", {"sentences": sentences, "concessions": [coded(0, "Lok", "support")]}, rows)
    assert found["statement"]["recall"] == 1.0
    assert found["statement"]["precision"] == 0.5


def test_arguments(score, make):
    def component(number, kind, piece):
        return {"id": number, "type": kind, **span(piece)._asdict()}

    gold = {
        "components": [
            component(1, "MajorClaim", "The dam must go"),
            component(2, "Premise", "it leaks"),
            component(3, "Claim", "the old dam is safe"),
        ],
        "relations": [{"from": 2, "to": 1, "type": "supports"}, {"from": 3, "to": 1, "type": "attacks"}],
    }
    unit = {"article_id": "a1"}
    rows = [
        make(Unit, unit_id="u1", role="claim", **unit, **span("The dam must go")._asdict()),
        make(Unit, unit_id="u2", role="claim", **unit, **span("because it leaks")._asdict()),
        make(Unit, unit_id="u3", role="claim", **unit, **span("It was Monday")._asdict()),
        make(Relation, source_id="u2", target_id="u1", kind="support", **unit),
        make(Relation, source_id="u3", target_id="u1", kind="attack", **unit),
    ]
    found = score("arguments", gold, rows)
    assert {k: found["argumentative"][k] for k in ("precision", "recall")} == {"precision": 0.6, "recall": 0.545}
    assert found["role"]["accuracy"] == 0.667
    assert {k: found["unit"][k] for k in ("precision", "recall")} == {"precision": 0.333, "recall": 0.333}
    assert {k: found["link"][k] for k in ("precision", "recall")} == {"precision": 0.5, "recall": 0.5}
    assert found["attack"]["f1"] == 0.0


def test_gold_articles_that_the_tables_lack_count_as_missed(tmp_path, make, write):
    one = {"content": spans("We agree"), "source": [], "cue": []}
    lines = [json.dumps({"id": name, "text": TEXT, "attributions": [one]}) for name in ("dam", "weir")]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines))
    rows = [make(Article, article_id="a1", path="dam.html", text=TEXT), attribution(make, 1, "We agree", [])]
    found = evaluate("attribute", path, write(tmp_path / "tables", rows))
    assert (found["articles"], found["articles missing"]) == (1, 1)
    assert found["all"]["attribution"]["recall"] == 0.5


@pytest.mark.parametrize(
    ("task", "content", "message"),
    [
        ("spelling", "{}", "there is no task 'spelling'; there are attribute, speakers, concessions, arguments"),
        ("attribute", "{", "line 1 is no JSON"),
        ("attribute", "[1]", "line 1 is list; an object is wanted"),
        ("attribute", '{"id": "dam", "text": ""}', "line 1 lacks the key 'attributions'"),
        ("attribute", '{"id": "x", "text": "", "attributions": []}', "none of its 1 articles, x the first is in"),
        ("attribute", None, "cannot be read"),
    ],
)
def test_gold_that_is_of_no_use_is_refused(tmp_path, make, write, task, content, message):
    path = tmp_path / "gold.jsonl"
    if content is not None:
        path.write_text(content)
    with pytest.raises(GoldError, match=message):
        evaluate(task, path, write(tmp_path / "tables", [make(Article, article_id="a1", path="dam.txt", text=TEXT)]))
