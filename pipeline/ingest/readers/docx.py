"""Word documents: exports of Nexis Uni with many articles, or one article a file."""

import io
import zipfile

from docx import Document
from docx.opc.exceptions import OpcError
from lxml import etree

from pipeline.ingest import archives
from pipeline.ingest.draft import Block, Draft, Reading, ZoneName
from pipeline.ingest.readers import base, nexis
from pipeline.params import IngestParams

ZONES: dict[str, ZoneName] = {"Title": "title", "Subtitle": "subtitle", "Caption": "caption"}
BROKEN = (*archives.BROKEN, OpcError, etree.LxmlError, KeyError, AttributeError)
"""What lxml and python-docx raise besides for files that are damaged or no Word documents."""


def read(raw: bytes, *, params: IngestParams) -> Reading:
    """Yield the articles of a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            size = sum(info.file_size for info in archive.infolist())
        if size > params.max_expanded_mb * 1_000_000:
            yield base.unreadable(f"the document unpacks to {size} bytes, over ingest.max_expanded_mb")
            return
        found = [
            Block(text=p.text, zone=ZONES.get((p.style.name or "") if p.style else ""))
            for p in Document(io.BytesIO(raw)).paragraphs
        ]
    except BROKEN as error:
        yield base.unreadable(f"not a readable Word document: {error}; save it again as .docx")
        return
    lines = [line for block in found for line in block.text.split("\n")]
    if any(nexis.MARK.match(line) for line in lines):
        yield from nexis.of_lines(lines)
        return
    written = tuple(block for block in found if block.text.strip())
    yield Draft(record=0, blocks=written) if written else base.empty("the document holds no text")
