"""Tell captions and picture credits from running text."""

import re

from rapidfuzz import fuzz

LONGEST = 90
"""Words; a longer paragraph holds body text beside the caption and is left alone."""

AGENCY = (
    r"(?:getty(?: images)?|reuters|a\.?p\.?|afp|epa(?:-efe)?|efe|bloomberg|shutterstock|alamy|corbis|rex|"
    r"zuma|pool|sipa|dpa|tass|itar-tass|ria novosti|sputnik|xinhua|anadolu(?: agency)?|nurphoto|wire(?:image)?|"
    r"istock\w*|pa(?: wire| images)?|canadian press|associated press|agence france-presse|press association|"
    r"kyodo(?: news)?|yonhap|handout|courtesy|file(?: photo)?|contour|redux|magnum|upi|"
    r"european pressphoto agency|reuters file photo)"
)
CREDIT = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"^(?:image|photo|picture)s?(?: copyright| credit| source)?:? .{0,80}?\b(?:image|media) caption\b", re.I),
        (r"^(?:image|media|photo) caption\b", re.I),
        (r"^(?:image (?:copyright|source)|photo credit|photograph|photo by|credit)\b[: ].{1,60}$", re.I),
        (r"^enlarge (?:this )?image\b|\btoggle caption\b|\bhide caption\b", re.I),
        (r"^media playback is unsupported on your device media caption\b", re.I),
        (r"^(?:file(?: photo)?|archive photo|pictured(?: \w+)?|caption|photos?|image)\s?[-–—:]", re.I),
        (r"\b(?:photo|photograph|photographer|image|picture|pic|illustration|graphic|credit)s?\s?"
         r"(?:by|courtesy(?: of)?|credit)?\s?[:/]\s?\S.{1,60}$", re.I),
        (r"\b(?:REUTERS|AFP|AP|EPA|Reuters)\s?(?:/|via\b)\s?\S.{0,50}$", 0),
        (rf"\S/\s?{AGENCY}(?<=[\w.])(?!\w)(?:\s?(?:/|via|,|-)\s?[\w .-]{{2,40}})?\)?\.?$", re.I),
        (r"\((?:ap |afp |reuters |file |undated )?(?:photo|image|picture|pic)s?\b[^()]{0,80}\)\.?$", re.I),
        (r"\([^()]{2,60}/\s?[^()]{2,50}\)\.?$", re.I),
        (rf"\([^()]{{3,60}}[\s/]{AGENCY}\b[^()]{{0,30}}\)\.?$", re.I),
        (r"[.!?”\")]\s[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3} ?/ ?(?:[A-Z][\w&.'’-]* ?){1,5}$", 0),
        (r"\b(?:via\s)?getty images\.?$", re.I),
        (r"^(?:in this )(?:\w+\.? \d{1,2}, \d{4},? )?(?:file )?(?:photo|image|picture|frame grab)\b", re.I),
    )
)  # fmt: skip
PICTURED = re.compile(r"\((?:[^()]{0,60}\s)?(?:pictured|shown|seen)(?:\s[^()]{0,60})?\)", re.IGNORECASE)
REPORTS = re.compile(r"\b(?:said|says|told|according to)\b")
STOP = re.compile(r"[.!?…][\"”’')\]]*$")


def is_caption(text: str) -> bool:
    """Tell whether a paragraph is a caption by its credit or the marks a site puts beside pictures."""
    if len(text.split()) > LONGEST:
        return False
    if PICTURED.search(text) and not STOP.search(text):
        return True
    found = next((p for p in CREDIT if p.search(text)), None)
    return found is not None and not _quoted_end(text)


def _quoted_end(text: str) -> bool:
    """Tell whether the paragraph is speech, which may end with an agency's name in brackets."""
    return text[:1] in '"“' and bool(REPORTS.search(text))


def repeats_neighbour(text: str, neighbours: list[str]) -> bool:
    """Tell whether a "(pictured)" sentence is said again in the body beside it."""
    if not PICTURED.search(text):
        return False
    bare = PICTURED.sub("", text)
    return any(fuzz.partial_ratio(bare, other) >= 85 for other in neighbours if len(other) >= 0.7 * len(bare))
