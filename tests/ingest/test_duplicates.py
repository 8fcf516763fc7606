import pytest

from pipeline.ingest.duplicates import Index, bands, resemblance, shingles, signature

STORY = [f"Sentence number {n} of the story tells of river {n * 7} and of dam {n * 13} at length." for n in range(30)]
OTHER = " ".join(f"Other words {n} about fish {n * 3} and boats {n * 5} that sail by night." for n in range(30))


def seen(*texts, threshold=0.8):
    index, store = Index(threshold=threshold), {}
    found = []
    for n, text in enumerate(texts):
        found.append(index.first_like(f"id{n}", text, store.__getitem__))
        store[f"id{n}"] = text
    return found


def test_a_copy_points_to_the_first():
    story = " ".join(STORY)
    assert seen(story, OTHER, story.upper(), story + " One more line.") == [None, None, "id0", "id0"]


def test_a_cut_copy_is_a_copy():
    assert seen(" ".join(STORY), " ".join(STORY[:20])) == [None, "id0"]


def test_a_short_extract_and_another_story_are_none():
    assert seen(" ".join(STORY), " ".join(STORY[:4]), OTHER) == [None, None, None]


def test_resemblance():
    a = shingles("one two three four five")
    assert resemblance(a, a) == 1
    assert resemblance(a, shingles("six seven eight nine ten")) == 0
    assert len(shingles("one two")) == 1


def test_signatures_agree_as_often_as_shingles_do():
    a, b = shingles(" ".join(STORY)), shingles(" ".join([*STORY[:24], *STORY[:6]]))
    agree = float((signature(a) == signature(b)).mean())
    assert agree == pytest.approx(resemblance(a, b), abs=0.12)


@pytest.mark.parametrize(("threshold", "wanted"), [(0.1, (48, 2)), (0.3, (32, 3)), (0.5, (19, 5))])
def test_fewer_bands_of_more_values_for_likelier_copies(threshold, wanted):
    assert bands(threshold) == wanted
