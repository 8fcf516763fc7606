"""HTML -> paragraphs by walking the tree: for fragments, and for pages where extraction finds no article."""

import re
from collections.abc import Iterator

from lxml import etree, html

from pipeline.ingest.draft import Block, ZoneName

SKIPPED = frozenset((
    "script", "style", "noscript", "nav", "footer", "aside", "form", "button", "svg", "iframe", "select",
    "template", "head", "object", "video", "audio", "canvas", "math", "input", "textarea", "dialog", "menu",
))  # fmt: skip
BLOCKS = frozenset((
    "p", "div", "br", "article", "section", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt",
    "dd", "blockquote", "figure", "figcaption", "table", "tr", "td", "th", "pre", "hr", "main", "header",
    "address", "body", "html", "center", "details", "summary",
))  # fmt: skip
HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
DATELINE = re.compile(r"\b(?:article-?location|date-?line|location)\b", re.IGNORECASE)
BYLINE = re.compile(r"\b(?:by-?line|author(?:s|-name|-byline)?)\b", re.IGNORECASE)
CAPTION = re.compile(r"\b(?:wp-caption-text|caption|image-credit|photo-credit|img-caption)\b", re.IGNORECASE)
FURNITURE = re.compile(
    r"\b(?:twitter-tweet|instagram-media|share|social|related|newsletter|promo|advert\w*|ad-slot|cookie\S*|comments?|"
    r"breadcrumbs?|tags|recirc\w*|most-read|sidebar)\b",
    re.IGNORECASE,
)
SOURCE = re.compile(r"\s*(?:source|source link|original article|read (?:the )?original)\s*", re.IGNORECASE)


def tree(text: str) -> html.HtmlElement | None:
    """Return the root of an HTML page or fragment; null when there is nothing in it."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        return html.document_fromstring(f"<div>{text}</div>" if not is_page(text) else text)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def is_page(text: str) -> bool:
    """Tell a whole page from a fragment."""
    return re.search(r"<(?:html|head|body|!doctype)\b", text[:20_000], re.IGNORECASE) is not None


def fragment(text: str) -> tuple[Block, ...]:
    """Return the paragraphs of an HTML fragment in order, with the zones that its markup tells."""
    root = tree(text)
    return tuple(walk(root)) if root is not None else ()


def source_url(text: str) -> str | None:
    """Return the address of the link "Source" that feeds put below an article, null when there is none."""
    root = tree(text)
    links = root.iter("a") if root is not None else ()
    found = [a.get("href") for a in links if a.get("href") and SOURCE.fullmatch(a.text_content() or "")]
    if not found:
        return None
    inner = re.search(r"[?&]url=(https?://[^&\s]+)", found[-1])
    return inner[1] if inner else str(found[-1])


def walk(root: html.HtmlElement) -> Iterator[Block]:
    """Yield the paragraphs below ``root``."""
    writer = _Paragraphs()
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if not isinstance(element.tag, str):
            if event == "end" or isinstance(element, etree._Comment | etree._ProcessingInstruction):
                writer.text(element.tail)
            continue
        if event == "start":
            if element.tag in SKIPPED:
                events.skip_subtree()
            else:
                yield from writer.open(element)
                writer.text(element.text)
        else:
            yield from writer.close(element)
            writer.text(element.tail)
    yield from writer.flush()


class _Paragraphs:
    """Gathers running text into paragraphs while the tree is walked."""

    def __init__(self) -> None:
        self._held: list[str] = []
        self._zones: list[tuple[html.HtmlElement, ZoneName]] = []

    def text(self, text: str | None) -> None:
        if text:
            self._held.append(text)

    def open(self, element: html.HtmlElement) -> Iterator[Block]:
        zone = _zone(element)
        if element.tag in BLOCKS or zone:
            yield from self.flush(inline=zone == "dateline" and element.tag not in BLOCKS)
        if zone:
            self._zones.append((element, zone))

    def close(self, element: html.HtmlElement) -> Iterator[Block]:
        zoned = bool(self._zones) and self._zones[-1][0] is element
        if element.tag in BLOCKS or zoned:
            yield from self.flush()
        if zoned:
            self._zones.pop()

    def flush(self, *, inline: bool = False) -> Iterator[Block]:
        text = " ".join("".join(self._held).split())
        self._held = []
        if text and not inline:
            yield Block(text=text, zone=self._zones[-1][1] if self._zones else None)


def _zone(element: html.HtmlElement) -> ZoneName | None:
    """Return the zone that a tag, class or property tells."""
    marks = " ".join(filter(None, (element.get("class"), element.get("itemprop"), element.get("id"))))
    if element.tag == "h1":
        return "title"
    if element.tag in HEADINGS:
        return "body"
    if element.tag in ("figure", "figcaption") or CAPTION.search(marks):
        return "caption"
    if element.tag == "span" and DATELINE.search(marks):
        return "dateline"
    if (
        element.tag in ("span", "div", "p", "address", "a")
        and BYLINE.search(marks)
        and len(element.text_content()) < 200
    ):
        return "byline"
    if FURNITURE.search(marks) and len(element.text_content()) < 1500:
        return "furniture"
    return None
