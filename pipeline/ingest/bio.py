"""What a bio tells: who wrote the article, what they are and for whom."""

import re
from collections.abc import Sequence

from pipeline.ingest import foot, lexicon, names
from pipeline.records import Genre

ROLE = re.compile(
    r"(?:,| is| are| was| serves as| works as| has been| served as)\s+(?:currently\s+|now\s+)?(?:an?\s+|the\s+)?"
    r"(?P<role>[^.;]{3,240})"
)


def authors(notes: Sequence[str], *, genre: Genre) -> tuple[str, ...]:
    """Return the authors that the notes name: in opinion the persons noted are who wrote it."""
    found: list[str] = []
    for note in notes:
        writer = foot.OF_WRITER.match(note)
        named = writer if writer and writer["name"] else foot.OF_NAMED.match(note) if genre != "news" else None
        listed = _listed(named) if named else ()
        found += [n for n in listed if n not in found]
    return tuple(found)


def _listed(found: re.Match[str]) -> tuple[str, ...]:
    """Return the names at the head of a note: "Jane Roe and John Doe are …"."""
    return names.authors((found["name"] or "") + (found.groupdict().get("more") or ""))


def of_author(notes: Sequence[str], written_by: Sequence[str]) -> tuple[str | None, str | None]:
    """Return role and affiliation of the first author by the note that is about them, null where it does not tell."""
    if not written_by:
        return None, None
    surname = written_by[0].split()[-1]
    note = next((n for n in notes if re.search(rf"\b{re.escape(surname)}\b", n[:120])), None)
    if note is None:
        return None, None
    after = note[note.index(surname) + len(surname) :]
    found = ROLE.match(after) or ROLE.search(after[:160])
    if found is None:
        return None, None
    return _parts(found["role"])


def _parts(phrase: str) -> tuple[str | None, str | None]:
    """Part "director of the Program on X at Y's Institute" into what somebody is and where."""
    phrase = re.sub(r"\s\((?:from|since|until|as of|\d)[^()]*\)", "", phrase)
    phrase = re.sub(r"\s(?:from|since|between|until) (?:19|20)\d\d\b.*", "", phrase)
    phrase = re.split(
        r",\s(?:and|who|where|which|is|are|was|a|an|the|author|he|she)\s|\s(?:and|who)\s(?:is|was|an?|the|has|served)\s",
        phrase,
    )[0]
    at = next((m for m in (re.search(rf"\s{word}\s(?:the\s)?(?=[A-Z])", phrase) for word in ("at", "with")) if m), None)
    at = at or (None if " of " in phrase else re.search(r"\sfor\s(?:the\s)?(?=[A-Z])", phrase))
    if at:
        return _role(phrase[: at.start()]), phrase[at.end() :].strip(" ,") or None
    comma = re.match(r"(?P<role>[^,]{3,80}), (?P<body>[A-Z].{3,100})$", phrase)
    if comma:
        return _role(comma["role"]), comma["body"].strip()
    of = re.search(r"\sof\s(?:the\s)?", phrase)
    if (
        of
        and phrase[of.end() : of.end() + 1].isupper()
        and not re.match(r"professor|lecturer|teacher", phrase, re.IGNORECASE)
    ):
        return _role(phrase), phrase[of.end() :].strip(" ,") or None
    return _role(phrase), None


def _role(phrase: str) -> str | None:
    """Return the phrase when a noun of `roles.txt` is in it, else null."""
    phrase = re.sub(r"^(?:an?|the)\s+", "", phrase.strip(" ,"))
    known = lexicon.words("roles.txt")
    there = any(w in known or w.removesuffix("s") in known for w in re.findall(r"[a-z][a-z-]+", phrase.lower()))
    return phrase if there else None
