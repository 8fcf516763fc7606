"""GUM's CoNLL form: tokens are set as in print and chains point into the text."""

import pytest

from pipeline.train.gum import read


def conll(*rows):
    return "# begin document \n" + "\n".join(f"{n}\t{token}\t{chain}" for n, (token, chain) in enumerate(rows))


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["Ann", "Lee", ",", "a", "judge", ",", "left", "."], "Ann Lee, a judge, left."),
        (["“", "We", "do", "n't", "wait", "”", ",", "she", "said"], "“We don't wait”, she said"),
        (["He", "said", '"', "no", '"', "twice"], 'He said "no" twice'),
        (["a", "one", "-", "eyed", "man", "(", "old", ")"], "a one-eyed man (old)"),
        (["It", "is", "Lee", "'s", "-", "not", "mine"], "It is Lee's - not mine"),
        ([], ""),
    ],
)
def test_text_is_set_as_in_print(tokens, text):
    assert read(conll(*((token, "_") for token in tokens)))[0] == text


def test_chains_point_into_the_text():
    text, chains = read(conll(("Ann", "(1"), ("Lee", "1)"), ("met", "_"), ("her", "(2(1)"), ("brother", "2)")))
    assert {name: [text[s:e] for s, e in spans] for name, spans in chains.items()} == {
        "1": ["Ann Lee", "her"],
        "2": ["her brother"],
    }
