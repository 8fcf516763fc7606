"""Choose the clauses that argue, and give each its role: claim or premise."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.arguments.candidates import Candidate
from pipeline.arguments.features import Features, features
from pipeline.arguments.model import Model, Setting, setting_features
from pipeline.arguments.parse import Parse
from pipeline.params import ArgumentsParams
from pipeline.records import Genre, Unit, UnitRole

SETTINGS: dict[Genre, Setting] = {"statement": "speech", "interview": "debate", "opinion": "written"}
CONTEXT = ("previous", "next")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A candidate that argues, what describes it, and how sure that is."""

    candidate: Candidate
    features: Features
    p_argues: float
    p_claim: float

    @property
    def role(self) -> UnitRole:
        """The likelier role."""
        return "claim" if self.p_claim >= 0.5 else "premise"

    @property
    def confidence(self) -> float:
        """Probability that the words are the speaker's, argue, and have this role."""
        return self.candidate.certainty * self.p_argues * max(self.p_claim, 1.0 - self.p_claim)


def judge(
    parse: Parse,
    found: Sequence[Candidate],
    *,
    kept: Collection[int] = (),
    genre: Genre,
    model: Model,
    params: ArgumentsParams,
) -> dict[int, Judged]:
    """Return the candidates that argue, in order, by their place among ``found``.

    Those at the places ``kept`` argue whatever their words: they grant a point or outweigh one. An author or a speaker
    needs ``params.threshold``; a newsroom's narration, which relays and takes no side, must pass the much higher
    ``params.narration_threshold`` to be taken for analysis.
    """
    judged = {}
    setting = dict(setting_features(SETTINGS.get(genre, "written")))
    for place, (candidate, described) in enumerate(zip(found, features(parse, found), strict=True)):
        row = {**described, **setting}
        p_argues = model.argues.probability(alone(row))
        least = params.narration_threshold if candidate.narrated else params.threshold
        if place in kept or (p_argues >= least and not _reports(candidate, row)):
            p_claim = model.claims.probability(row)
            judged[place] = Judged(candidate=candidate, features=row, p_argues=p_argues, p_claim=p_claim)
    return judged


def alone(row: Features) -> Features:
    """Return the features of the clause itself; whether it argues carries over to new kinds of text without context."""
    return {name: value for name, value in row.items() if not name.startswith(CONTEXT)}


def _reports(candidate: Candidate, row: Features) -> bool:
    """Tell whether a newsroom's clause is plain report: no modality, judgement or reason makes it analysis."""
    signs = ("class:duty", "class:hedge", "class:value", "class:sure", "class:opinion", "opens:reason", "opens:result")
    return candidate.narrated and sum(sign in row for sign in signs) < 2


def units(article_id: str, text: str, judged: Sequence[Judged]) -> Iterator[Unit]:
    """Yield the rows of the units of one article, numbered by their place in the text."""
    for number, one in enumerate(judged):
        start, end = one.candidate.span
        yield Unit(
            unit_id=f"{article_id}-u{number:05d}",
            article_id=article_id,
            start=start,
            end=end,
            text=text[start:end],
            role=one.role,
            speaker_id=one.candidate.speaker_id,
            speaker=one.candidate.speaker,
            attribution_id=one.candidate.attribution_id,
            confidence=one.confidence,
        )
