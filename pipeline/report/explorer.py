"""The part of the page that is searched: statements and the texts they stand in, packed into one line of the page.

Rows are lists in the order of `COLUMNS`, gzipped and written as base64, so that thousands of articles stay some
megabytes and nothing of a text can be taken for markup. The script lays everything out as text.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from pipeline.records import Article, Attribution, Statement, Unit

COLUMNS = (
    "article",
    "start",
    "end",
    "person",
    "organization",
    "concept",
    "move",
    "stance",
    "efficacy",
    "conceder",
    "beneficiary",
    "item",
    "confidence",
    "reviewed",
    "statement_id",
)
KINDS = ("source", "cue", "content", "claim", "premise")
"""What is marked in a text besides its statements."""
SCRIPTS = ("charts.js", "explorer.js")
"""What runs in the page, in this order, as one script."""


class Pack:
    """Articles and their statements as they are packed; at most so many texts, each with at least one statement."""

    def __init__(self, *, texts: int) -> None:
        self.texts = texts
        self.articles: list[dict[str, Any]] = []
        self.rows: list[list[Any]] = []
        self.left = 0
        """Statements of articles for which there was no room."""

    def add(
        self,
        article: Article,
        attributions: Sequence[Attribution],
        statements: Sequence[Statement],
        units: Sequence[Unit],
    ) -> None:
        """Add an article; one without statements, and a copy of another, has no place here."""
        standing = [one for one in statements if one.stands]
        if article.duplicate_of is not None or not standing:
            return
        if len(self.articles) >= self.texts:
            self.left += len(standing)
            return
        for one in standing:
            values = (getattr(one, name) for name in COLUMNS[1:])
            row = [len(self.articles), *values]
            row[COLUMNS.index("confidence")] = round(one.confidence, 2)
            self.rows.append(row)
        self.articles.append(
            {
                "id": article.article_id,
                "title": article.title or article.path,
                "publisher": article.publisher,
                "date": article.published.isoformat() if article.published else None,
                "genre": article.genre,
                "url": article.url,
                "text": article.text,
                "marks": _marks(attributions, units),
            }
        )

    def packed(self) -> str:
        """Return all of it as base64 of gzipped JSON, the same for the same rows."""
        whole = {"columns": COLUMNS, "kinds": KINDS, "articles": self.articles, "rows": self.rows}
        data = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
        return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()


def _marks(attributions: Iterable[Attribution], units: Iterable[Unit]) -> list[list[int]]:
    """Start, end and kind (its place in `KINDS`) of what is marked, in order."""
    found = [[unit.start, unit.end, KINDS.index(unit.role)] for unit in units]
    for one in attributions:
        for kind, spans in enumerate((one.source_spans, one.cue_spans, one.content_spans)):
            found += [[span.start, span.end, kind] for span in spans]
    return sorted(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explorer:
    """What the page needs to be searched: the rows as base64, the script, and what is left out."""

    packed: Markup
    script: str
    texts: int
    left: int


def explorer(pack: Pack) -> Explorer | None:
    """Return what the page needs to be searched; null when nothing is packed."""
    if not pack.rows:
        return None
    folder = files("pipeline.report").joinpath("templates")
    script = "\n".join(folder.joinpath(name).read_text(encoding="utf-8").strip() for name in SCRIPTS)
    return Explorer(packed=Markup(pack.packed()), script=script, texts=pack.texts, left=pack.left)  # noqa: S704 (base64)


def policy(script: str | None) -> str:
    """Return a page's Content-Security-Policy: nothing is loaded, and no script runs but this one."""
    rules = ["default-src 'none'", "style-src 'unsafe-inline'", "base-uri 'none'", "form-action 'none'"]
    if script is not None:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        rules.insert(1, f"script-src 'sha256-{digest}'")
    return "; ".join(rules)
