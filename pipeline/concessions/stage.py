"""articles, sentences, attributions, voices, mentions, speakers, docs/ -> concessions.parquet."""

from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.tokens import Doc, Token

from pipeline import docs, schema
from pipeline.concessions import lexicon, sequel, weighing
from pipeline.concessions.cast import Cast
from pipeline.concessions.coding import Coded, Scene, choose, code
from pipeline.concessions.rows import record
from pipeline.params import ConcessionsParams, provenance
from pipeline.progress import Track, silent
from pipeline.records import Article, Attribution, Concession, Mention, Sentence, SentenceVoice, Speaker
from pipeline.spans import Span


def run(tables: Path, *, params: ConcessionsParams, track: Track = silent) -> None:
    """Find the concessions in play in every article of ``tables`` and write who does what with them.

    Raises LexiconError when ``params.lexicon`` names a folder that is no lexicon.
    """
    words = lexicon.load(Path(params.lexicon)) if params.lexicon else lexicon.default()
    speakers = {one.speaker_id: one for one in schema.read(tables, Speaker)}
    rows = schema.by_article(tables, Article, Sentence, Attribution, SentenceVoice, Mention)
    with schema.writing(tables, Concession, metadata=provenance(params)) as table:
        for row, doc in track(zip(rows, docs.read(tables), strict=True), what="articles"):
            article, sentences, attributions, voices, named = row
            scene = Scene(article.text, Cast(attributions, named, voices, speakers), speakers, words)
            table.add(one for _, one in found(article, sentences, doc, scene, params=params))


def found(
    article: Article, sentences: Sequence[Sentence], doc: Doc, scene: Scene, *, params: ConcessionsParams
) -> Iterator[tuple[Coded, Concession]]:
    """Yield the rows of one article in the order of the text, each with what it was made from.

    ``params`` say which are left out as too improbable.
    """
    parsed = [tokens_of(doc, sentence) for sentence in sentences]
    number, before = 0, deque[list[Coded]](maxlen=sequel.REACH)
    for sentence, tokens, context in zip(sentences, parsed, weighing.context(parsed, scene.lexicon), strict=True):
        kept = choose(code(tokens, scene, context=context), threshold=params.threshold)
        if not kept:
            more = sequel.follow(tokens, [row for rows in before for row in rows], scene)
            kept = [more] if more is not None and more.probability >= params.threshold else []
        before.append(kept)
        for row in kept:
            one = record(
                row,
                scene,
                concession_id=f"{article.article_id}-c{number:05d}",
                article_id=article.article_id,
                sentence=Span(sentence.start, sentence.end),
            )
            if one.confidence >= params.min_confidence:
                yield row, one
                number += 1


def tokens_of(doc: Doc, sentence: Sentence) -> list[Token]:
    """Return the tokens of a sentence."""
    span = doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
    return list(span) if span is not None else []
