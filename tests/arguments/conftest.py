"""Shared by the tests of `arguments`: texts of ours, parsed, with the rows the stages before would give."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from pipeline import sentences
from pipeline.arguments.parse import Parse
from pipeline.records import Attribution, Concession, Sentence, SentenceVoice, Stance
from pipeline.spans import Span, quoted
from pipeline.tokenize.nlp import DEFAULT, load

AUTHOR = "sp-author"


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load(DEFAULT)


@pytest.fixture(scope="session")
def parsed(nlp: Language) -> Callable[[str], Parse]:
    return lambda text: Parse(nlp(text))


@pytest.fixture
def rows() -> Callable[..., tuple[list[Sentence], list[SentenceVoice]]]:
    """Sentences of a text and their voices: the author's, unless ``author`` is null (narration)."""

    def make(text: str, *, author: str | None = AUTHOR) -> tuple[list[Sentence], list[SentenceVoice]]:
        starts = [p.start for p in sentences.paragraphs(text)]
        found = [
            Sentence(
                article_id="a1",
                sentence_id=n,
                start=s.start,
                end=s.end,
                paragraph=sum(start <= s.start for start in starts) - 1,
                zone="body",
                text=text[s.start : s.end],
            )
            for n, s in enumerate(sentences.split(text))
        ]
        voices = [
            SentenceVoice(article_id="a1", sentence_id=s.sentence_id, voice="author", speaker_id=author) for s in found
        ]
        return found, voices

    return make


@pytest.fixture
def attribution() -> Callable[..., Attribution]:
    """An attribution whose source, cue and content are given as words of the text."""

    def make(text: str, source: str, cue: str, content: str, *, number: int = 0, speaker: str = "") -> Attribution:
        def span(words: str) -> tuple[Span, ...]:
            at = text.index(words)
            return (Span(at, at + len(words)),)

        name = speaker or source
        return Attribution(
            attribution_id=f"a1-a{number:05d}",
            article_id="a1",
            type="indirect",
            content_spans=span(content),
            content=quoted(text, span(content)) or "",
            cue_spans=span(cue),
            cue=cue,
            source_spans=span(source),
            source=source,
            speaker_id=f"sp-{name.lower()}",
            speaker=name,
            speaker_ids=(f"sp-{name.lower()}",),
            speaker_kind="person",
            parent_id=None,
            confidence=0.9,
        )

    return make


@pytest.fixture
def concession() -> Callable[..., tuple[Concession, Stance]]:
    """One row of `concessions` and its stance, on a passage of the text."""

    def make(
        text: str, passage: str, *, number: int, holder: str | None, stance: str, **known: str
    ) -> tuple[Concession, Stance]:
        start = text.index(passage)
        row = Concession(
            concession_id=f"a1-c{number:05d}",
            article_id="a1",
            start=start,
            end=start + len(passage),
            text=passage,
            attribution_id=None,
            holder_id=holder and f"sp-{holder.lower()}",
            holder=holder,
            move="demand" if stance == "support" else "refuse",
            modality="actual",
            condition=None,
            conceder=known.get("conceder"),
            beneficiary=known.get("beneficiary"),
            item=known.get("item"),
            cameo=None,
            plover=None,
            confidence=0.9,
        )
        p = {"support": 0.1, "oppose": 0.1, "conditional": 0.0, "none": 0.0, stance: 0.8}
        return row, Stance(
            concession_id=row.concession_id,
            article_id="a1",
            holder_id=row.holder_id,
            holder=holder,
            stance=stance,  # type: ignore[arg-type]
            p_support=p["support"],
            p_oppose=p["oppose"],
            p_conditional=p["conditional"],
            p_none=p["none"],
            efficacy="none",
            efficacy_confidence=0.9,
            evidence=None,
            evidence_start=None,
            evidence_end=None,
        )

    return make
