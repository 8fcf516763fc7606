"""Our own argued texts: `data/training/arguments/*.txt` -> texts with components and relations.

A text opens with ``# genre | title | author``; each further line is a segment of running text, an empty line parts
paragraphs. A unit's line begins with its number, role and relations in brackets: ``[3 premise +1 -5 ~8]`` supports unit
1, attacks 5 and grants a point (a rhetorical concession) that 8 outweighs.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

UNIT = re.compile(r"\[(?P<number>\d+) (?P<role>claim|premise)(?P<relations>(?: [+~-]\d+)*)\] ")
KINDS = {"+": "support", "-": "attack", "~": "concession"}


class ArgumentFormatError(ValueError):
    """A line of our texts cannot be read."""


def read(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the texts of a folder in order, as gold for `pipeline evaluate arguments`, with their ``genre``.

    Raises ArgumentFormatError that names the file and the line.
    """
    for path in sorted(folder.glob("*.txt")):
        for number, block in enumerate(re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.M)[1:]):
            head, _, body = block.partition("\n")
            genre, title, author = (part.strip() for part in head.split("|"))
            text, components, relations = _text(body, name=f"{path}: {title}")
            yield {
                "id": f"{path.stem}-{number:02d}",
                "genre": genre,
                "title": title,
                "author": author or None,
                "text": text,
                "components": components,
                "relations": relations,
            }


def _text(body: str, *, name: str) -> tuple[str, list[dict[str, Any]], list[dict[str, str]]]:
    text, components, relations = "", [], []
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        text += "\n\n" if text else ""
        for place, line in enumerate(paragraph.splitlines()):
            text += " " if place else ""
            unit = UNIT.match(line)
            if unit is None and line.startswith("["):
                raise ArgumentFormatError(f"{name}: {line!r} does not begin as [1 claim] or [2 premise +1 -3 ~4]")
            words = line[unit.end() :] if unit else line
            if unit:
                one = {"id": unit["number"], "type": unit["role"], "start": len(text), "end": len(text) + len(words)}
                components.append(one)
                relations += [
                    {"from": unit["number"], "to": r[1:], "type": KINDS[r[0]]} for r in unit["relations"].split()
                ]
            text += words
    known = {one["id"] for one in components}
    lost = [r for r in relations if r["to"] not in known]
    if lost or len(known) < len(components):
        raise ArgumentFormatError(f"{name}: a number stands twice or is not there: {lost or sorted(known)}")
    return text, components, relations
