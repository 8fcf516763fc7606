"""A parser, and articles of one sentence about the made-up quarrel of Oru and Velmar."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from spacy.language import Language

from pipeline.concessions import lexicon
from pipeline.concessions.cast import Cast
from pipeline.concessions.coding import Coded, Scene, choose, code
from pipeline.records import Attribution, Mention, SentenceVoice, Speaker
from pipeline.spans import Span
from pipeline.tokenize.nlp import DEFAULT, load

Coder = Callable[..., list[Coded]]


def speaker(name: str, kind: str = "person", *, country: str | None = None, role: str | None = None) -> Speaker:
    return Speaker(
        speaker_id=f"sp-{name.lower().replace(' ', '-')}",
        name=name,
        kind=kind,  # type: ignore[arg-type]
        role=role,
        affiliation=None,
        country=country,
        wikidata=None,
        aliases=(),
        n_articles=1,
        n_attributions=1,
    )


PEOPLE = {
    one.name: one
    for one in (
        speaker("Ada Venn", country="VEL", role="envoy of Velmar"),
        speaker("Jon Lee", role="mediator"),
        speaker("Piet Sorn", role="analyst at the Salt Institute"),
        speaker("Lena Hast", "author"),
        speaker("rebels", "group"),
        speaker("Velmar", "government", country="VEL"),
        speaker("Oru", "government", country="ORU"),
    )
}


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load(DEFAULT)


def attribution(text: str, content: str, who: Speaker, *, cue: str = "said", number: int = 0) -> Attribution:
    at, cue_at = text.index(content), text.find(cue)
    return Attribution(
        attribution_id=f"x-a{number:05d}",
        article_id="x",
        type="indirect",
        content_spans=(Span(at, at + len(content)),),
        content=content,
        cue_spans=(Span(cue_at, cue_at + len(cue)),) if cue_at >= 0 else (),
        cue=cue,
        source_spans=(),
        source=None,
        speaker_id=who.speaker_id,
        speaker=who.name,
        speaker_ids=(who.speaker_id,),
        speaker_kind=who.kind,
        parent_id=None,
        confidence=0.9,
    )


def mention(text: str, words: str, who: Speaker) -> Mention:
    at = text.index(words)
    return Mention(
        article_id="x", start=at, end=at + len(words), text=words, speaker_id=who.speaker_id, mention_type="name"
    )


@pytest.fixture
def people() -> dict[str, Speaker]:
    return PEOPLE


@pytest.fixture
def relay() -> Callable[..., Attribution]:
    return attribution


@pytest.fixture
def scene() -> Callable[..., Scene]:
    """Make the scene of an article of one sentence."""

    def make(
        text: str,
        *,
        says: tuple[str, str] | None = None,
        named: Sequence[str] = (),
        author: str | None = None,
    ) -> Scene:
        voices = [
            SentenceVoice(article_id="x", sentence_id=0, voice="author", speaker_id=PEOPLE[name].speaker_id)
            for name in ([author] if author else [])
        ]
        speakers = {who.speaker_id: who for who in PEOPLE.values()}
        cast = Cast(
            [attribution(text, says[0], PEOPLE[says[1]])] if says else [],
            [mention(text, name, PEOPLE[name]) for name in named if name in text],
            voices,
            speakers,
        )
        return Scene(text, cast, speakers, lexicon.default())

    return make


@pytest.fixture
def coded(nlp: Language, scene: Callable[..., Scene]) -> Coder:
    """Code one sentence of an article about a dispute."""

    def run(text: str, *, context: float = 0.9, **known: Any) -> list[Coded]:
        return choose(code(list(nlp(text)), scene(text, **known), context=context), threshold=0.5)

    return run
