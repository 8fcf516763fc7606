import threading

import pytest

from pipeline import cache
from pipeline.cache import Cache, CacheError


def opened(folder, *, limit=1_000_000):
    return Cache(folder, limit=limit)


def test_what_is_put_is_found_and_nothing_else(tmp_path):
    with opened(tmp_path) as store:
        store.put("stance", [(b"a", b"1"), (b"b", b"2")])
        store.put("stance", [(b"a", b"other")])
        assert store.get([b"a", b"c", b"b"]) == {b"a": b"1", b"b": b"2"}
        assert store.held() == {"stance": (2, 2)}
        store.clear()
        assert store.get([b"a"]) == {}


def test_what_was_not_used_for_longest_goes_first(tmp_path, monkeypatch):
    for day, (key, size) in enumerate([(b"old", 40), (b"older", 40), (b"new", 40)]):
        monkeypatch.setattr(cache, "time", lambda day=day: day * cache.DAY)
        with opened(tmp_path) as store:
            store.put("stance", [(key, b"x" * size)])
    monkeypatch.setattr(cache, "time", lambda: 9 * cache.DAY)
    with opened(tmp_path, limit=90) as store:
        assert store.get([b"old"])
    with opened(tmp_path) as store:
        assert set(store.get([b"old", b"older", b"new"])) == {b"old", b"new"}


def test_several_write_at_once(tmp_path):
    def fill(name):
        with opened(tmp_path) as store:
            for n in range(20):
                store.put(name, [(f"{name}{n}".encode(), b"x")])

    runs = [threading.Thread(target=fill, args=(name,)) for name in ("stance", "arguments", "attribute")]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    with opened(tmp_path) as store:
        assert store.held() == {"arguments": (20, 20), "attribute": (20, 20), "stance": (20, 20)}


@pytest.mark.parametrize("how", ["folder", "damaged"])
def test_what_cannot_be_used_is_told(tmp_path, how):
    if how == "folder":
        place = tmp_path / "file"
        place.write_text("no folder")
    else:
        place = tmp_path
        (place / "made.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(CacheError, match="run with --no-cache"):
        opened(place)


@pytest.mark.parametrize(("given", "bytes_"), [(None, cache.DEFAULT_MB * 1_000_000), ("7", 7_000_000)])
def test_the_limit_is_the_user_s(monkeypatch, given, bytes_):
    monkeypatch.delenv(cache.LIMIT, raising=False)
    if given:
        monkeypatch.setenv(cache.LIMIT, given)
    assert cache.limit() == bytes_


def test_a_limit_that_is_no_number_is_told(monkeypatch):
    monkeypatch.setenv(cache.LIMIT, "much")
    with pytest.raises(CacheError, match="PIPELINE_CACHE_MB is 'much'"):
        cache.limit()


def test_the_place_is_the_user_s(monkeypatch, tmp_path):
    monkeypatch.setenv(cache.PLACE, str(tmp_path))
    assert cache.folder() == tmp_path
