"""Who says what, by example: each case names the source, a part of the cue, and a part of the content."""

import pytest


def quoted(text, spans):
    return " ".join(text[s.start : s.end] for s in spans)


CASES = {
    "direct, cue behind": ("“The locks stay shut,” Ada Orne said on Monday.", "Ada Orne", "said", "The locks stay shut", "direct"),
    "direct, inverted": ("“The locks stay shut,” said Ada Orne, the water minister.", "Ada Orne", "said", "The locks stay shut", "direct"),
    "direct, cue before": ("Ada Orne told reporters: “The locks will stay shut.”", "Ada Orne", "told", "The locks will stay shut", "direct"),
    "direct, straight marks": ('"The locks stay shut," Orne said.', "Orne", "said", "The locks stay shut", "direct"),
    "direct, doubled single marks": ("''The locks don't open,'' Orne said.", "Orne", "said", "The locks don't open", "direct"),
    "indirect, that": ("The minister said that Vardania would never open the locks.", "The minister", "said", "Vardania would never open", "indirect"),
    "indirect, cue inside": ("Vardania, the minister said, would never open the locks.", "the minister", "said", "would never open the locks", "indirect"),
    "indirect, cue behind": ("Vardania would never open the locks, the minister said.", "the minister", "said", "would never open the locks", "indirect"),
    "mixed": ("The minister said Vardania would “never open” the locks.", "The minister", "said", "would “never open” the locks", "mixed"),
    "according to": ("According to the treaty office, the river has fallen by a metre.", "the treaty office", "According to", "the river has fallen", "indirect"),
    "want": ("Lumeria wants to send its own engineers to the dam.", "Lumeria", "wants", "send its own engineers", "indirect"),
    "believe": ("Many villagers believe that the dam will flood their homes.", "Many villagers", "believe", "the dam will flood", "indirect"),
    "fear": ("Residents fear that the dam will flood their homes.", "Residents", "fear", "the dam will flood", "indirect"),
    "insist": ("He insists that Lumeria withdraw its patrol boats from the bay.", "He", "insists", "Lumeria withdraw its patrol boats", "indirect"),
    "demand": ("The union demanded that the ports reopen the night shift.", "The union", "demanded", "the ports reopen", "indirect"),
    "noun cue": ("Talks resumed on Monday. Vardania's demand that Lumeria open the locks angered Tesk, who said nothing.", "Vardania", "demand", "Lumeria open the locks", "indirect"),
    "urge": ("The envoy urged both governments to accept the truce.", "The envoy", "urged", "both governments to accept the truce", "indirect"),
    "refuse": ("The governor refused to sign the budget on Friday.", "The governor", "refused", "to sign the budget", "indirect"),
    "participle": ("The envoy left early, saying that the talks had failed.", "The envoy", "saying", "the talks had failed", "indirect"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_attribution(attributions, case):
    text, source, cue, content, kind = CASES[case]
    found = [
        link
        for link in attributions(text)
        if source in quoted(text, link.source_spans)
        and cue in quoted(text, link.cue_spans)
        and content in quoted(text, link.content_spans)
    ]
    assert found, attributions(text)
    assert found[0].type == kind
    assert quoted(text, found[0].source_spans) not in quoted(text, found[0].content_spans)


def test_a_quotation_resumed_after_the_cue_is_one_attribution(attributions):
    text = "“We try,” said Ada Orne, the minister. “We really try. We do.”"
    (link,) = attributions(text)
    assert quoted(text, link.content_spans) == "“We try,” “We really try. We do.”"


def test_a_quotation_broken_by_its_cue_is_one_attribution(attributions):
    text = "“The locks,” Orne said, “will never be opened.”"
    (link,) = attributions(text)
    assert [text[s.start : s.end] for s in link.content_spans] == ["“The locks,”", "“will never be opened.”"]


def test_a_quotation_over_paragraphs_keeps_its_speaker(attributions):
    text = (
        "“We will not open the locks this year,” Ada Orne said.\n\n“We never promised to open them at all.\n\n"
        "“We shall see what the winter brings us.”\n\nThe talks go on."
    )
    found = attributions(text)
    assert {quoted(text, link.source_spans) for link in found} == {"Ada Orne"}
    said = " ".join(quoted(text, link.content_spans) for link in found)
    assert "We never promised" in said
    assert "what the winter brings" in said


def test_nested_attributions_name_their_parent(attributions):
    text = "The senator said the president believes that the talks will fail."
    outer, inner = sorted(attributions(text), key=lambda link: link.source_spans)
    assert quoted(text, outer.source_spans) == "The senator"
    assert quoted(text, inner.source_spans) == "the president"
    assert (outer.parent_id, inner.parent_id) == (None, outer.attribution_id)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("It is believed that the talks will fail before the winter.", "the talks will fail"),
        ("It was reported that the envoy had left the capital.", "the envoy had left"),
    ],
)
def test_a_null_source_is_kept(attributions, text, content):
    found = [link for link in attributions(text) if content in quoted(text, link.content_spans)]
    assert [link.source_spans for link in found] == [()]


