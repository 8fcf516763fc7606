"""Word documents: exports of Nexis Uni with many articles, or one article a file."""

import io
import zipfile

from docx import Document
from docx.opc.exceptions import OpcError
from lxml import etree

from pipeline.ingest.draft import Block, Draft, Reading, ZoneName
from pipeline.ingest.readers import base, nexis
from pipeline.params import IngestParams

ZONES: dict[str, ZoneName] = {"Title": "title", "Subtitle": "subtitle", "Caption": "caption"}


def read(raw: bytes, *, params: IngestParams) -> Reading:
    """Yield the articles of a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            size = sum(info.file_size for info in archive.infolist())
        if size > params.max_expanded_mb * 1_000_000:
            yield base.unreadable(f"the document unpacks to {size} bytes, over ingest.max_expanded_mb")
            return
        paragraphs = list(Document(io.BytesIO(raw)).paragraphs)
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError, OSError, etree.XMLSyntaxError) as error:
        yield base.unreadable(f"not a readable Word document: {error}; save it again as .docx")
        return
    lines = [line for p in paragraphs for line in p.text.split("\n")]
    if any(nexis.MARK.match(line) for line in lines):
        yield from nexis.of_lines(lines)
        return
    found = tuple(
        Block(text=p.text, zone=ZONES.get(p.style.name if p.style else "")) for p in paragraphs if p.text.strip()
    )
    yield Draft(record=0, blocks=found) if found else base.empty("the document holds no text")
