"""What counts as the issue is data: the lexicons beside this module, or a user's own in another folder.

Every file is a table with a header, its columns parted by tabs; lines that begin with ``#`` are comments.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from pipeline.errors import PipelineError

FILES = (
    "acts",
    "goods",
    "bargains",
    "context",
    "lookalikes",
    "codes",
    "conditions",
    "actors",
    "bystanders",
    "verbs",
    "weights",
    "rules",
    "sequels",
    "telling",
)


class LexiconError(PipelineError):
    """A lexicon file is missing, or one of its lines has not the columns of its header."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One trigger: words that give something up (`acts`) or bargain over it (`bargains`)."""

    words: tuple[str, ...]
    """Lemmas in order; the first is the head."""
    pos: str
    """Part of speech of the head: VERB, NOUN or ADJ."""
    sense: str
    """give or keep for an act; a move, agree or doubt for a bargain."""
    needs: tuple[str, ...]
    """Classes of goods (acts) or the complement (bargains) it must have; empty when it stands alone."""
    kind: str | None
    """Class of yielding for the event codes; null takes it from what is given."""
    weight: float
    """How surely the words speak of a concession."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lexicons of the stage, ready to look up by lemma."""

    acts: Mapping[str, tuple[Entry, ...]]
    bargains: Mapping[str, tuple[Entry, ...]]
    goods: Mapping[str, str]
    context: frozenset[str]
    lookalikes: Mapping[str, frozenset[str]]
    lookalikes_anywhere: Mapping[str, frozenset[str]]
    codes: Mapping[str, tuple[str, str | None]]
    conditions: tuple[tuple[tuple[str, ...], str], ...]
    actors: frozenset[str]
    bystanders: frozenset[str]
    verbs: Mapping[str, str]
    weights: Mapping[str, float]
    rules: Mapping[str, float]
    sequels: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    telling: Mapping[str, tuple[str, ...]]


@cache
def default() -> Lexicon:
    """Return the lexicon that lies beside this module."""
    return load(resources.files("pipeline.concessions"))


def load(folder: Traversable) -> Lexicon:
    """Read a lexicon: the files of ``folder``, and the built-in ones for those it has not.

    Raises LexiconError that names the file and the line, or a folder that has none of the files.
    """
    built_in = resources.files("pipeline.concessions")
    own = [name for name in FILES if folder.joinpath(f"{name}.tsv").is_file()]
    if not own:
        raise LexiconError(f"{folder} has no lexicon; it needs one or more of {', '.join(f'{n}.tsv' for n in FILES)}")
    tables = {name: rows(folder if name in own else built_in, name) for name in FILES}
    conditions = [(tuple(r["words"].split()), r["kind"]) for r in tables["conditions"]]
    return Lexicon(
        acts=_by_head([_entry(r, r["sense"], r["class"]) for r in tables["acts"]]),
        bargains=_by_head([_entry(r, r["move"], "-") for r in tables["bargains"]]),
        goods={r["word"]: r["class"] for r in tables["goods"]},
        context=frozenset(r["word"] for r in tables["context"]),
        lookalikes={r["words"]: frozenset(r["with"].split(",")) for r in tables["lookalikes"]},
        lookalikes_anywhere={
            r["words"]: frozenset(r["anywhere"].split(",")) for r in tables["lookalikes"] if r.get("anywhere")
        },
        codes={r["of"]: (r["yielded"], None if r["digit"] == "-" else r["digit"]) for r in tables["codes"]},
        conditions=tuple(sorted(conditions, key=lambda c: -len(c[0]))),
        actors=frozenset(r["word"] for r in tables["actors"]),
        bystanders=frozenset(r["word"] for r in tables["bystanders"]),
        telling={r["word"]: tuple(r["as"].split(",")) for r in tables["telling"]},
        verbs={r["word"]: r["kind"] for r in tables["verbs"]},
        rules={r["rule"]: float(r["precision"]) for r in tables["rules"]},
        sequels=_phrases([(tuple(r["words"].split()), r["sense"]) for r in tables["sequels"]]),
        weights={r["feature"]: float(r["weight"]) for r in tables["weights"]},
    )


def rows(folder: Traversable, name: str) -> list[dict[str, str]]:
    """Return the rows of ``folder/name.tsv`` by their column names."""
    file = folder.joinpath(f"{name}.tsv")
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    table = []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(header):
            raise LexiconError(f"{file}: {line!r} has {len(cells)} columns; wanted are {', '.join(header)}")
        table.append(dict(zip(header, cells, strict=True)))
    return table


def _entry(row: Mapping[str, str], sense: str, kind: str) -> Entry:
    needs = () if row["needs"] == "-" else tuple(row["needs"].split(","))
    words = tuple(row["words"].split())
    return Entry(words, row["pos"], sense, needs, None if kind == "-" else kind, float(row["weight"]))


def _phrases(
    phrases: Sequence[tuple[tuple[str, ...], str]],
) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Group phrases by their first word, the longest first."""
    heads = dict.fromkeys(words[0] for words, _ in phrases)
    return {h: tuple(sorted((p for p in phrases if p[0][0] == h), key=lambda p: -len(p[0]))) for h in heads}


def _by_head(entries: Sequence[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Group entries by their first lemma; those with more words, then more weight, come first."""
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.words[0], []).append(entry)
    return {head: tuple(sorted(es, key=lambda e: (-len(e.words), -e.weight, e.needs))) for head, es in grouped.items()}
