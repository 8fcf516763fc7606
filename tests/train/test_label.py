"""How windows are dealt for the teacher; needs the extra `train`."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the extra: pip install -e '.[train]'")

from pipeline.train.label import batches
from pipeline.windows import Window


def window(length):
    ones = np.ones(length, np.int64)
    return Window(ids=ones, features=ones, words=ones, firsts=ones, home=ones.astype(bool))


@pytest.mark.parametrize(
    ("lengths", "dealt"),
    [
        ([], []),
        ([5], [[5]]),
        ([50, 10, 20, 30], [[10, 20, 30], [50]]),
        ([100, 100, 100], [[100], [100], [100]]),
        ([300, 1], [[1], [300]]),
    ],
)
def test_batches_hold_windows_of_like_length(lengths, dealt):
    found = batches([window(n) for n in lengths], pieces=100)
    assert [[len(w.ids) for w in batch] for batch in found] == dealt
