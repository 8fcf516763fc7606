"""articles, sentences, attributions, voices, mentions, speakers, docs/ -> concessions.parquet."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Token

from pipeline import weights
from pipeline.concessions import deciding, lexicon, sequel, weighing
from pipeline.concessions.cast import Cast
from pipeline.concessions.coding import Coded, Scene, choose, code
from pipeline.concessions.contenders import Contender, contenders
from pipeline.concessions.deciding import Model
from pipeline.concessions.judge import Judge
from pipeline.concessions.rows import record
from pipeline.each import Inputs, Task, Work
from pipeline.engine import HERE, Engine
from pipeline.params import ConcessionsParams, digest
from pipeline.progress import Track, silent
from pipeline.reader import Reading
from pipeline.records import Article, Attribution, Concession, Mention, Sentence, SentenceVoice
from pipeline.spans import Span

MODEL = "concessions"


def run(tables: Path, *, params: ConcessionsParams, engine: Engine = HERE, track: Track = silent) -> None:
    """Find the concessions in play in every article of ``tables`` and write who does what with them.

    Raises LexiconError when ``params.lexicon`` names a folder that is no lexicon.
    """
    task = Task(
        stage="concessions",
        make=worker,
        params=params,
        needs=(Sentence, Attribution, SentenceVoice, Mention),
        speakers=True,
        gives=(Concession,),
        models=_digests(params.model),
        files={"lexicon": digest(Path(params.lexicon))} if params.lexicon else {},
    )
    engine.write(tables, task, track=track)


def worker(params: ConcessionsParams) -> Work:
    """Return what finds the concessions of one article."""
    words = lexicon.load(Path(params.lexicon)) if params.lexicon else lexicon.default()
    model = deciding.load(params.model) if params.model else None

    def find(inputs: Inputs) -> tuple[list[Concession]]:
        sentences, attributions, voices, named = inputs.rows
        cast = Cast(attributions, named, voices, inputs.speakers)
        scene = Scene(inputs.article.text, cast, inputs.speakers, words)
        rows = found(inputs.article, sentences, inputs.parsed, scene, params=params, model=model)
        return ([one for _, one in rows],)

    return find


def _digests(model: str | None) -> dict[str, str]:
    return {f"{MODEL}/{model}": weights.digest(f"{MODEL}/{model}")} if model else {}


def found(
    article: Article,
    sentences: Sequence[Sentence],
    doc: Doc,
    scene: Scene,
    *,
    params: ConcessionsParams,
    model: Model | None,
) -> Iterator[tuple[Coded, Concession]]:
    """Yield the rows of one article in the order of the text, each with what it was made from.

    ``params`` say which are left out as too improbable; without a ``model`` the rules alone decide.
    """
    spans = [Span(sentence.start, sentence.end) for sentence in sentences]
    by_rule = list(by_rules(sentences, doc, scene, params=params))
    worth = weighing.worth_reading(
        [s.paragraph for s in sentences], [bool(s.coded) for s in by_rule], [s.context for s in by_rule]
    )
    asked = [span if it else None for span, it in zip(spans, worth, strict=True)]
    readings = model.reader.read(article.text, asked) if model else [None] * len(spans)
    lonely = remote(readings, model.judge) if model else []
    number = 0
    for at, (span, reading, seen) in enumerate(zip(spans, readings, by_rule, strict=True)):
        kept = seen.kept
        if model and reading:
            kept = deciding.decide(seen.tokens, seen.contenders(scene), scene, reading, by=model.judge)
        if at in lonely:
            kept = [row for row in kept if row.move != "assess"]
        for row in kept:
            one = record(
                row,
                scene,
                concession_id=f"{article.article_id}-c{number:05d}",
                article_id=article.article_id,
                sentence=span,
            )
            if one.confidence >= params.min_confidence:
                yield row, one
                number += 1


def remote(readings: Sequence[Reading | None], judge: Judge) -> set[int]:
    """Return the sentences of an article that is hardly about a dispute which nothing near them tells of one."""
    passages = [reading.labels["passage"] if reading else 0.0 for reading in readings]
    if sum(passages) >= judge.quiet * len(passages):
        return set()
    return {at for at in range(len(passages)) if max(passages[max(0, at - 1) : at + 2]) < judge.remote}


@dataclass(frozen=True)
class Seen:
    """What the rules see in one sentence: all their rows, and those they would keep."""

    tokens: Sequence[Token]
    coded: Sequence[Coded]
    kept: Sequence[Coded]
    context: float
    place: float

    def contenders(self, scene: Scene) -> list[Contender]:
        """Return who may hold a row of it."""
        return contenders(self.tokens, self.coded, scene, kept=self.kept, context=self.context, place=self.place)


def by_rules(sentences: Sequence[Sentence], doc: Doc, scene: Scene, *, params: ConcessionsParams) -> Iterator[Seen]:
    """Yield what the rules see in each sentence of an article, in order."""
    parsed = [tokens_of(doc, sentence) for sentence in sentences]
    before = deque[list[Coded]](maxlen=sequel.REACH)
    for at, (tokens, context) in enumerate(zip(parsed, weighing.context(parsed, scene.lexicon), strict=True)):
        coded = code(tokens, scene, context=context)
        kept = choose(coded, threshold=params.threshold)
        if not kept:
            more = sequel.follow(tokens, [row for rows in before for row in rows], scene)
            coded += [more] if more is not None else []
            kept = [more] if more is not None and more.probability >= params.threshold else []
        before.append(kept)
        yield Seen(tokens, coded, kept, context, at / len(parsed))


def tokens_of(doc: Doc, sentence: Sentence) -> list[Token]:
    """Return the tokens of a sentence."""
    span = doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
    return list(span) if span is not None else []
