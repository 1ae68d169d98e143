"""What was read, as plain text to compare with."""

from __future__ import annotations

from extractors.layout import lay_out
from pipeline.read.word import read_docx
from schemas.layout import Layout, Paragraph, Table
from schemas.office import OfficeBlock, OfficeTable

Shown = str | list[list[str]]


def laid_out(data: bytes) -> Layout:
    return lay_out(read_docx(data, name="ke-hoach.docx"))


def shown(data: bytes) -> list[Shown]:
    """Blocks of the layout: a paragraph as its text, a table as rows of its grid."""
    out: list[Shown] = []
    for block in laid_out(data).blocks:
        out.append(rows(block) if isinstance(block, Table) else _sided(block))
    return out


def _sided(block: Paragraph) -> str:
    mark = {"full": "", "left": "< ", "right": "> "}[block.side]
    return mark + block.text


def rows(table: Table) -> list[list[str]]:
    return [["" if c is None else c.text for c in row] for row in table.grid()]


def typed(data: bytes) -> list[str]:
    """Lines of the flow as read, before the layout; parts set apart by `` | ``."""
    return list(_lines(read_docx(data, name="ke-hoach.docx").office))


def _lines(blocks: tuple[OfficeBlock, ...]) -> list[str]:
    out: list[str] = []
    for block in blocks:
        if isinstance(block, OfficeTable):
            for cell in block.cells:
                out += _lines(cell.blocks)
        else:
            for line in block.lines:
                out.append(" | ".join(" ".join(w.text for w in part) for part in line.parts))
    return out
