"""Read what training begins with: corpora and tokenizers."""

import gzip
import json
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer


def corpus(path: Path, *, limit: int = 0, chars: int = 0) -> list[dict[str, Any]]:
    """Read a corpus of gzipped JSON lines; texts without annotations end with a paragraph before ``chars``."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    articles = articles[: limit or None]
    for article in articles:
        if chars and "attributions" not in article and len(article["text"]) > chars:
            end = article["text"].rfind("\n", 0, chars)
            article["text"] = article["text"][: end if end > 0 else chars]
    return articles


def tokenizer_of(path: Path) -> Tokenizer:
    """Read a tokenizer that neither cuts nor fills up."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
