"""The flow of a Word document: its paragraphs and tables in order, with their words.

Headers, footers, footnotes and comments stand outside the flow and are left there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree import ElementTree as ET

from extractors.text.repair import repair
from pipeline.read.ooxml.lines import LineWriter
from pipeline.read.ooxml.numbering import Numbering, read_numbering
from pipeline.read.ooxml.package import Package, w
from pipeline.read.ooxml.styles import Format, Styles, read_styles
from pipeline.read.ooxml.tables import Blocks, inside, read_table
from pipeline.read.ooxml.text import Piece, TextReader
from schemas.office import OfficeBlock, OfficeParagraph

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REMOVED = (w("del"), w("moveFrom"))


class Flow(NamedTuple):
    blocks: Blocks
    text: str
    """The flattened text, in which the words' spans count."""
    encoding: str


def read_flow(package: Package) -> Flow:
    """The flow of a document; text in old encodings is read as Unicode.

    A typeface made for an old encoding tells it, unless Unicode is set in it somewhere: then
    it is a name that was left behind. Where no face tells, all words together do, so such a
    document is read twice.
    """
    blocks, text, faces = _read(package, None, trusts_faces=True)
    trusts_faces = not faces.pop("contradicted", 0)
    if not trusts_faces and faces.total():
        blocks, text, faces = _read(package, None, trusts_faces=False)
    mended = repair(text)
    if mended.text != text:
        lines = mended.text.split("\n")
        blocks, text, _ = _read(package, lines, trusts_faces=trusts_faces)
    told = faces.most_common(1)[0][0] if trusts_faces and +faces else mended.encoding
    return Flow(blocks, text, told)


def _read(
    package: Package, mended: Sequence[str] | None, *, trusts_faces: bool
) -> tuple[Blocks, str, Counter[str]]:
    body = package.document.find(w("body"))
    assert body is not None, "open_package has seen to it"
    styles = read_styles(package.styles)
    numbering = read_numbering(package.numbering, styles)
    reader = TextReader(styles, trusts_faces)
    flow = FlowReader(styles, numbering, reader, LineWriter(mended), package.chunks)
    return tuple(flow.blocks(body)), flow.writer.text, reader.faces


@dataclass(frozen=True)
class FlowReader:
    """Reads a document once, from its first paragraph to its last: labels are counted."""

    styles: Styles
    numbering: Numbering
    reader: TextReader
    writer: LineWriter
    chunks: Mapping[str, Package]

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
            if node.tag in (w("tbl"), w("altChunk")) and before:
                yield self._paragraph(None, self.styles.format(None), before), boxes
                before, boxes = [], []
            if node.tag == w("altChunk"):
                yield from ((block, []) for block in self._chunk(node))
            elif node.tag == w("tbl"):
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

    def _chunk(self, node: ET.Element) -> Iterator[OfficeBlock]:
        """The flow of a document that was put into this one whole, with styles of its own."""
        chunk = self.chunks.get(node.get(_ID, ""))
        if chunk is not None:
            body = chunk.document.find(w("body"))
            assert body is not None, "open_package has seen to it"
            styles = read_styles(chunk.styles)
            numbering = read_numbering(chunk.numbering, styles)
            reader = TextReader(styles, self.reader.trusts_faces, self.reader.faces)
            yield from FlowReader(styles, numbering, reader, self.writer, chunk.chunks).blocks(body)

    def _paragraph(
        self, ppr: ET.Element | None, form: Format, pieces: list[Piece]
    ) -> OfficeParagraph:
        mark = self.styles.look(form.style, ppr.find(w("rPr")) if ppr is not None else None)
        label = "" if mark.hidden and not pieces else self.numbering.label(form)
        if label:
            pieces = [Piece(label, pieces[0].look if pieces else mark), *pieces]
        return OfficeParagraph(self.writer.lines(pieces), form.align, form.indent, form.space)


def _runs_on(ppr: ET.Element | None) -> bool:
    """Whether the end of a paragraph was deleted: it goes on in the next one."""
    mark = ppr.find(w("rPr")) if ppr is not None else None
    return mark is not None and any(mark.find(tag) is not None for tag in _REMOVED)
