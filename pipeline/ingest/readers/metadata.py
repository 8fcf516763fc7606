"""What a page says of its article: schema.org JSON-LD first, then meta elements, then marks in the markup."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from pipeline.ingest import dates, lexicon, names
from pipeline.ingest.draft import Known

ARTICLE = re.compile(r"Article|BlogPosting|Report|Review|Interview|LiveBlog")
META = {
    "title": ("og:title", "twitter:title", "dc.title", "headline", "parsely-title"),
    "date": ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "parsely-pub-date",
             "pubdate", "publishdate", "publish-date", "sailthru.date", "og:published_time", "article.published",
             "dcterms.created"),
    "author": ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl",
               "article:author_name"),
    "publisher": ("og:site_name", "publisher", "application-name", "dc.publisher", "cre"),
    "url": ("og:url", "twitter:url", "parsely-link"),
    "section": ("article:section", "section", "parsely-section", "og:article:section", "dc.type", "article:opinion"),
    "subtitle": ("og:description", "description", "twitter:description", "dc.description"),
}  # fmt: skip
SITE = re.compile(r"\s+[|–—»·-]\s+[^|–—»·]{2,40}$")


def of_page(root: html.HtmlElement, *, address: str | None = None) -> Known:
    """Return what a page says of its article; ``subtitle`` is its description, which may not be printed on the page.

    ``address`` is where the page was fetched from, when that is known.
    """
    data, meta = _json_ld(root), _meta(root)
    url = _first(address, _text(data.get("url")), *(meta.get(n) for n in META["url"]), _canonical(root))
    host = urlsplit(url).hostname if url and url.startswith("http") else None
    listed = lexicon.publisher_of_host(host) if host else None
    named = _first(_name(data.get("publisher")), *(meta.get(n) for n in META["publisher"]))
    return Known(
        title=_title(root, data, meta),
        subtitle=_first(_text(data.get("description")), *(meta.get(n) for n in META["subtitle"])),
        published=_date(root, data, meta),
        publisher=listed or (lexicon.publisher_named(named) or named if named else None) or _bare(host),
        authors=_authors(root, data, meta),
        url=url if url and url.startswith("http") else None,
        section=" ".join(
            filter(
                None,
                (_text(data.get("articleSection")), _text(data.get("@type")), *(meta.get(n) for n in META["section"])),
            )
        )
        or None,
        language=_language(root, data),
    )


def _json_ld(root: html.HtmlElement) -> Mapping[str, Any]:
    """Return the first schema.org node of the page that is an article; scripts that are no JSON are passed over."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            loaded = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(loaded):
            kind = node.get("@type")
            if ARTICLE.search(" ".join(kind) if isinstance(kind, list) else str(kind)):
                return node
    return {}


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph", []))


def _meta(root: html.HtmlElement) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _title(root: html.HtmlElement, data: Mapping[str, Any], meta: Mapping[str, str]) -> str | None:
    """Return the headline: the one printed, when it is one of those the page names, else the first of these."""
    printed = [" ".join(h.text_content().split()) for h in root.iter("h1")]
    head = root.find(".//title")
    named = [
        _text(data.get("headline")),
        *(meta.get(n) for n in META["title"]),
        head.text if head is not None else None,
    ]
    candidates = [" ".join(n.split()) for n in named if n and n.strip()]
    bare = [SITE.sub("", c) for c in candidates]
    agreed = [p for p in printed if p and any(p.casefold()[:40] in c.casefold() for c in candidates)]
    return _first(*agreed, *bare, *(p for p in printed if len(p.split()) > 2))


def _date(root: html.HtmlElement, data: Mapping[str, Any], meta: Mapping[str, str]) -> Any:
    times = [t.get("datetime") or t.text_content() for t in root.iter("time")]
    for text in (_text(data.get("datePublished")), *(meta.get(n) for n in META["date"]), *times[:1]):
        day = dates.parse(text) if text and len(text) < 80 else None
        if day:
            return day
    return None


def _authors(root: html.HtmlElement, data: Mapping[str, Any], meta: Mapping[str, str]) -> tuple[str, ...]:
    told = data.get("author") or data.get("creator")
    entries = told if isinstance(told, list) else [told]
    found = tuple(dict.fromkeys(a for e in entries for a in names.authors(_name(e) or "")))
    if found:
        return found
    for name in META["author"]:
        found = names.authors(meta[name]) if name in meta and not meta[name].startswith("http") else ()
        if found:
            return found
    for element in root.iter("a", "span", "p", "div", "address"):
        marks = " ".join(filter(None, (element.get("rel"), element.get("class"), element.get("itemprop"))))
        if (
            re.search(r"\b(?:author|byline|author-name|author__name)\b", marks, re.I)
            and len(element.text_content()) < 120
        ):
            found = names.authors(" ".join(element.text_content().split()))
            if found:
                return found
    return ()


def _language(root: html.HtmlElement, data: Mapping[str, Any]) -> str | None:
    told = root.get("lang") or _text(data.get("inLanguage")) or ""
    return told[:2].lower() if re.match(r"[A-Za-z]{2}(?:[-_]|$)", told) else None


def _canonical(root: html.HtmlElement) -> str | None:
    return next((link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"), None)


def _bare(host: str | None) -> str | None:
    return host.removeprefix("www.") if host else None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return next((n for n in map(_name, value) if n), None)
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        return " ".join(v for v in value if isinstance(v, str)) or None
    return value.strip() or None if isinstance(value, str) else None


def _first(*values: str | None) -> str | None:
    return next((v for v in values if v and v.strip()), None)
