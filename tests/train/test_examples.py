"""What an encoder learns from: the labels of words, a person's and a teacher's."""

import numpy as np
import pytest

from pipeline.train.examples import cut, labelled, read, restyled
from pipeline.train.taught import mixed, name, taught
from pipeline.windows import windows

TEXT = "“The locks stay shut,” Orne said. “They stay.”"
ARTICLE = {
    "id": "own/1",
    "text": TEXT,
    "attributions": [
        {"source": [[23, 27]], "cue": [[28, 32]], "content": [[0, 22], [34, 46]]},
    ],
}


def parts_of(example, row=0):
    return example.parts[row].argmax(-1).tolist()


def test_labels_of_words(tokenizer):
    (example,) = read(ARTICLE, tokenizer, None)
    assert example.anchors.tolist() == [8]
    assert parts_of(example) == [5, 6, 6, 6, 6, 6, 6, 1, 3, 0, 5, 6, 6, 6, 6]
    assert example.tags[:, 0].argmax(-1).tolist() == [0] * 7 + [1] + [0] * 7
    assert example.tags[:, 1].argmax(-1).tolist() == [0] * 8 + [1] + [0] * 6
    assert example.tags[:, 2].argmax(-1).tolist() == [1, 2, 2, 2, 2, 2, 2, 0, 0, 0, 1, 2, 2, 2, 2]


def test_a_window_has_the_anchors_in_it(tokenizer):
    text = "\n\n".join([TEXT] * 3)
    step = len(TEXT) + 2
    attributions = [
        {role: [[s + k * step, e + k * step] for s, e in spans] for role, spans in ARTICLE["attributions"][0].items()}
        for k in range(3)
    ]
    words, split = windows(text, tokenizer, size=20)
    labels = labelled(words, attributions)
    assert len(split) == 3
    for window in split:
        example = cut(window, labels)
        assert example.anchors.tolist() == [8]
        assert parts_of(example) == [5, 6, 6, 6, 6, 6, 6, 1, 3, 0, 5, 6, 6, 6, 6]


@pytest.mark.parametrize(
    "text", ["“The locks stay shut,” Orne’s aide said.", '"The locks stay shut," Orne\'s aide said.', "no marks"]
)
def test_another_style_moves_no_character(text, tokenizer):
    seen = set()
    for seed in range(20):
        styled = restyled(text, np.random.default_rng(seed))
        assert len(styled) == len(text)
        assert all(a == b or (a in "“”‘’\"'" and b in "“”‘’\"'") for a, b in zip(text, styled, strict=True))
        assert len(windows(styled, tokenizer)[0]) == len(windows(text, tokenizer)[0])
        seen.add(styled)
    assert len(seen) == (1 if text == "no marks" else 2)


def test_a_name_of_labels_is_no_path():
    assert "/" not in name({"id": "../../etc/passwd"})
    assert name({"id": "a"}) != name({"id": "b"})


@pytest.fixture
def labels(tokenizer):
    """A teacher's labels of the article: the person's anchor, half sure, and one more."""
    (example,) = read(ARTICLE, tokenizer, None)
    tags = np.full_like(example.tags, 1 / 3)
    parts = np.zeros((2, 15, 7), np.float32)
    parts[:, :, 0] = 1
    parts[1, 7] = np.eye(7)[1]
    return {"tags0": tags, "anchors0": np.array([4, 8]), "parts0": parts}


def test_teacher_and_person_are_mixed(tokenizer, labels):
    (example,) = taught(ARTICLE, TEXT, tokenizer, labels, trust=0.25)
    assert example.anchors.tolist() == [4, 8]
    assert example.parts.sum(-1) == pytest.approx(np.ones((2, 15)))
    assert parts_of(example) == [0] * 15
    assert example.parts[1, 7, 1] == pytest.approx(1.0)
    assert example.parts[1, 0].tolist() == pytest.approx([0.25, 0, 0, 0, 0, 0.75, 0])
    assert example.tags[8, 1].tolist() == pytest.approx([1 / 12, 0.75 + 1 / 12, 1 / 12])


def test_an_anchor_the_teacher_lacks_is_the_person_s(tokenizer, labels):
    (human,) = read(ARTICLE, tokenizer, None)
    (teacher,) = taught({"id": "x"}, TEXT, tokenizer, labels, trust=0.5)
    only = mixed(human, type(teacher)(human.window, teacher.tags, teacher.anchors[:1], teacher.parts[:1]), trust=0.5)
    assert only.anchors.tolist() == [4, 8]
    assert only.parts.sum(-1) == pytest.approx(np.ones((2, 15)))
    assert only.parts[1].tolist() == human.parts[0].tolist()
