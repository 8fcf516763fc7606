"""Text from articles as cells that other programs open."""

import re

FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""What spreadsheets take for the start of a formula or strip before one (OWASP, CSV Injection), quoted or not."""


def inert(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula; taking it away gives the text back."""
    return f"'{text}" if FORMULA.match(text) else text
