"""A small document as a Word file."""

from __future__ import annotations

from tests.variety.notation import FOOT, HEAD, NUMBER, Document, Grid, Spanned, Turn
from tests.word.make import docx, p, r, tbl, tc, tr

_BOLD = "<w:b/>"
_SMALL = '<w:sz w:val="20"/>'


def as_docx(document: Document) -> bytes:
    head = tbl(
        tr(*(_lines(side, jc="center") for side in HEAD)),
        tr(*(_lines(side, jc="center") for side in (document.number, NUMBER[1]))),
        widths=(200, 270), ruled=False,
    )  # fmt: skip
    foot = tbl(tr(_lines(FOOT[0]), _lines(FOOT[1], jc="center")), widths=(220, 250), ruled=False)
    title = (p(r(text, _BOLD), jc="center") for text in document.headlines)
    # The last section's sheet is set after all else.
    turned = any(isinstance(part, Turn) for part in document.parts())
    return docx(head, *title, p(), *_body(document), p(), foot, _sheet(turned=turned))


def _lines(text: str, jc: str = "") -> str:
    return tc(*(p(r(line), jc=jc) for line in text.split(" / ")))


def _body(document: Document) -> list[str]:
    out: list[str] = []
    for part in document.parts():
        if isinstance(part, Grid):
            out.append(table(part))
        elif isinstance(part, Turn):
            out.append(p(ppr=_sheet(turned=False)))
        else:
            out.append(p(r(part.text, _BOLD if part.bold else "")))
    return out


def _sheet(*, turned: bool) -> str:
    """The sheet of the section that ends here, A4."""
    wide, high = (16838, 11906) if turned else (11906, 16838)
    turn = ' w:orient="landscape"' if turned else ""
    margins = '<w:pgMar w:top="1134" w:right="964" w:bottom="1134" w:left="1701" w:header="567" w:footer="567"/>'
    return f'<w:sectPr><w:pgSz w:w="{wide}" w:h="{high}"{turn}/>{margins}</w:sectPr>'


def table(grid: Grid) -> str:
    rows = [tr(*(_cell(grid, row, c) for c in range(grid.n_cols))) for row in range(grid.n_rows)]
    return tbl(*rows, widths=_widths(grid))


def _widths(grid: Grid) -> list[int]:
    """Points: a column of short texts is narrow."""
    most = [
        max(len(c.text) for c in grid.cells if c.col == col or c.colspan > 1)
        for col in range(grid.n_cols)
    ]
    shares = [min(max(m, 10), 30) for m in most]
    return [460 * share // sum(shares) for share in shares]


def _cell(grid: Grid, row: int, col: int) -> str:
    """What Word writes at a place: a cell merged down stands in every row, empty after the first."""
    cell = next(c for c in grid.cells if _covers(c, row, col))
    if cell.col != col:
        return "<!-- -->"
    if cell.row != row:
        return tc(span=cell.colspan, merge="continue")
    return tc(
        *(p(r(line, _SMALL)) for line in cell.lines),
        span=cell.colspan,
        merge="restart" if cell.rowspan > 1 else "",
    )


def _covers(cell: Spanned, row: int, col: int) -> bool:
    return cell.row <= row < cell.row + cell.rowspan and cell.col <= col < cell.col + cell.colspan
