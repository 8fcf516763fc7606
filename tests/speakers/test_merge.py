import pytest

from pipeline.speakers.entities import Entity, met
from pipeline.speakers.merge import Register
from pipeline.speakers.userlist import parse


def _joined(*entities, known=None, similarity=92.0):
    """Return the number of the speaker that each entity, one an article, becomes; and the speakers."""
    register = Register(similarity=similarity, known=known)
    profiles = [
        register.add(met(e, article_id=f"a{n}", serial=0, attributions=1, holds=True)) for n, e in enumerate(entities)
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


def test_a_role_is_the_one_that_others_bear_out():
    roles = (
        "running mate nominee",
        "Republican nominee",
        "party's Republican presidential nominee",
        "Republican nominee",
    )
    _, (speaker,) = _joined(*(_person("Ann Lee", role) for role in roles))
    assert speaker.role == "Republican nominee"


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


def _body(name, **forms):
    entity = Entity(name, "organization")
    entity.forms.update({form.replace("_", " "): count for form, count in forms.items()})
    return entity


@pytest.mark.parametrize(
    ("entities", "name"),
    [
        ([_body("North Atlantic Treaty Organization", NATO=5, North_Atlantic_Treaty_Organization=1)], "NATO"),
        ([_body("Nato", Nato=5), _body("NATO", NATO=1), _body("NATO", NATO=2)], "NATO"),
        ([_body("European Union", EU=1, European_Union=1)], "European Union"),
        ([_body("European Union", European_Union=2), _body("EU", EU=3), _body("EU", EU=1)], "EU"),
        ([_body("House of Representatives", House=9, House_of_Representatives=1)], "House of Representatives"),
        ([_body("G7", G7=2)], "G7"),
        ([_body("Lake Security Centre", LSC=9, Lake_Security_Centre=1)], "Lake Security Centre"),
        ([_body("Norwegian foreign ministry"), _body("Norway Foreign Ministry")], "Norwegian foreign ministry"),
    ],
)
def test_a_body_is_called_as_most_articles_call_it(entities, name):
    ids, (speaker,) = _joined(*entities)
    assert len(set(ids)) == 1
    assert speaker.name == name
    assert name not in speaker.aliases


def test_a_persons_body_carries_the_name_of_the_body():
    _, speakers = _joined(_body("NATO", NATO=3), _person("Ann Lee", affiliation="North Atlantic Treaty Organization"))
    bodies = _joined(
        _body("North Atlantic Treaty Organization", NATO=3, North_Atlantic_Treaty_Organization=1),
        _person("Ann Lee", affiliation="North Atlantic Treaty Organization"),
    )[1]
    assert {s.affiliation for s in bodies if s.kind == "person"} == {"NATO"}
    assert len(speakers) == 2


@pytest.mark.parametrize(
    ("single", "full", "same"),
    [
        (_person("Putin", country="RUS"), _person("Vladimir Putin", "President", "RUS"), True),
        (_person("Putin", "President", "RUS"), _person("Vladimir Putin", "President", "RUS"), True),
        (_person("Putin"), _person("Vladimir Putin", "President", "RUS"), False),
        (_person("Putin", country="RUS"), _person("Olga Putin", "painter", "RUS"), False),
        (_person("Tarn", "President", "NOR"), _person("Ines Tarn", "President", "NOR"), False),
    ],
)
def test_a_surname_alone_joins_only_heads_of_government(single, full, same):
    (first, second), _ = _joined(single, full)
    assert (first == second) is same
