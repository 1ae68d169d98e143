"""What is on the pages, in reading order: paragraphs, and tables with cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Literal

from schemas.found import Source
from schemas.geometry import Box, union
from schemas.page import FileFacts
from schemas.word import Word

Side = Literal["full", "left", "right"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and the words it was built from, so that any part of it can be pointed at."""

    text: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]
    """Offset in ``text`` of the first character of each word."""

    def __bool__(self) -> bool:
        return bool(self.text)

    @staticmethod
    def of(words: Iterable[Word], *, glued: Iterable[int] = ()) -> Passage:
        """Join words with single spaces; indices in ``glued`` follow without one."""
        kept, tight = tuple(words), frozenset(glued)
        if not tight:
            texts = [word.text for word in kept]
            ends = accumulate((len(text) + 1 for text in texts), initial=0)
            return Passage(" ".join(texts), kept, tuple(islice(ends, len(kept))))
        parts: list[str] = []
        starts: list[int] = []
        at = 0
        for i, word in enumerate(kept):
            if i and i not in tight:
                parts.append(" ")
                at += 1
            starts.append(at)
            parts.append(word.text)
            at += len(word.text)
        return Passage("".join(parts), kept, tuple(starts))

    @staticmethod
    def join(passages: Sequence[Passage], *, between: str = " ") -> Passage:
        """Passages one after the other, ``between`` two of them that hold text."""
        parts: list[str] = []
        words: list[Word] = []
        starts: list[int] = []
        at = 0
        for passage in passages:
            if not passage.text:
                continue
            if parts:
                parts.append(between)
                at += len(between)
            parts.append(passage.text)
            words += passage.words
            starts += [at + s for s in passage.starts]
            at += len(passage.text)
        return Passage("".join(parts), tuple(words), tuple(starts))

    def part(self, start: int, end: int | None = None) -> Passage:
        """The text between two offsets, without white space at its ends."""
        end = len(self.text) if end is None else min(end, len(self.text))
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        words: list[Word] = []
        starts: list[int] = []
        for i in range(max(bisect_right(self.starts, start) - 1, 0), len(self.words)):
            at, word = self.starts[i], self.words[i]
            if at >= end:
                break
            if at + len(word.text) <= start:
                continue
            words.append(word.clip(start - at, end - at))
            starts.append(max(at - start, 0))
        return Passage(self.text[start:end], tuple(words), tuple(starts))

    def source(self, rule: str) -> Source:
        """Where the passage stands: a box for each line of each page, or a span."""
        spans = [w.span for w in self.words if w.span is not None]
        if spans:
            return Source(span=(min(s[0] for s in spans), max(s[1] for s in spans)), rule=rule)
        lines = _line_boxes(self.words)
        if not lines:
            return Source(rule=rule)
        first = lines[0][0]
        return Source(
            page=first,
            boxes=tuple(box for page, box in lines if page == first),
            rule=rule,
            more=tuple((page, box) for page, box in lines if page != first),
        )


def _line_boxes(words: Iterable[Word]) -> list[tuple[int, Box]]:
    """One box for each run of words that share a line."""
    lines: list[tuple[int, Box]] = []
    for word in words:
        if word.page is None or word.box is None:
            continue
        if lines:
            page, box = lines[-1]
            middle = word.box.y_mid
            if page == word.page and box.top <= middle < box.bottom and word.box.x0 >= box.x0:
                lines[-1] = (page, union((box, word.box)))
                continue
        lines.append((word.page, word.box))
    return lines


EMPTY = Passage("", (), ())


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or a line of a plain text."""

    passage: Passage
    page: int | None = None
    """From 1; in a plain text the count of form feeds before it, plus one."""
    box: Box | None = None
    gap: bool = False
    """Whether a blank line or more than normal spacing stands above it."""
    indent: float = 0.0
    """Distance from the left edge of the text column: points, or characters."""

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def bold(self) -> bool:
        return bool(self.passage.words) and all(w.bold for w in self.passage.words)

    @property
    def italic(self) -> bool:
        return bool(self.passage.words) and all(w.italic for w in self.passage.words)

    @property
    def size(self) -> float:
        return max((w.size for w in self.passage.words), default=0.0)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together.

    ``side`` is ``left`` or ``right`` for the columns of a letterhead or of a footer
    (recipients beside the signature), ``full`` for text over the page's width.
    """

    lines: tuple[Line, ...]
    passage: Passage
    side: Side = "full"
    centred: bool = False

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def page(self) -> int | None:
        return self.lines[0].page if self.lines else None

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def italic(self) -> bool:
        return all(line.italic for line in self.lines)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. Cells are the truth; the grid is a view of them."""

    row: int
    col: int
    passage: Passage
    rowspan: int = 1
    colspan: int = 1
    lines: tuple[Passage, ...] = ()
    """The printed lines of the cell, where they are known."""
    boxes: tuple[tuple[int, Box], ...] = ()
    """Rectangle on each page the cell stands on: two for a cell cut by a page break."""

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Table:
    """A table joined over its pages; repeated header rows are left out."""

    cells: tuple[Cell, ...]
    n_rows: int
    n_cols: int
    header_rows: int
    """How many rows at the top are headings (0 where the table has none)."""
    page: int | None = None
    """The page it begins on."""
    origin: Literal["ruled", "aligned", "text", "office"] = "ruled"
    doubts: tuple[str, ...] = ()

    def grid(self) -> list[list[Cell | None]]:
        """Rows of cells; a merged cell stands in every place it covers."""
        rows: list[list[Cell | None]] = [[None] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            for r in range(cell.row, min(cell.row + cell.rowspan, self.n_rows)):
                for c in range(cell.col, min(cell.col + cell.colspan, self.n_cols)):
                    rows[r][c] = cell
        return rows


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Layout:
    """A document's blocks in reading order, columns one after the other."""

    file: FileFacts
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Table))
