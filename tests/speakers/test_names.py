import pytest

from pipeline.speakers import mentions, names


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Paul D. Marlow", "Paul Marlow", True),
        ("Bill Tarn", "William Tarn", True),
        ("J. Tarn", "John Tarn", True),
        ("José Álvarez", "Jose Alvarez", True),
        ("Kerr-Lang Ostrava", "Kerr Lang Ostrava", True),
        ("George W. Tarn", "George H. Tarn", False),
        ("Ann Marlow", "Paul Marlow", False),
        ("Marlow", "Paul Marlow", False),
        ("Paul Marlow", "Paul Tarn", False),
    ],
)
def test_same_person(one, other, same):
    assert names.same_person(one, other) is same
    assert names.same_person(other, one) is same


@pytest.mark.parametrize(
    ("short", "full", "fit"),
    [
        ("Marlow", "Paul Marlow", 2),
        ("Paul", "Paul Marlow", 1),
        ("van Dorn", "Lise van Dorn", 2),
        ("Tarn", "Ann Lee", 0),
        ("Moon", "Moon Dal-ho", 2),
        ("Lee", "Lee Carden", 1),
    ],
)
def test_names_part(short, full, fit):
    assert names.names_part(short, full) == fit


@pytest.mark.parametrize(
    ("name", "acronym"),
    [("Center for a New Velmark Security", "CNVS"), ("Bureau of Water", "BW"), ("Bureau of Water", "BOW")],
)
def test_acronyms(name, acronym):
    assert acronym in names.acronyms(name)


@pytest.mark.parametrize(("name", "bare"), [("Marlow's", "Marlow"), ("Marlow’s", "Marlow"), ("James'", "James")])
def test_strip_possessive(name, bare):
    assert names.strip_possessive(name) == bare


@pytest.mark.parametrize(
    ("name", "gender"), [("John Tarn", "m"), ("Mary Tarn", "f"), ("Orvek", None), ("Xq Tarn", None)]
)
def test_given_gender(name, gender):
    assert names.given_gender(name) == gender


def test_unshout_keeps_acronyms():
    assert [names.unshout(n) for n in ("MARLOW", "USA", "Marlow")] == ["Marlow", "USA", "Marlow"]


def test_a_hyphened_given_name_behind_its_family_name_is_whole(nlp):
    doc = nlp("President Moon Dal-ho met Ines Tarn in Selle. Moon Dal-ho said the pro-Tarn camp would wait.")
    assert [m.name for m in mentions.find(doc) if m.name.startswith("Moon")] == ["Moon Dal-ho", "Moon Dal-ho"]


@pytest.mark.parametrize("mark", ["ﾞ", "ﱞ"])
def test_letters_that_are_mere_marks_are_no_name(nlp, mark):
    doc = nlp(f"The {mark} Ministry met {mark} on Monday. Mr {mark} said that {mark} would leave.")
    assert not [m for m in mentions.find(doc) if m.name == mark]
