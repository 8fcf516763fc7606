import pytest

CASES = [
    ("surname", "Ines Tarn met them. “We wait,” Tarn said.", "Tarn", "“We wait,”", ["Ines Tarn"], "person"),
    ("pronoun", "Mary Lindt met John Berg. “We wait,” she said.", "she", "“We wait,”", ["Mary Lindt"], "person"),
    ("gender", "Mary Lindt spoke. John Berg was there. “No,” she said.", "she", "“No,”", ["Mary Lindt"], "person"),
    ("title gender", "Ms. Orvek left. “No,” he told Mr. Sandu.", "Mr. Sandu", "“No,”", ["Sandu"], "person"),
    (
        "nominal",
        "Senator Mary Lindt met the mayor. “We wait,” the senator said.",
        "the senator",
        "“We wait,”",
        ["Mary Lindt"],
        "person",
    ),
    (
        "conjoined",
        "John Berg and Mary Lindt said the talks had failed.",
        "John Berg and Mary Lindt",
        "the talks had failed",
        ["John Berg", "Mary Lindt"],
        "person",
    ),
    (
        "relative",
        "The plan was drawn up by John Berg, who said it would work.",
        "who",
        "it would work",
        ["John Berg"],
        "person",
    ),
    (
        "apposition",
        "A lawyer for the bank, David Roe, said the case was closed.",
        "A lawyer for the bank, David Roe,",
        "the case was closed",
        ["David Roe"],
        "person",
    ),
    (
        "campaign is not the person",
        "John Berg lost. Berg's campaign said the count was wrong.",
        "Berg's campaign",
        "the count was wrong",
        ["Berg campaign"],
        "organization",
    ),
    (
        "his own party bears his name",
        "John Berg lost. Mr. Berg's own party said the count was wrong.",
        "Mr. Berg's own party",
        "the count was wrong",
        ["Berg party"],
        "organization",
    ),
    (
        "what a person says is the person's",
        "John Berg spoke. His letter says the treaty is dead.",
        "His letter",
        "the treaty is dead",
        ["John Berg"],
        "person",
    ),
    ("capital", "Moscow said the treaty was dead.", "Moscow", "the treaty was dead", ["Moscow"], "government"),
    (
        "administration",
        "The Biden administration said it would wait.",
        "The Biden administration",
        "it would wait",
        ["Biden administration"],
        "government",
    ),
    (
        "unnamed",
        "A senior official said the talks had failed.",
        "A senior official",
        "the talks had failed",
        ["A senior official"],
        "unnamed",
    ),
    (
        "sources",
        "People familiar with the talks said they had failed.",
        "People familiar with the talks",
        "they had failed",
        ["People familiar with the talks"],
        "unnamed",
    ),
    (
        "age",
        "Mary Lindt met John Berg. The 34-year-old mother of three said the plan was weak.",
        "The 34-year-old mother of three",
        "the plan was weak",
        ["Mary Lindt"],
        "person",
    ),
    (
        "not the contender",
        "Mary Lindt spoke twice. Then Lindt left. Now Lindt is here. A top contender fell. The candidate said the plan was weak.",
        "The candidate",
        "the plan was weak",
        ["Mary Lindt"],
        "person",
    ),
    ("group", "Critics said the plan was weak.", "Critics", "the plan was weak", ["Critics"], "group"),
    ("document", "The report says fish are gone.", "The report", "fish are gone", ["report"], "document"),
    (
        "partitive",
        "A group of doctors said the water was bad.",
        "A group of doctors",
        "the water was bad",
        ["A group of doctors"],
        "group",
    ),
]


