from pipeline import linear
from pipeline.arguments.model import load, setting_features


def test_written_argument_lies_between_speech_and_debate():
    judge = load("fast").argues
    speech, written, debate = (
        linear.probability(judge, dict(setting_features(s))) for s in ("speech", "written", "debate")
    )
    assert min(speech, debate) < written < max(speech, debate)
