import pytest

from pipeline.records import Article, Concession, Speaker, Stance
from pipeline.schema import TableError
from pipeline.statements.views import statements


@pytest.fixture
def join(make):
    """Join one concession; returns its statement."""

    def one(*, speaker=None, stance=None, **concession):
        article = make(Article, article_id="ar-1", title="Dam talks", publisher="The Orrin Post", duplicate_of="ar-0")
        holder = make(Speaker, speaker_id="sp-1", **speaker) if speaker else None
        moved = make(
            Concession,
            concession_id="ar-1-c00004",
            article_id="ar-1",
            holder_id="sp-1" if holder else None,
            holder=holder.name if holder else None,
            **{"text": "They must open the sluices.", "start": 10, "end": 37, "confidence": 0.8, **concession},
        )
        judged = make(Stance, concession_id="ar-1-c00004", article_id="ar-1", **(stance or {"p_support": 0.5}))
        speakers = {"sp-1": holder} if holder else {}
        (row,) = statements(article, [moved], [judged], speakers=speakers, concepts=["open sluices"])
        return row

    return one


VELL = {"name": "Mara Vell", "kind": "person", "aliases": ("Vell",), "affiliation": "River Council"}
ORRIN = {"name": "Orrin", "kind": "government", "country": None}


@pytest.mark.parametrize(
    ("speaker", "person", "organization"),
    [
        (VELL, "Mara Vell", "River Council"),
        ({"name": "Ilse Bram", "kind": "author"}, "Ilse Bram", None),
        (ORRIN, None, "Orrin"),
        ({"name": "River Council", "kind": "organization"}, None, "River Council"),
        ({"name": "fishermen", "kind": "group"}, None, "fishermen"),
        ({"name": "a senior official", "kind": "unnamed", "affiliation": "Orrin"}, None, "Orrin"),
        ({"name": "the report", "kind": "document"}, None, None),
        (None, None, None),
    ],
)
def test_holder_is_person_or_organization(join, speaker, person, organization):
    row = join(speaker=speaker)
    assert (row.person, row.organization) == (person, organization)
    assert row.speaker_kind == (speaker["kind"] if speaker else None)


@pytest.mark.parametrize(
    ("move", "conceder", "beneficiary", "source", "target"),
    [
        ("yield", "Tessaly", "Orrin", "Tessaly", "Orrin"),
        ("yield", None, None, None, None),
        ("demand", "Tessaly", "Orrin", "Mara Vell", "Tessaly"),
        ("urge", "Tessaly", "Orrin", "Mara Vell", "Tessaly"),
        ("oppose", "Tessaly", None, "Mara Vell", "Tessaly"),
        ("assess", None, "Orrin", "Mara Vell", None),
        ("offer", "Orrin", "Tessaly", "Mara Vell", "Tessaly"),
        ("refuse", "Orrin", "Tessaly", "Mara Vell", "Tessaly"),
        ("refuse", "Orrin", None, "Mara Vell", None),
        ("demand", "Vell", "Tessaly", "Mara Vell", "Tessaly"),
        ("assess", "the Mara Vell", "Tessaly", "Mara Vell", "Tessaly"),
    ],
)
def test_event_says_who_acts_on_whom(join, move, conceder, beneficiary, source, target):
    row = join(speaker=VELL, move=move, conceder=conceder, beneficiary=beneficiary)
    assert (row.event_source, row.event_target) == (source, target)


def test_narration_acts_only_in_a_yielding(join):
    assert join(move="demand", conceder="Tessaly").event_source is None
    assert join(move="yield", conceder="Tessaly").event_source == "Tessaly"


@pytest.mark.parametrize(
    ("stance", "agreement", "confidence"),
    [
        ({"stance": "support", "p_support": 0.5, "p_oppose": 0.9}, True, 0.4),
        ({"stance": "oppose", "p_oppose": 0.9, "p_support": 0.1}, False, 0.72),
        ({"stance": "conditional", "p_conditional": 1.0}, None, 0.8),
        ({"stance": "none", "p_none": 0.25}, None, 0.2),
    ],
)
def test_stance_gives_agreement_and_its_probability(join, stance, agreement, confidence):
    row = join(stance=stance)
    assert row.agreement is agreement
    assert row.confidence == pytest.approx(confidence)


def test_row_carries_article_and_passage(join):
    row = join(item="the sluices", cameo="105", plover="REQUEST")
    assert row.statement_id == "ar-1-s00000"
    assert row.concession_id == "ar-1-c00004"
    assert (row.title, row.publisher, row.duplicate_of) == ("Dam talks", "The Orrin Post", "ar-0")
    assert (row.quote, row.start, row.end) == ("They must open the sluices.", 10, 37)
    assert (row.concept, row.item, row.cameo, row.plover) == ("open sluices", "the sluices", "105", "REQUEST")


@pytest.mark.parametrize(
    ("concessions", "stances", "holder", "message"),
    [
        (["c0"], [], None, "no row for c0"),
        ([], ["c0"], None, "a row for c0"),
        (["c0"], ["c0"], "sp-9", "sp-9"),
    ],
)
def test_tables_that_do_not_fit_are_refused(make, concessions, stances, holder, message):
    moves = [make(Concession, concession_id=c, holder_id=holder) for c in concessions]
    judged = [make(Stance, concession_id=c) for c in stances]
    with pytest.raises(TableError, match=message):
        list(statements(make(Article), moves, judged, speakers={}, concepts=[None for _ in moves]))
