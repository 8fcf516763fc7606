import pytest

from pipeline.arguments.model import Logistic, load, setting_features


def test_probability_is_the_logistic_of_the_weighted_sum():
    judge = Logistic(bias=0.0, weights={"a": 1.0, "b": -1.0})
    assert judge.probability({}) == 0.5
    assert judge.probability({"a": 1.0, "b": 1.0, "unknown": 9.0}) == 0.5
    assert judge.probability({"a": 1.0}) == pytest.approx(0.731, abs=0.001)
    assert judge.probability({"a": 1e9}) <= 1.0


def test_written_argument_lies_between_speech_and_debate():
    judge = load("fast").argues
    speech, written, debate = (judge.probability(dict(setting_features(s))) for s in ("speech", "written", "debate"))
    assert min(speech, debate) < written < max(speech, debate)
