"""Rulings of a picture: no run of ink is passed over for speed."""

from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ocr.rulings import _runs


def plainly(ink, length):
    """Runs of a row, where a pixel above or below counts too, found pixel by pixel."""
    found = []
    for row in range(len(ink)):
        near = ink[max(row - 1, 0) : row + 2].any(axis=0)
        at = 0
        for inked, pixels in groupby(near.tolist()):
            size = len(list(pixels))
            if inked and size >= length:
                found.append((row, at, at + size))
            at += size
    return found


@given(
    seed=st.integers(0, 2**32 - 1),
    shape=st.tuples(st.integers(1, 12), st.integers(1, 150)),
    share=st.sampled_from([0.3, 0.7, 0.9, 0.99]),
    length=st.integers(1, 60),
)
def test_every_long_run_is_found(seed, shape, share, length):
    ink = np.random.default_rng(seed).random(shape) < share
    assert [tuple(run) for run in _runs(ink, length)] == plainly(ink, length)
