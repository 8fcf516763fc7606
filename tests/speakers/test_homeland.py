import pytest

from pipeline.speakers.entities import Entity, NameMention
from pipeline.speakers.homeland import home_of, mentioned, settle


def _named(*names):
    return [NameMention(n, n + 1, name, (), "GPE") for n, name in enumerate(names)]


@pytest.mark.parametrize(
    ("entity", "names", "country"),
    [
        (Entity("Ann Lee", "person", role="Justice Secretary"), ["Norway"] * 4, "NOR"),
        (Entity("Ann Lee", "person", role="Justice Secretary"), ["Norway", "Oslo", "Norwegian", "Norway"], "NOR"),
        (Entity("Ann Lee", "person", role="Justice Secretary"), ["Norway"] * 4 + ["Sweden"] * 3, None),
        (Entity("Ann Lee", "person", role="Foreign Minister"), ["Norway"] * 4, None),
        (Entity("Ann Lee", "person", role="Commission president"), ["Norway"] * 4, None),
        (Entity("Ann Lee", "person", role="minister", affiliation="Lake Bank"), ["Norway"] * 4, None),
        (Entity("Ann Lee", "person", role="lawyer"), ["Norway"] * 4, None),
        (Entity("Ann Lee", "person", role="minister", country="SWE"), ["Norway"] * 4, "SWE"),
        (Entity("Lake Party", "organization"), ["Norway"] * 4, "NOR"),
        (Entity("European Lake Party", "organization"), ["Norway"] * 4, None),
        (Entity("Lake Bank", "organization"), ["Norway"] * 4, None),
        (Entity("Vladimir Putin", "person", role="President"), ["Kremlin"], "RUS"),
        (Entity("Vladimir Putin", "person", role="President"), [], None),
        (Entity("Putin", "person"), ["Russia", "Moscow"], "RUS"),
        (Entity("Putin", "person"), ["Norway"], None),
        (Entity("Olga Putin", "person", role="painter"), ["Russia"] * 2, None),
    ],
)
def test_the_country_of_officials_and_bodies(entity, names, country):
    settle([entity], _named(*names))
    assert entity.country == country


def test_an_office_that_is_held_by_another_is_not_given():
    held = Entity("Bob Day", "person", role="Prime Minister", country="NOR")
    other = Entity("Ann Lee", "person", role="Prime Minister")
    settle([held, other], _named(*["Norway"] * 4))
    assert other.country is None


def test_no_home_without_states():
    assert home_of(mentioned(_named("Lake Bank"))) is None
