"""Annotated texts as clauses: what each clause is, and which of them a relation joins.

ArgUNSC (`argunsc/train.jsonl.gz`, Poiaganova and Stede 2025) gives units, roles and relations, ElecDeb60to20
(`elecdeb/train.jsonl.gz`, IJCAI 2022) units and roles, and relations in excerpts without text
(`elecdeb/train_relations.jsonl.gz`), whose units are found again in the debates by their offsets.
"""

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from spacy.language import Language

from pipeline.arguments.candidates import Candidate, candidates
from pipeline.arguments.features import Features, features
from pipeline.arguments.model import Setting, placed
from pipeline.arguments.pairs import content_words
from pipeline.arguments.parse import Parse
from pipeline.records import Sentence, SentenceVoice
from pipeline.spans import Span, overlap
from pipeline.speakers.component import as_sentences
from pipeline.train import argued
from pipeline.train.corpora import corpus

HALF = 0.5
FOLDS = 3
FOUND = 0.7
"""Share of an excerpt's units that must be found in a debate."""

Label = Literal["claim", "premise", "none"]
Gold = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One annotated text: its clauses, what describes them, what they are, and what joins them.

    ``group`` is what must not be torn apart in cross-validation (a meeting, a debate). ``relations`` holds kinds by
    the places of two clauses; they are known among the clauses of each set of ``surveyed`` alone. ``features``,
    ``words`` and ``labels`` are empty where roles are not known.
    """

    name: str
    group: str
    text: str
    found: Sequence[Candidate]
    features: Sequence[Features]
    words: Sequence[frozenset[str]]
    labels: Sequence[Label]
    relations: Mapping[tuple[int, int], str]
    surveyed: Sequence[frozenset[int]]
    weighed: Sequence[frozenset[int]] = ()
    """As ``surveyed``, of rhetorical concessions."""


def annotated(
    gold: Gold, nlp: Language, *, group: str, setting: Setting, excerpts: Sequence[Gold] = (), weighed: bool = False
) -> Text:
    """Return a text with ``components``, parsed, described and labelled; relations are its own or its excerpts'."""
    parse = Parse(nlp(gold["text"]))
    rows, voices = one_voice(gold["text"])
    found = candidates(parse, rows, voices, [], names={})
    relations: dict[tuple[int, int], str] = {}
    surveyed = []
    for one in excerpts or ([gold] if gold["relations"] else []):
        place = {c["id"]: _most(found, Span(c["start"], c["end"])) for c in one["components"]}
        surveyed.append(frozenset(p for p in place.values() if p is not None))
        for r in one["relations"]:
            i, j = place.get(r["from"]), place.get(r["to"])
            if i is not None and j is not None and i != j:
                relations[i, j] = str(r["type"]).lower()
    return Text(
        name=gold["id"],
        group=group,
        text=gold["text"],
        found=found,
        features=[placed(row, setting) for row in features(parse, found)],
        words=content_words(parse, found),
        labels=label(gold, found),
        relations=relations,
        surveyed=surveyed,
        weighed=surveyed if weighed else (),
    )


def speeches(path: Path, nlp: Language) -> Iterator[Text]:
    """Yield the speeches of ArgUNSC; a group is a meeting of the Council."""
    for gold in corpus(path):
        yield annotated(gold, nlp, group=gold["id"].split("_spch")[0], setting="speech")


def debates(path: Path, relations: Path, nlp: Language, *, limit: int = 0) -> Iterator[Text]:
    """Yield the debates of ElecDeb, with the relations of the excerpts that are found in them."""
    texts = corpus(path, limit=limit)
    placed_in: dict[str, list[Gold]] = defaultdict(list)
    for excerpt in corpus(relations):
        home = _home(excerpt, [t for t in texts if t["id"].endswith(excerpt["id"][:4])])
        if home:
            moved = [{**c, "start": c["start"] + home[1], "end": c["end"] + home[1]} for c in excerpt["components"]]
            placed_in[home[0]].append({**excerpt, "components": moved})
    for gold in texts:
        yield annotated(gold, nlp, group=gold["id"], setting="debate", excerpts=placed_in[gold["id"]])


def _home(excerpt: Gold, texts: Sequence[Gold]) -> tuple[str, int] | None:
    """The debate whose units are those of an excerpt, moved by so many characters; null when there is none."""
    best, home = FOUND * len(excerpt["components"]), None
    for text in texts:
        starts: dict[int, list[int]] = defaultdict(list)
        for c in text["components"]:
            starts[c["end"] - c["start"]].append(c["start"])
        steps = Counter(s - c["start"] for c in excerpt["components"] for s in starts[c["end"] - c["start"]])
        for step, count in steps.most_common(1):
            if count >= best:
                best, home = count, (text["id"], step)
    return home


def written(folder: Path, nlp: Language) -> Iterator[Text]:
    """Yield our own argued texts, each a group."""
    settings: dict[str, Setting] = {"interview": "debate"}
    for gold in argued.read(folder):
        yield annotated(gold, nlp, group=gold["id"], setting=settings.get(gold["genre"], "written"), weighed=True)


def one_voice(text: str) -> tuple[list[Sentence], list[SentenceVoice]]:
    """Return the sentences of a text that has one speaker only, and their voices."""
    rows = as_sentences(text)
    voices = [
        SentenceVoice(article_id="", sentence_id=r.sentence_id, voice="author", speaker_id="sp-author") for r in rows
    ]
    return rows, voices


def label(gold: Gold, found: Sequence[Candidate]) -> list[Label]:
    """Return what each clause is: the role that most of its words have, none when half of them have none."""
    starts = [m.start() for m in re.finditer(r"\w+", gold["text"])]
    roles: dict[int, Label] = {}
    for one in gold["components"]:
        for word in range(bisect.bisect_left(starts, one["start"]), bisect.bisect_left(starts, one["end"])):
            roles[word] = "claim" if "claim" in one["type"].lower() else "premise"
    labels: list[Label] = []
    for candidate in found:
        words = range(bisect.bisect_left(starts, candidate.span.start), bisect.bisect_left(starts, candidate.span.end))
        counts = Counter(roles[w] for w in words if w in roles)
        if counts.total() < HALF * len(words) or not counts:
            labels.append("none")
        else:
            labels.append("claim" if counts["claim"] >= counts["premise"] else "premise")
    return labels


def _most(found: Sequence[Candidate], span: Span) -> int | None:
    """Place of the clause that shares most characters with ``span``; null when none shares any."""
    first = max(0, bisect.bisect_left([c.span.end for c in found], span.start) - 1)
    near = range(first, min(len(found), first + 40))
    best = max(near, key=lambda k: overlap(span, found[k].span), default=None)
    return best if best is not None and overlap(span, found[best].span) > 0 else None


def folds_of(texts: Iterable[Text], *, by_size: bool) -> dict[str, int]:
    """Return the fold of each group of texts: in the order of names, or ``by_size`` of how many texts they have."""
    counts = Counter(text.group for text in texts)
    ranked = sorted(counts, key=lambda name: (-counts[name] if by_size else 0, name))
    return {name: place % FOLDS for place, name in enumerate(ranked)}
