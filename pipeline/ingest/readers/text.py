"""Plain text: one article a file, or the export of a press database, told by its marks."""

from pipeline.ingest import layout
from pipeline.ingest.draft import Draft, Reading, blocks
from pipeline.ingest.encoding import decode
from pipeline.ingest.readers import base, factiva, lexisnexis, nexis, proquest
from pipeline.params import IngestParams


def read(raw: bytes, *, params: IngestParams) -> Reading:  # noqa: ARG001 the signature is Reader's
    """Yield the article or articles of a text file."""
    text = decode(raw)
    if text is None:
        yield base.unreadable(base.NOT_TEXT)
        return
    for bundle in (lexisnexis, nexis, factiva, proquest):
        if bundle.MARK.search(text):
            yield from bundle.articles(text)
            return
    if not text.strip():
        yield base.empty("the file holds nothing but white space")
        return
    yield Draft(record=0, blocks=blocks(layout.paragraphs(text)))
