"""A later run works out what is new alone, and its bytes are those of a first run."""

import pytest

from pipeline import chain
from pipeline.cache import Cache
from pipeline.engine import Engine
from pipeline.params import Params, StanceParams

TEXTS = {
    "weir": "The envoy of Oru, Ada Venn, said on Monday that Velmar must give back the nets.\n\n"
    "“We will never return them,” said Jon Lee, the minister of Velmar, in the port of Selle on the same evening.",
    "locks": "Critics urged the council of Rookhaven to lift the toll on barges before the harvest.\n\n"
    "The council refused to lift it. A toll is needed because the locks are old, its chair Piet Sorn argued.",
    "truce": "The rebels offered to free twelve fishermen if the navy of Oru leaves the strait by spring.\n\n"
    "Admiral Kira Oss told reporters that the navy would leave only when every boat has been returned.",
}
ALL = {"ingest", "tokenize", "attribute", "speakers", "concessions", "stance", "arguments"}


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """Two articles, read once, and the folder of what was kept."""
    place = tmp_path_factory.mktemp("begun")
    (place / "raw").mkdir()
    for name in ("weir", "locks"):
        (place / "raw" / f"{name}.txt").write_text(TEXTS[name], encoding="utf-8")
    run(place, "out")
    return place


def run(place, out, *, params=None, workers=1):
    """Run on the articles of ``place`` and return how many each stage worked out."""
    with Cache(place / "cache", limit=10**9) as store, Engine(workers=workers, cache=store) as engine:
        before = store.held()
        chain.run(place / "raw", place / out, params=params, engine=engine)
        return {stage: n - before.get(stage, (0, 0))[0] for stage, (n, _) in store.held().items()}


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_nothing_is_read_twice(begun):
    assert run(begun, "again") == dict.fromkeys(ALL, 0)
    assert files(begun / "again") == files(begun / "out")


@pytest.mark.parametrize("workers", [1, 2])
def test_one_article_more_is_the_only_one_read(begun, tmp_path, workers):
    for name, text in TEXTS.items():
        (tmp_path / "raw").mkdir(exist_ok=True)
        (tmp_path / "raw" / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "made.sqlite").write_bytes((begun / "cache" / "made.sqlite").read_bytes())
    assert run(tmp_path, "out", workers=workers) == dict.fromkeys(ALL, 1)
    chain.run(tmp_path / "raw", tmp_path / "fresh")
    assert files(tmp_path / "out") == files(tmp_path / "fresh")


def test_another_setting_runs_its_stage_and_what_follows(begun):
    made = run(begun, "cautious", params=Params(stance=StanceParams(temperature=9.0)))
    assert made == {**dict.fromkeys(ALL, 0), "stance": 2, "arguments": made["arguments"]}
    assert files(begun / "cautious")["stances.parquet"] != files(begun / "out")["stances.parquet"]
