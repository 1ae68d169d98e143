"""The flow of a Word document: its paragraphs and tables in order, with their words.

Headers, footers, footnotes and comments stand outside the flow and are left there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from xml.etree import ElementTree as ET

from extractors.text.normalise import words_of
from pipeline.read.ooxml.numbering import Numbering, read_numbering
from pipeline.read.ooxml.package import Package, w
from pipeline.read.ooxml.styles import Format, Styles, read_styles
from pipeline.read.ooxml.tables import Blocks, inside, read_table
from pipeline.read.ooxml.text import Piece, TextReader
from schemas.office import OfficeBlock, OfficeLine, OfficeParagraph
from schemas.page import Word

_GAP = re.compile(r"[^\S\n]*\t\s*|[^\S\n]{3,}")
"""What sets text apart on a line: a tab, or as many blanks as nobody types between words."""
_REMOVED = (w("del"), w("moveFrom"))


@dataclass
class FlowReader:
    """Reads a document once, from its first paragraph to its last: labels are counted."""

    styles: Styles
    numbering: Numbering
    reader: TextReader
    text: list[str] = field(default_factory=list)
    """The flattened text so far, in pieces."""
    at: int = 0
    """Its length."""

    @staticmethod
    def of(package: Package) -> FlowReader:
        styles = read_styles(package.styles)
        return FlowReader(styles, read_numbering(package.numbering, styles), TextReader(styles))

    def blocks(self, container: ET.Element) -> Iterator[OfficeBlock]:
        """Paragraphs and tables of a container; text boxes follow what they are anchored in."""
        for block, boxes in self._blocks(container):
            yield block
            for box in boxes:
                yield from self.blocks(box)

    def _cell(self, cell: ET.Element) -> Blocks:
        """What stands in a cell; text boxes last, for they lie over it."""
        found = list(self._blocks(cell))
        boxes = [box for _, anchored in found for box in anchored]
        return (*(block for block, _ in found), *(b for box in boxes for b in self.blocks(box)))

    def _blocks(self, container: ET.Element) -> Iterator[tuple[OfficeBlock, list[ET.Element]]]:
        before: list[Piece] = []
        boxes: list[ET.Element] = []
        for node in inside(container):
            if node.tag == w("tbl"):
                yield read_table(node, self.styles, self._cell), boxes
                boxes = []
            elif node.tag == w("p"):
                ppr = node.find(w("pPr"))
                form = self.styles.format(ppr)
                before += self.reader.pieces(node, form.style, boxes)
                if _runs_on(ppr):
                    continue
                if not self.styles.is_contents(form.style):
                    yield self._paragraph(ppr, form, before), boxes
                before, boxes = [], []
        if before or boxes:
            yield self._paragraph(None, self.styles.format(None), before), boxes

    def _paragraph(
        self, ppr: ET.Element | None, form: Format, pieces: list[Piece]
    ) -> OfficeParagraph:
        mark = self.styles.look(form.style, ppr.find(w("rPr")) if ppr is not None else None)
        label = "" if mark.hidden and not pieces else self.numbering.label(form)
        if label:
            pieces = [Piece(label, pieces[0].look if pieces else mark), *pieces]
        return OfficeParagraph(self._lines(pieces), form.align, form.indent, form.space)

    def _lines(self, pieces: list[Piece]) -> tuple[OfficeLine, ...]:
        """The lines of a paragraph, without blank ones at its end."""
        raw = "".join(p.text for p in pieces)
        starts = list(accumulate((len(p.text) for p in pieces), initial=0))
        lines: list[OfficeLine] = []
        at = 0
        for line in raw.split("\n"):
            lines.append(OfficeLine(tuple(self._parts(line, at, starts, pieces))))
            at += len(line) + 1
        self.text.append(raw + "\n")
        self.at += len(raw) + 1
        while lines and not lines[-1].words:
            lines.pop()
        return tuple(lines)

    def _parts(
        self, line: str, at: int, starts: list[int], pieces: list[Piece]
    ) -> Iterator[tuple[Word, ...]]:
        """The words of each part of a line that begins at ``at`` in its paragraph."""
        begin = 0
        for end, after in [*(m.span() for m in _GAP.finditer(line)), (len(line), 0)]:
            words = words_of(line[begin:end], offset=at + begin)
            if words or not begin:
                yield tuple(self._word(word, starts, pieces) for word in words)
            begin = after

    def _word(self, word: Word, starts: list[int], pieces: list[Piece]) -> Word:
        """The word as its first letter looks, its span counted in the flattened text."""
        start, end = word.span or (0, 0)
        look = pieces[bisect_right(starts, start) - 1].look
        return word._replace(
            span=(self.at + start, self.at + end),
            size=look.size, bold=look.bold, italic=look.italic,
        )  # fmt: skip


def _runs_on(ppr: ET.Element | None) -> bool:
    """Whether the end of a paragraph was deleted: it goes on in the next one."""
    mark = ppr.find(w("rPr")) if ppr is not None else None
    return mark is not None and any(mark.find(tag) is not None for tag in _REMOVED)
