"""Tables of two articles with four statements, to be checked by people."""

import pytest

from pipeline import schema
from pipeline.records import Article, Sentence, Statement

TEXT = "Nets\n\nKira Oss demands the nets\nback. It may rain. “Oru” will not yield.\n\n=Velmar gave way 🐟 at last."
PASSAGES = ("Kira Oss demands the nets\nback.", "It may rain.", "“Oru” will not yield.", "=Velmar gave way 🐟 at last.")
HOLDERS = ("Kira Oss", None, "Oru", "=Velmar")
MOVES = ("demand", "assess", "refuse", "yield")
STANCES = ("support", "none", "oppose", "none")


@pytest.fixture
def tables(tmp_path, make):
    folder = tmp_path / "tables"
    spans = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in PASSAGES]
    paragraphs = (1, 1, 1, 2)
    articles, sentences, statements = [], [], []
    for name in ("a1", "a2"):
        articles.append(make(Article, article_id=name, path=f"{name}.txt", text=TEXT))
        for n, (start, end) in enumerate(spans):
            place = {"article_id": name, "start": start, "end": end}
            sentences.append(make(Sentence, sentence_id=n, paragraph=paragraphs[n], text=TEXT[start:end], **place))
            labels = {"move": MOVES[n], "stance": STANCES[n], "efficacy": "none", "organization": HOLDERS[n]}
            ids = {"statement_id": f"{name}-s{n}", "concession_id": f"{name}-c{n}"}
            shown = {"quote": TEXT[start:end], "confidence": 0.9 - n / 5, "speaker_kind": "government"}
            statements.append(make(Statement, **ids, **place, **labels, **shown))
    for record, rows in ((Article, articles), (Sentence, sentences), (Statement, statements)):
        schema.write(folder, record, rows, metadata={})
    return folder
