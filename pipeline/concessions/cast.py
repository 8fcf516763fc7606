"""Who is who in one article: from places in the text to speakers, and whose voice a place speaks in."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.records import Attribution, Mention, SentenceVoice, Speaker
from pipeline.spans import Span, contains, hull, overlap

Kind = Literal["author", "source", "narration"]


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who can hold, give or get a concession."""

    name: str
    speaker_id: str | None = None
    kind: str | None = None
    country: str | None = None
    affiliation: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a place in the text is."""

    kind: Kind
    party: Party | None = None
    attribution_id: str | None = None
    cue_spans: tuple[Span, ...] = ()
    direct: bool = False
    """Whether the place is quoted word for word."""


UNION = ("European Union", "EU", "European Commission", "EC", "European Council", "Brussels")
ANYBODY = frozenset({"one", "you", "anyone", "anybody"})
"""Sources that mean whoever writes and reads: "One hopes that they yield"."""
NARRATION = Voice("narration")


class Cast:
    """The speakers of one article, found by place."""

    def __init__(
        self,
        attributions: Sequence[Attribution],
        mentions: Sequence[Mention],
        voices: Iterable[SentenceVoice],
        speakers: Mapping[str, Speaker],
    ) -> None:
        self.attributions = attributions
        self._mentions = [(Span(m.start, m.end), m) for m in mentions]
        self._speakers = speakers
        self._depth = _depths(attributions)
        author = next((v.speaker_id for v in voices if v.voice == "author" and v.speaker_id), None)
        self.author = self.party(author)

    def party(self, speaker_id: str | None) -> Party | None:
        """Return the party of a speaker's id, null for null."""
        if speaker_id is None:
            return None
        speaker = self._speakers[speaker_id]
        return Party(speaker.name, speaker_id, speaker.kind, speaker.country, speaker.affiliation, speaker.role)

    def mentioned(self, span: Span) -> Party | None:
        """Return the party of the tightest mention that holds ``span``, null when there is none."""
        holding = [(s.end - s.start, s.start, m) for s, m in self._mentions if contains(s, span)]
        if not holding:
            return self._source(span)
        return self.party(min(holding, key=lambda x: x[:2])[2].speaker_id)

    def _source(self, span: Span) -> Party | None:
        """Return the first speaker of the attribution whose source holds ``span``: of "the senators" one senator."""
        for one in self.attributions:
            if len(one.speaker_ids) > 1 and any(contains(s, span) for s in one.source_spans):
                return self.party(one.speaker_ids[0])
        return None

    def titled(self, phrase: str) -> Party | None:
        """Return the one person of the article whose role is ``phrase``, null when none or several are."""
        here = dict.fromkeys(m.speaker_id for _, m in self._mentions if m.speaker_id)
        people = [p for one in here if (p := self.party(one)) and p.kind == "person" and p.role]
        fitting = [p for p in people if _has_role(p, phrase)]
        return fitting[0] if len(fitting) == 1 else None

    def voice(self, span: Span) -> Voice:
        """Return whose words ``span`` is: the innermost attribution whose content holds it, else the author's."""
        holding = [
            a
            for a in self.attributions
            if any(contains(c, span) for c in a.content_spans) and (a.source or "").lower() not in ANYBODY
        ]
        if not holding:
            return self.narrator
        inner = max(holding, key=lambda a: (self._depth[a.attribution_id], -_length(a), a.attribution_id))
        party = self.party(inner.speaker_id)
        if party is None and inner.source:
            party = Party(inner.source)
        return Voice("source", party, inner.attribution_id, inner.cue_spans, inner.type == "direct")

    @property
    def narrator(self) -> Voice:
        """The voice of what nobody is quoted with: the author's, or a newsroom's narration."""
        return Voice("author", self.author) if self.author else NARRATION

    def is_inmost(self, attribution: Attribution) -> bool:
        """Tell whether no other attribution stands within this one."""
        return not any(one.parent_id == attribution.attribution_id for one in self.attributions)

    def outer(self, voice: Voice) -> Voice:
        """Return the voice that relays ``voice``: its attribution's parent, else the author or the newsroom."""
        by_id = {a.attribution_id: a for a in self.attributions}
        here = by_id.get(voice.attribution_id or "")
        parent = by_id.get(here.parent_id or "") if here else None
        if parent is None:
            return self.narrator
        return Voice("source", self.party(parent.speaker_id), parent.attribution_id, parent.cue_spans)

    def attributed_to(self, party: Party, span: Span) -> str | None:
        """Return the attribution by which ``party`` holds ``span``, null when none does."""
        for a in self.attributions:
            if a.speaker_id is not None and a.speaker_id == party.speaker_id:
                reach = hull([*a.content_spans, *a.cue_spans])
                if overlap(reach, span):
                    return a.attribution_id
        return None


def _length(attribution: Attribution) -> int:
    return sum(s.end - s.start for s in attribution.content_spans)


def _depths(attributions: Sequence[Attribution]) -> dict[str, int]:
    parents = {a.attribution_id: a.parent_id for a in attributions}
    depths: dict[str, int] = {}
    for one in parents:
        depth, at = 0, parents[one]
        while at is not None and depth < len(parents):
            depth, at = depth + 1, parents.get(at)
        depths[one] = depth
    return depths


def _has_role(person: Party, phrase: str) -> bool:
    """Tell whether the words of a title of two words or more all stand in a person's role or affiliation."""
    wanted = [w.removesuffix("'s").removesuffix("’s") for w in phrase.lower().split()]
    told = f"{person.role} {person.affiliation or ''}".lower().split()
    return len(wanted) > 1 and (person.role or "").lower().endswith(wanted[-1]) and set(wanted) <= set(told)


def same_side(a: Party | None, b: Party | None) -> bool:
    """Tell whether two parties speak for one side: the same speaker, country, affiliation or name."""
    if a is None or b is None:
        return False
    if a.speaker_id and a.speaker_id == b.speaker_id:
        return True
    if a.country and a.country == b.country:
        return True
    if _union(a) and _union(b):
        return True
    return _speaks_for(a, b) or _speaks_for(b, a)


def _union(party: Party) -> bool:
    """Tell whether a party speaks for the European Union, which is no country."""
    named = f"{party.name} {party.affiliation or ''}" if party.kind != "document" else ""
    return any(re.search(rf"\b{re.escape(form)}\b", named) for form in UNION)


def _speaks_for(a: Party, b: Party) -> bool:
    """Tell whether what is told of ``a`` names ``b``, in full or by its initials: "an EU spokesman"."""
    told = f"{a.name} {a.affiliation or ''} {a.role or ''}".split()
    initials = "".join(w[0] for w in b.name.split() if w[0].isupper())
    return b.name == a.affiliation or (len(initials) > 1 and initials in told) or b.name == a.name