def test_transcript_turns_belong_to_their_names(attributions):
    text = (
        "VELL: Will Vardania open the locks this summer?\n\nORNE: We have said that we will not.\n\n"
        "VELL: And what about the winter?\n\nORNE: Ask me in the winter, when the river is high."
    )
    found = [link for link in attributions(text) if link.rule == "turn"]
    assert [quoted(text, link.source_spans) for link in found] == ["VELL", "ORNE", "VELL", "ORNE"]
    assert quoted(text, found[3].content_spans) == "Ask me in the winter, when the river is high."


def test_a_turn_has_all_its_paragraphs_and_nothing_else(attributions):
    text = (
        "Orne: The Locks Stay Shut.\n\nAda Orne met the press on Monday. The transcript follows:\n\n"
        "“VELL: Will Vardania open the locks?\n\n“ORNE: We said no.\n\n“(CROSSTALK.)\n\n“We will say it again.\n\n"
        "“VELL: Mr. Tell said you would.\n\n“ORNE: He is wrong.”"
    )
    found = [link for link in attributions(text) if link.rule == "turn"]
    said = [quoted(text, link.content_spans) for link in found]
    assert said == [
        "Will Vardania open the locks?",
        "We said no. “We will say it again.",
        "Mr. Tell said you would.",
        "He is wrong.”",
    ]
    others = [link for link in attributions(text) if link.rule != "turn"]
    assert all("\n" not in text[s.start : s.end] for link in others for s in link.content_spans)


def test_answers_of_an_interview_belong_to_the_person_introduced(attributions):
    text = (
        "Judge Ruth Aldane ended the strike that Victor Hollis began. She received us in her chambers.\n\n"
        "Q. Judge Aldane, who won?\n\nA. The night crews won. They kept four men.\n\nThey have it in writing.\n\n"
        "Q. And the company?\n\nA. It should open its books."
    )
    turns = [link for link in attributions(text) if link.rule == "turn"]
    assert {quoted(text, link.source_spans).removeprefix("Judge ") for link in turns} == {"Ruth Aldane"}
    assert {link.type for link in turns} == {"direct"}
    said = [quoted(text, link.content_spans) for link in turns]
    assert said == ["The night crews won. They kept four men. They have it in writing.", "It should open its books."]


def test_a_dashed_name_owns_the_quotation_above_it(attributions):
    text = "“A river is a promise between two banks.”\n\n— Tomas Vell, ferryman\n\nThe ferry stopped in May."
    (link,) = [link for link in attributions(text) if link.rule == "dashed"]
    assert quoted(text, link.source_spans) == "Tomas Vell, ferryman"


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “water war” has lasted ten years.",
        "The ferry left Rook at noon and reached the island at two.",
        "She read “The Two Banks” on the train.",
        "",
    ],
)
def test_scare_quotes_titles_and_narration_are_none(attributions, text):
    assert attributions(text) == []


def test_an_odd_mark_costs_only_its_own_paragraph(attributions):
    text = "The plan “was never signed, officials hope.\n\n“The locks stay shut,” Ada Orne said."
    sources = {quoted(text, link.source_spans) for link in attributions(text)}
    assert "Ada Orne" in sources


def test_confidence_is_a_probability_and_ids_are_in_order(attributions):
    text = "\n\n".join(case[0] for case in CASES.values())
    found = attributions(text)
    assert [link.attribution_id for link in found] == [f"article-a{n:05d}" for n in range(len(found))]
    assert all(0 < link.confidence < 1 for link in found)
    assert [link.content_spans[0].start for link in found] == sorted(link.content_spans[0].start for link in found)
