"""Candidate rows -> the rows of `concessions`."""

from pipeline.concessions.codes import codes
from pipeline.concessions.coding import Coded, Scene
from pipeline.records import Concession
from pipeline.spans import Span, trim


def record(row: Coded, scene: Scene, *, concession_id: str, article_id: str, sentence: Span) -> Concession:
    """Return the row of `concessions` of one candidate; its passage is the sentence, trimmed.

    Its confidence is the model's, else the probability of the passage times how often the rule of the move was right.
    """
    text = scene.text
    passage = trim(text, sentence)
    rules = scene.lexicon.rules
    cameo, plover = codes(row.move, row.anchor, scene.lexicon)
    conceder, beneficiary = _sides(row)
    return Concession(
        concession_id=concession_id,
        article_id=article_id,
        start=passage.start,
        end=passage.end,
        text=text[passage.start : passage.end],
        attribution_id=_attribution(row, scene),
        holder_id=row.holder.speaker_id if row.holder else None,
        holder=row.holder.name if row.holder else None,
        move=row.move,
        modality=row.modality,
        condition=_cut(text, row.condition),
        conceder=conceder,
        beneficiary=beneficiary,
        item=_cut(text, row.item),
        cameo=cameo,
        plover=plover,
        confidence=row.probability * rules.get(row.rule, rules["other"]) if row.sure is None else row.sure,
    )


def _sides(row: Coded) -> tuple[str | None, str | None]:
    """Return conceder and beneficiary; nobody demands of, or gives to, themselves."""
    conceder = row.conceder.name if row.conceder else None
    beneficiary = row.beneficiary.name if row.beneficiary else None
    if row.move == "demand" and row.holder is not None and conceder == row.holder.name:
        conceder = None
    return conceder, None if beneficiary == conceder else beneficiary


def _attribution(row: Coded, scene: Scene) -> str | None:
    """The attribution that gives the passage to its holder; null in the author's own voice."""
    if row.speaks:
        return row.voice.attribution_id
    if row.holder is None:
        return None
    token = row.anchor.token
    return scene.cast.attributed_to(row.holder, Span(token.idx, token.idx + len(token)))


def _cut(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span is not None and span.end > span.start else None
