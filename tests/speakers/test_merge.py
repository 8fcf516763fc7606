import pytest

from pipeline.speakers.entities import Entity
from pipeline.speakers.merge import Register
from pipeline.speakers.userlist import parse


def _joined(*entities, known=None, similarity=92.0):
    """Return the number of the speaker that each entity, one an article, becomes; and the speakers."""
    register = Register(similarity=similarity, known=known)
    profiles = [
        register.add(e, article_id=f"a{n}", serial=0, attributions=1, holds=True) for n, e in enumerate(entities)
    ]
    register.join()
    return [p.speaker_id for p in profiles], register.speakers()


def _person(name, role=None, country=None, **fields):
    return Entity(name, "person", role=role, country=country, **fields)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (_person("José Marín"), _person("Jose Marin"), True),
        (_person("Paul D. Marlow"), _person("Paul Marlow"), True),
        (_person("Oleksandr Zelenyy", country="UKR"), _person("Oleksandr Zeleny", country="UKR"), True),
        (_person("Oleksandr Zelenyy"), _person("Oleksandr Zeleny"), False),
        (_person("Ann Lee", "mayor", "USA"), _person("Ann Lee", "painter", "GBR"), False),
        (_person("Ann Lee", "mayor", "USA"), _person("Ann Lee", "painter", "USA"), True),
        (_person("Tarn"), _person("Tarn"), False),
        (_person("Tarn"), _person("Ines Tarn"), False),
        (Entity("Critics", "group", proper=False), Entity("Critics", "group", proper=False), False),
        (
            Entity("A senior official", "unnamed", proper=False),
            Entity("A senior official", "unnamed", proper=False),
            False,
        ),
        (Entity("EU", "organization"), Entity("European Union", "organization"), True),
        (Entity("Washington", "government"), Entity("White House", "government"), False),
        (Entity("Velmark Board", "organization"), Entity("Velmark Board", "government"), True),
        (Entity("Ann Lee", "author"), Entity("Ann Lee", "author"), True),
        (Entity("Ann Lee", "author"), _person("Ann Lee"), False),
    ],
)
def test_who_is_the_same_across_articles(one, other, same):
    (first, second), speakers = _joined(one, other)
    assert (first == second) is same
    assert len(speakers) == (1 if same else 2)


def test_an_acronym_joins_the_body_spelled_out_elsewhere():
    full = Entity("Center for Lake Security", "organization")
    full.forms.update(["Center for Lake Security", "CLS"])
    (first, second), (speaker,) = _joined(Entity("CLS", "organization"), full)
    assert first == second
    assert (speaker.name, speaker.aliases, speaker.n_articles) == ("Center for Lake Security", ("CLS",), 2)


def test_ids_do_not_depend_on_the_order_of_articles():
    one, other = _person("Ann Lee"), _person("Bob Day")
    assert _joined(one, other)[0] == _joined(other, one)[0][::-1]


def test_the_users_list_overrides():
    lines = ["name,aliases,kind,affiliation,country,wikidata", "Ann Lee,A. Lee;Annie Lee,person,Lake Party,NOR,Q1"]
    known = parse(lines, source="list.csv")
    (first, second), (speaker,) = _joined(_person("Annie Lee"), _person("Ann Lee", country="USA"), known=known)
    assert first == second
    assert (speaker.name, speaker.affiliation, speaker.country, speaker.wikidata) == (
        "Ann Lee",
        "Lake Party",
        "NOR",
        "Q1",
    )
