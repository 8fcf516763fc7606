"""A run over partitions finds what one process finds; here its steps are done in turn, by no cluster."""

from dataclasses import dataclass, field

import pytest

from pipeline import chain, schema
from pipeline.cluster import partitions, run, steps
from pipeline.cluster.crew import ClusterError, Lost
from pipeline.params import Params
from pipeline.records import RECORDS, Article, Reject, Speaker
from pipeline.statements.concepts import Idea, Tally
from pipeline.verify import verify

TEXTS = {
    "orne.txt": (
        "“The locks stay shut,” Ada Orne, Vardania’s water minister, said on Monday. She demanded that Lumeria withdraw "
        "its patrol boats from the bay before any talks on the river treaty. Lumeria’s envoy, Tomas Vell, rejected it."
    ),
    "vell.txt": (
        "Lumeria is ready to withdraw its patrol boats from the bay, its envoy Tomas Vell told reporters in Skarn. “We "
        "have waited long enough,” he said. Vardania should lower the tolls at the locks in return, he added."
    ),
    "again.txt": (
        "“The locks stay shut,” Ada Orne, Vardania’s water minister, said on Monday. She demanded that Lumeria withdraw "
        "its patrol boats from the bay before any talks on the river treaty. Lumeria’s envoy, Tomas Vell, rejected it."
    ),
    "union.txt": (
        "The Rail Union demanded on Tuesday that the government of Vardania drop its plan to close the line to Tesk. "
        "Minister Ada Orne refused. “There is no money for it,” Orne said, and she offered the union talks in May."
    ),
}


