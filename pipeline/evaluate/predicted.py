"""What the tables hold of one gold article, as every scorer sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.evaluate.align import Aligner
from pipeline.records import Article, Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted:
    """One article's rows by record class; a gold article that the tables lack has no article and no rows."""

    article: Article | None = None
    rows: Mapping[type, Sequence[Any]] = field(default_factory=dict)
    speakers: Mapping[str, Speaker] = field(default_factory=dict)

    def of(self, record: type) -> Sequence[Any]:
        """Return the article's rows of one table, in order."""
        return self.rows.get(record, ())

    def speaker(self, speaker_id: str | None) -> Speaker | None:
        """Return the speaker of an id, null for none."""
        return None if speaker_id is None else self.speakers.get(speaker_id)

    def aligner(self, gold_text: str) -> Aligner:
        """Return what maps spans of the article to spans of the gold text."""
        return Aligner(self.article.text if self.article else "", gold=gold_text)
