"""A small document as a Word file."""

from __future__ import annotations

from tests.variety.notation import FOOT, HEAD, KINDS, NUMBER, Document, Grid, Spanned, Turn
from tests.word.make import docx, p, r, tbl, tc, tr

_BOLD = "<w:b/>"


def as_docx(document: Document) -> bytes:
    head = tbl(
        tr(*(_lines(side, jc="center") for side in HEAD)),
        tr(*(_lines(side, jc="center") for side in (document.number, NUMBER[1]))),
        ruled=False,
    )
    foot = tbl(tr(*(_lines(side) for side in FOOT)), ruled=False)
    title = (p(r(text, _BOLD), jc="center") for text in (KINDS[document.code], document.title))
    return docx(head, *title, p(), *_body(document), foot)


def _lines(text: str, jc: str = "") -> str:
    return tc(*(p(r(line), jc=jc) for line in text.split(" / ")))


def _body(document: Document) -> list[str]:
    out: list[str] = []
    for part in document.parts():
        if isinstance(part, Grid):
            out.append(table(part))
        elif isinstance(part, Turn):
            out.append(p(ppr='<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'))
        else:
            out.append(p(r(part.text, _BOLD if part.bold else "")))
    return out


def table(grid: Grid) -> str:
    rows = [tr(*(_cell(grid, row, c) for c in range(grid.n_cols))) for row in range(grid.n_rows)]
    return tbl(*rows, widths=[90] * grid.n_cols)


def _cell(grid: Grid, row: int, col: int) -> str:
    """What Word writes at a place: a cell merged down stands in every row, empty after the first."""
    cell = next(c for c in grid.cells if _covers(c, row, col))
    if cell.col != col:
        return "<!-- -->"
    if cell.row != row:
        return tc(span=cell.colspan, merge="continue")
    return tc(
        *(p(r(line)) for line in cell.lines),
        span=cell.colspan,
        merge="restart" if cell.rowspan > 1 else "",
    )


def _covers(cell: Spanned, row: int, col: int) -> bool:
    return cell.row <= row < cell.row + cell.rowspan and cell.col <= col < cell.col + cell.colspan
