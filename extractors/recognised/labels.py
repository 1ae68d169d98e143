"""The label 1 that was taken for I, told by the label that follows it.

In some typefaces the figure has the serifs of the letter. Where the next label on the same
left edge is 2, the figure stands there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.word import Word

_SAME = 3.0
"""Points: left edges closer than this are one."""
_LABEL = re.compile(r"(?:\d{1,2}|[IVX]{1,5})[.)]")
_ONE, _NEXT = re.compile(r"1[.)]"), re.compile(r"2[.)]")


def with_figure_one(lines: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """Lines from the top, with the first word as the engine saw it where it is the figure."""
    out = [list(line) for line in lines]
    labels = [i for i, line in enumerate(out) if line and _LABEL.fullmatch(line[0].text)]
    for at, i in enumerate(labels):
        word = out[i][0]
        if word.raw is None or not _ONE.fullmatch(word.raw) or not word.text.startswith("I"):
            continue
        beside = (out[j][0] for j in labels[at + 1 :] if _is_level(out[j][0], word))
        after = next(beside, None)
        if after is not None and _NEXT.fullmatch(after.text):
            out[i][0] = word._replace(text=word.raw, raw=None)
    return out


def _is_level(one: Word, other: Word) -> bool:
    return one.box is not None and other.box is not None and abs(one.box.x0 - other.box.x0) < _SAME