@pytest.mark.parametrize(
    ("text", "source", "content", "names", "kind"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_resolve(solve, text, source, content, names, kind):
    (holders,) = solve(text, (source, content))
    assert [e.name for e in holders] == names
    assert holders[0].kind == kind


def test_they_are_both_of_a_pair(solve):
    text = "John Berg and Mary Lindt met in May. They said the talks had failed."
    (holders,) = solve(text, ("They", "the talks had failed"))
    assert [e.name for e in holders] == ["John Berg", "Mary Lindt"]


def test_i_in_a_quotation_is_its_speaker(solve):
    text = "John Berg met Mary Lindt. “I believe the talks will fail,” Lindt said."
    outer, inner = solve(text, ("Lindt", "“I believe the talks will fail,”"), ("I", "the talks will fail"))
    assert inner == outer
    assert inner[0].name == "Mary Lindt"


def test_i_outside_quotations_is_the_author(solve):
    text = "John Berg is wrong. I believe that the talks will fail."
    (holders,) = solve(text, ("I", "that the talks will fail"), genre="opinion", authors=("Ann Fell",))
    assert [(e.name, e.kind) for e in holders] == [("Ann Fell", "author")]


def test_i_with_no_author_is_unsigned(solve):
    (holders,) = solve("I believe that the talks will fail.", ("I", "that the talks will fail"), genre="opinion")
    assert [(e.name, e.kind, e.proper) for e in holders] == [("unsigned", "author", False)]


def test_two_officials_stay_two(solve):
    text = "“They failed,” a senior official said.\n\n“It is gone,” a senior official said."
    first, second = solve(text, ("a senior official", "“They failed,”"), ("a senior official", "“It is gone,”"))
    assert first[0] is not second[0]


def test_a_name_of_both_genders_goes_with_the_pronoun_of_the_text(solve):
    text = "Terry Lindt came home. “We wait,” she said."
    (holders,) = solve(text, ("she", "“We wait,”"))
    assert [e.name for e in holders] == ["Terry Lindt"]


def test_the_official_is_the_one_named_before(solve):
    text = "A senior official said the talks had failed. The official said the money was gone."
    first, second = solve(text, ("A senior official", "the talks had failed"), ("The official", "the money was gone"))
    assert first[0] is second[0]


def test_a_spokesman_has_role_and_affiliation(solve):
    ((speaker,),) = solve(
        "A spokesman for the Tarn River Foundation said the water was bad.",
        ("A spokesman for the Tarn River Foundation", "the water was bad"),
    )
    assert (speaker.kind, speaker.role, speaker.affiliation) == ("unnamed", "spokesman", "Tarn River Foundation")


@pytest.mark.parametrize(
    ("text", "source", "body"),
    [
        ("Congress met on Monday. Many lawmakers said the plan was weak.", "Many lawmakers", "Congress"),
        ("The National Assembly met. Lawmakers said the plan was weak.", "Lawmakers", "National Assembly"),
        ("Two senators said the plan was weak.", "Two senators", "Senate"),
        ("The committee met. Lawmakers said the plan was weak.", "Lawmakers", None),
    ],
)
def test_where_lawmakers_sit(solve, text, source, body):
    ((speaker,),) = solve(text, (source, "the plan was weak"))
    assert (speaker.kind, speaker.affiliation) == ("group", body)


def test_a_source_that_is_missing_has_no_speaker(solve):
    assert solve("The talks, reportedly, had failed.", ("", "had failed")) == [()]


def test_names_in_another_script(solve):
    ((speaker,),) = solve("Олег Марин said the talks had failed.", ("Олег Марин", "the talks had failed"))
    assert speaker.name == "Олег Марин"


def test_many_speakers_in_one_article(solve):
    syllables = ("Bal", "den", "kir", "lom", "mus", "nar", "pov")
    people = [f"Ines {a}{b}{c}".title() for a in syllables for b in syllables for c in syllables]
    text = "\n\n".join(f"“We wait {n} days,” said {name}, a farmer." for n, name in enumerate(people))
    found = solve(text, *((f"{name}, a farmer", f"“We wait {n} days,”") for n, name in enumerate(people)))
    assert [holders[0].name for holders in found] == people


@pytest.mark.parametrize(
    ("text", "source", "content", "names"),
    [
        (
            "John Berg left. Berg's decision suggests the talks failed.",
            "Berg's decision",
            "the talks failed",
            ["John Berg"],
        ),
        ("The scale of the floods suggests the dam broke.", "The scale of the floods", "the dam broke", []),
        ("The community said the dam broke.", "The community", "the dam broke", ["community"]),
        ("Ann Scissors left. Scissors said the dam broke.", "Scissors", "the dam broke", ["Ann Scissors"]),
    ],
)
def test_only_actors_speak(solve, text, source, content, names):
    (holders,) = solve(text, (source, content))
    assert [e.name for e in holders] == names
