import pytest

from pipeline.tokenize.nlp import DEFAULT, ModelError, load


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("en_core_web_none", "python -m spacy download en_core_web_none"),
        ("../nowhere", "tokenize.model '../nowhere' is not installed"),
    ],
)
def test_a_missing_model_is_an_error_with_the_command_that_installs_it(model, said):
    with pytest.raises(ModelError, match=said):
        load(model)


def test_a_model_without_a_parser_is_refused(tmp_path):
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="has no parser"):
        load(str(tmp_path / "blank"))


def test_boundaries_are_set_before_the_parser():
    names = load(DEFAULT).pipe_names
    assert names.index("article_sentences") + 1 == names.index("parser")
