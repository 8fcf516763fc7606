import pytest

from pipeline.speakers.userlist import SpeakerListError, parse


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["kind,country", "person,NOR"], "lacks the column 'name'"),
        (["name,colour", "Ann Lee,red"], "unknown column 'colour'"),
        (["name,kind", "Ann Lee,human"], "line 2: kind is 'human'"),
        (["name,country", "Ann Lee,Norway"], "line 2: country is 'Norway'"),
        (["name,kind", ",person"], "line 2: the name is empty"),
    ],
)
def test_faults_name_file_and_value(lines, message):
    with pytest.raises(SpeakerListError, match=message) as error:
        parse(lines, source="people.csv")
    assert str(error.value).startswith("people.csv")


def test_each_alias_leads_to_the_speaker():
    found = parse(["name,aliases", "Ann Lee,Annie;A. Lee"], source="people.csv")
    assert {k: v.name for k, v in found.items()} == {"ann lee": "Ann Lee", "annie": "Ann Lee", "a lee": "Ann Lee"}
