"""Cleaners of one paragraph, each ``str -> str``, with their patterns in one place."""

import html
import re
import unicodedata

import ftfy

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
ZERO_WIDTH = re.compile(r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]")
SPACES = re.compile(r"\s+")
TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|cite|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|q|s|small|span|strike"
    r"|strong|sub|sup|u|ul)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
SPLIT_ENTITY = re.compile(r"(?:&\s?)?\bamp\s?#\s?(\d{2,5})\s?;|&\s?#\s?(\d{2,5})\s?;")
MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{1,2000}(?:\s\"[^\"]{0,300}\")?\)")
CARD = re.compile(r"\b(?P<last>[A-Z][\w’'-]+) (?:[A-Z][\w’'.-]* ){1,4}(?P=last)(?=[A-Z])[^\n]{15,600}? MORE\b")
"""A name's card of links, torn open: its full name with headlines glued to it, up to "MORE"."""
FTFY = ftfy.TextFixerConfig(uncurl_quotes=False, unescape_html=False, fix_line_breaks=False, fix_character_width=False)


def mend_encoding(text: str) -> str:
    """Mend mojibake ("Â£173" for "£173") and bring the text to NFC; quotation marks stay as they are."""
    return unicodedata.normalize("NFC", ftfy.fix_text(text, FTFY))


def mend_entities(text: str) -> str:
    """Turn HTML entities into characters, also those that a tokenizer broke ("amp # 45;")."""

    def character(match: re.Match[str]) -> str:
        number = int(match[1] or match[2])
        return chr(number) if 32 <= number < 0xD800 else ""

    return html.unescape(SPLIT_ENTITY.sub(character, text)) if "&" in text or "#" in text else text


def drop_tags(text: str) -> str:
    """Remove HTML tags that were left in running text, and keep what they hold."""
    return TAG.sub("", text) if "<" in text else text


def drop_invisible(text: str) -> str:
    """Remove control characters, zero-width characters, soft hyphens and direction marks."""
    return ZERO_WIDTH.sub("", CONTROL.sub("", text))


def join_lines(text: str) -> str:
    """Make every run of white space, no-break spaces and line ends included, one plain space."""
    return SPACES.sub(" ", text).strip()


def drop_markdown(text: str) -> str:
    """Remove the marks of emphasis, code, links and pictures of Markdown, and keep what they hold."""
    text = MARKDOWN_LINK.sub(r"\1", text)
    text = re.sub(r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)(.{1,5000}?)(?<=\S)\1(?!\w)", r"\2", text)
    return re.sub(r"`([^`]{1,5000})`", r"\1", text)


def drop_cards(text: str) -> str:
    """Remove what a link behind a name unfolds to ("Orne Ada M. OrneOrne wins in Selle MORE"), and keep the name."""
    return CARD.sub(r"\g<last>", text) if " MORE" in text else text


def paragraph(text: str) -> str:
    """Clean one paragraph: entities, tags, mojibake, invisible characters, white space, cards of links."""
    return drop_cards(join_lines(drop_invisible(mend_encoding(drop_tags(mend_entities(text))))))
