"""Words and windows: every word is answered for once, in whatever text."""

import itertools

import numpy as np
import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from pipeline.spans import Span
from pipeline.windows import CASES, windows

VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", "lock", "##s", "the", "stay", "shut", "a", "b", "said", "”", "“", ".", "orne"]


@pytest.fixture(scope="module")
def tokenizer():
    """A tokenizer of a few pieces that splits words as BERT's does."""
    made = Tokenizer(models.WordPiece({p: i for i, p in enumerate(VOCABULARY)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


TEXTS = {
    "empty": "",
    "blank": " \n\n ",
    "one word": "Locks",
    "two paragraphs": "The locks stay shut.\n\n“A lock,” Orne said.",
    "a paragraph longer than a window": "the locks stay shut " * 40,
    "long and short": "a b\n\n" + "the locks stay shut " * 40 + "\n\na b",
    "a word longer than a window": "lock" + "s" * 90,
    "accents, joined signs and nothing to say": "Órne \u200b said\u00a0the \ufeff locks… 👩‍👩‍👧 \x07",
    "signs alone": "." * 70,
}


@pytest.mark.parametrize("size", [12, 20, 256])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_word_is_answered_for_once(tokenizer, text, size):
    words, read = windows(text, tokenizer, size=size)
    home = np.concatenate([w.words[w.home] for w in read]) if read else np.array([], int)
    assert sorted(home) == list(range(len(words)))
    assert all(len(w.ids) == len(w.features) <= size for w in read)


def test_words_are_the_text_s(tokenizer):
    text = TEXTS["two paragraphs"]
    words, (window,) = windows(text, tokenizer)
    assert [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)] == [
        "The", "locks", "stay", "shut", ".", "“", "A", "lock", ",", "”", "Orne", "said", ".",
    ]  # fmt: skip
    assert list(words.paragraphs) == [0] * 5 + [1] * 8
    firsts = [VOCABULARY[i] for i in window.ids[window.firsts]]
    assert firsts == ["the", "lock", "stay", "shut", ".", "“", "a", "lock", "[UNK]", "”", "orne", "said", "."]


def test_features_tell_casing_marks_and_the_first_of_a_paragraph(tokenizer):
    text = "Orne said “ORNE 4”"
    _, (window,) = windows(text, tokenizer, marked=[Span(10, 18)])
    of_words = window.features[window.firsts]
    assert [int(f) % CASES for f in of_words] == [1, 0, 3, 2, 4, 3]
    assert [int(f) // CASES % 2 for f in of_words] == [0, 0, 1, 1, 1, 1]
    assert [int(f) // CASES // 2 for f in of_words] == [1, 0, 0, 0, 0, 0]


def test_windows_of_a_long_paragraph_overlap(tokenizer):
    _, read = windows("the locks stay shut " * 40, tokenizer, size=22)
    for before, after in itertools.pairwise(read):
        shared = np.intersect1d(before.words, after.words)
        assert len(shared) >= 4
        assert not (before.home[np.isin(before.words, shared)] & after.home[np.isin(after.words, shared)]).any()


@pytest.mark.parametrize(
    ("within", "kept"),
    [
        (None, ["a b", "said shut", "orne the"]),
        ([], []),
        (["said"], ["said shut"]),
        (["b", "orne the"], ["a b", "orne the"]),
        (["said shut\n\norne"], ["said shut", "orne the"]),
    ],
)
def test_paragraphs_that_are_not_asked_for_are_not_read(tokenizer, within, kept):
    text = "a b\n\nsaid shut\n\norne the"
    spans = None if within is None else [Span(text.index(w), text.index(w) + len(w)) for w in within]
    words, _ = windows(text, tokenizer, within=spans)
    assert [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)] == " ".join(kept).split()
