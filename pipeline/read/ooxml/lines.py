"""Typed text becomes lines of words, and a part of the document's flattened text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from extractors.text.normalise import words_of
from pipeline.read.ooxml.text import Piece
from schemas.office import OfficeLine
from schemas.word import Word

_GAP = re.compile(r"[^\S\n]*\t\s*|[^\S\n]{3,}")
"""What sets text apart on a line: a tab, or as many blanks as nobody types between words."""
_TOKEN = re.compile(r"[^ \t\r\n\f\v]+")
"""What ``extractors.text.repair`` exchanges one for one."""


class LineWriter:
    """Writes paragraphs one after the other, and keeps where each word stands.

    ``mended`` are the lines of the whole document, in order, where their words were in an
    old encoding: they are written instead, as the pieces they come from look.
    """

    def __init__(self, mended: Sequence[str] | None = None) -> None:
        self._mended = None if mended is None else iter(mended)
        self._written: list[str] = []
        self._at = 0

    @property
    def text(self) -> str:
        """What was written so far; a line for each line of a paragraph."""
        return "".join(self._written)

    def lines(self, pieces: Sequence[Piece]) -> tuple[OfficeLine, ...]:
        """The lines of a paragraph, without blank ones at its end."""
        raw = "".join(p.text for p in pieces)
        if self._mended is not None:
            new = "\n".join(next(self._mended) for _ in range(raw.count("\n") + 1))
            pieces = _recut(pieces, raw, new)
            raw = new
        starts = list(accumulate((len(p.text) for p in pieces), initial=0))
        lines: list[OfficeLine] = []
        at = 0
        for line in raw.split("\n"):
            lines.append(OfficeLine(tuple(self._parts(line, at, starts, pieces))))
            at += len(line) + 1
        self._written.append(raw + "\n")
        self._at += len(raw) + 1
        while lines and not lines[-1].words:
            lines.pop()
        return tuple(lines)

    def _parts(
        self, line: str, at: int, starts: Sequence[int], pieces: Sequence[Piece]
    ) -> Iterator[tuple[Word, ...]]:
        """The words of each part of a line that begins at ``at`` in its paragraph."""
        begin = 0
        for end, after in [*(m.span() for m in _GAP.finditer(line)), (len(line), 0)]:
            words = words_of(line[begin:end], offset=at + begin)
            if words or not begin:
                yield tuple(self._word(word, starts, pieces) for word in words)
            begin = after

    def _word(self, word: Word, starts: Sequence[int], pieces: Sequence[Piece]) -> Word:
        """The word as its first letter looks, its span counted in the flattened text."""
        start, end = word.span or (0, 0)
        look = pieces[bisect_right(starts, start) - 1].look
        return word._replace(
            span=(self._at + start, self._at + end),
            size=look.size, bold=look.bold, italic=look.italic,
        )  # fmt: skip


def _recut(pieces: Sequence[Piece], raw: str, new: str) -> list[Piece]:
    """``new`` in pieces that look as those of ``raw``, whose words it has in other letters."""
    old_words, new_words = ([m.span() for m in _TOKEN.finditer(text)] for text in (raw, new))
    cuts = accumulate((len(p.text) for p in pieces), initial=0)
    moved = [_moved(cut, old_words, new_words) for cut in cuts]
    ends = [*moved[1:-1], len(new)]
    return [Piece(new[a:b], p.look) for a, b, p in zip(moved, ends, pieces, strict=False)]


def _moved(offset: int, old: Sequence[tuple[int, int]], new: Sequence[tuple[int, int]]) -> int:
    """Where an offset went: gaps keep their length, words may have changed theirs."""
    at = bisect_right(old, (offset, len(old) + offset)) - 1
    if at < 0:
        return offset
    (start, end), (new_start, new_end) = old[at], new[at]
    if offset < end:
        return new_start + min(offset - start, new_end - new_start)
    return new_end + offset - end