@dataclass
class Alone:
    """A crew of none: it does each step here, and loses the articles of the paths in ``poison`` in one step."""

    poison: frozenset[str] = frozenset()
    deadly: str = ""
    near: bool = True
    asked: list[tuple[str, str]] = field(default_factory=list)

    def spread(self, step, parts, *arguments):
        waiting, done, lost = list(parts), [], []
        while waiting:
            one = waiting.pop(0)
            self.asked.append((step.__name__, one.name))
            paths = {a.path for a in schema.read(one.folder, Article)}
            if step.__name__ != self.deadly or not paths & self.poison:
                step(one, *arguments)
                done.append(one)
            elif one.count > 1:
                waiting += partitions.halved(one)
            else:
                lost.append(Lost(one, "KilledWorker: it died"))
        return sorted(done, key=lambda one: one.first), lost

    def each(self, work, numbers, *arguments):
        return [work(number, *arguments) for number in numbers]


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    folder = tmp_path_factory.mktemp("raw")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "short.txt").write_text("Too short.", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(raw, tmp_path_factory):
    out = tmp_path_factory.mktemp("whole")
    chain.run(raw, out)
    return out


def rows(tables):
    return {record.TABLE: list(schema.read(tables, record)) for record in RECORDS}


@pytest.mark.parametrize(("size", "block"), [(1, 1), (3, 100)])
def test_the_rows_are_those_of_one_process(raw, whole, tmp_path, monkeypatch, size, block):
    monkeypatch.setattr(run, "BLOCK", block)
    outcome = run.run(raw, tmp_path / "out", crew=Alone(), size=size)
    assert (outcome.n_articles, outcome.n_rejects) == (4, 1)
    assert rows(tmp_path / "out") == rows(whole)
    assert verify(tmp_path / "out") == []
    assert len(schema.parts(tmp_path / "out", Article)) == -(-4 // size)
    assert (tmp_path / "out" / "report" / "index.html").read_bytes() == (whole / "report" / "index.html").read_bytes()
    assert not [p.name for p in (tmp_path / "out").iterdir() if p.name.startswith(".")]


@pytest.mark.parametrize("deadly", ["prepare", "settle"])
def test_an_article_that_no_worker_gets_through_is_rejected(raw, tmp_path, deadly):
    out = tmp_path / "out"
    run.run(raw, out, crew=Alone(frozenset(["again.txt"]), deadly), size=4)
    assert sorted(a.path for a in schema.read(out, Article)) == ["orne.txt", "union.txt", "vell.txt"]
    rejects = {r.path: r for r in schema.read(out, Reject)}
    assert rejects["again.txt"].reason == "crashed"
    assert "KilledWorker" in rejects["again.txt"].detail
    others = tmp_path / "others"
    others.mkdir()
    for name in ("orne.txt", "union.txt", "vell.txt"):
        (others / name).write_text(TEXTS[name], encoding="utf-8")
    chain.run(others, tmp_path / "fewer")
    found, wanted = rows(out), rows(tmp_path / "fewer")
    assert {n: found[n] for n in found if n != "rejects"} == {n: wanted[n] for n in wanted if n != "rejects"}
    assert verify(out) == []


def test_nothing_is_left_when_all_is_lost(raw, tmp_path):
    run.run(raw, tmp_path, crew=Alone(frozenset(TEXTS), "prepare"))
    assert schema.count(tmp_path, Article) == 0
    assert schema.count(tmp_path, Reject) == 5
    assert verify(tmp_path) == []


def test_stages_and_parts_on_one_folder(raw, whole, tmp_path):
    run.run(raw, tmp_path, crew=Alone(), size=2)
    chain.run_stage("attribute", tmp_path, params=Params())
    chain.run_stage("stance", tmp_path, params=Params())
    assert rows(tmp_path) == rows(whole)


def test_far_workers_need_a_folder_they_see(raw):
    with pytest.raises(ClusterError, match="--scratch"):
        run.run(raw, "memory://out", crew=Alone(near=False))


def test_halves_begin_again(tmp_path, make):
    articles = [make(Article, article_id=f"{n:04x}", text=f"Text {n}.") for n in range(5)]
    schema.write(tmp_path / "tables", Article, articles, metadata={"pipeline_version": "0"})
    one, two = partitions.split(tmp_path / "tables", tmp_path / "work", size=3)
    assert [(one.name, one.count, one.first, one.last), two.count] == [("000000", 3, "0000", "0002"), 2]
    (one.folder / "links.parquet").write_bytes(b"half")
    halves = partitions.halved(one)
    assert [(p.name, p.count, p.first, p.last) for p in halves] == [
        ("000000-0", 1, "0000", "0000"),
        ("000000-1", 2, "0001", "0002"),
    ]
    assert sorted(p.name for p in (tmp_path / "work").iterdir()) == ["000000-0", "000000-1", "000001"]
    assert [a for p in (*halves, two) for a in schema.read(p.folder, Article)] == articles


def test_the_first_copy_takes_the_place_of_a_lost_original(tmp_path, make):
    of = {"0001": "0004", "0002": "0004", "0003": None}
    articles = [make(Article, article_id=k, text="Text.", duplicate_of=v) for k, v in of.items()]
    schema.write(tmp_path / "tables", Article, articles, metadata={})
    parts = partitions.split(tmp_path / "tables", tmp_path / "work", size=1)
    assert [p.name for p in partitions.orphaned(parts, {"0004"})] == ["000000", "000001"]
    found = [a.duplicate_of for p in parts for a in schema.read(p.folder, Article)]
    assert found == [None, "0001", None]


def test_counts_of_partitions_add_up(tmp_path):
    whole, parts = Tally(), []
    for number, ideas in enumerate((["a", "b", "a"], ["a"], [])):
        folder = tmp_path / str(number)
        folder.mkdir()
        part = Tally()
        for idea in ideas:
            for tally in (part, whole):
                tally.add(Idea(idea, idea.upper()), count=number == 0)
        (folder / steps.TALLY).write_text(steps.packed(part), encoding="utf-8")
        parts.append(partitions.Partition(folder=folder, count=1, first="", last=""))
    assert steps.counted(parts) == whole


def test_speakers_come_in_parts(raw, whole, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "ROWS", 2)
    run.run(raw, tmp_path, crew=Alone())
    assert len(schema.parts(tmp_path, Speaker)) > 1
    assert list(schema.read(tmp_path, Speaker)) == list(schema.read(whole, Speaker))
