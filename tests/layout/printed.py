"""The random tables of ``tables.py`` typeset, so that lines, pages and borders are a real PDF's.

Typesetter and not we break lines, cut rows at a page's end, repeat headings and draw borders;
some tables lack borders: at their sides, between two columns, everywhere but across.
"""

from __future__ import annotations

import json
import random
from dataclasses import replace

import typst

from tests.layout.tables import PAD, Made, Truth, text_width

STROKES = ("all", "all", "all", "sides", "column")
_FORM = """
#set page(paper: "a4", flipped: {flipped}, margin: 2cm, footer: {footer})
#set text(font: "Libertinus Serif", size: 12pt, lang: "vi", fallback: false, hyphenate: false,
  costs: (orphan: 0%, widow: 0%))
#set par(leading: 0.5em)
Kế hoạch cụ thể như sau:
#table(columns: ({widths}), inset: 4pt, align: {align}, stroke: {stroke},
  table.header(repeat: {repeat}, {header}), {body})
Trên đây là kế hoạch năm 2031.
"""


def as_pdf(made: Made, rng: random.Random) -> tuple[bytes, Made]:
    """A PDF of the table, and the table as it is seen there; ``rng`` decides which borders
    are left out.
    """
    stroke, bare = _stroke(made, rng)
    return _typeset(made, stroke), _as_seen(made, bare)


def _as_seen(made: Made, bare: int | None) -> Made:
    """The table as a reader sees it where no border stands before the column ``bare``.

    A cell merged over that place, whose text ends before it, looks like a cell and a blank:
    both are printed alike.
    """
    cells: list[Truth] = []
    for cell in made.cells:
        if (cell.col + 1, cell.colspan) == (bare, 2) and _fits(cell.text, made.widths[cell.col]):
            cells += [replace(cell, colspan=1), replace(cell, col=cell.col + 1, colspan=1, text="")]
        else:
            cells.append(cell)
    return replace(made, cells=tuple(cells))


def _fits(text: str, width: float) -> bool:
    return text_width(text) <= width - 2 * PAD


def _typeset(made: Made, stroke: str) -> bytes:
    first = made.header_rows
    source = _FORM.format(
        flipped=_word(made.landscape),
        footer="context align(center, counter(page).display())" if made.page_numbers else "none",
        widths=", ".join(f"{width}pt" for width in made.widths) + ",",
        align="left + horizon" if made.middle else "left + top",
        stroke=stroke,
        repeat=_word(made.repeat),
        header=", ".join(_cell(made, i) for i, c in enumerate(made.cells) if c.row < first),
        body=", ".join(_cell(made, i) for i, c in enumerate(made.cells) if c.row >= first),
    )
    return typst.compile(source.encode(), format="pdf", ignore_system_fonts=True, pdf_tags=False)


def _word(flag: bool) -> str:
    return "true" if flag else "false"


def _cell(made: Made, index: int) -> str:
    cell = made.cells[index]
    words = json.dumps(cell.text, ensure_ascii=False)
    text = f'text(weight: "bold", {words})' if cell.bold else words
    cut = made.cut_rows or cell.rowspan > 1
    return (
        f"table.cell(x: {cell.col}, y: {cell.row}, rowspan: {cell.rowspan},"
        f" colspan: {cell.colspan}, breakable: {_word(cut)}, {text})"
    )


def _stroke(made: Made, rng: random.Random) -> tuple[str, int | None]:
    """Which borders are drawn, and the column before which none is."""
    kind = rng.choice(STROKES)
    last = len(made.widths) - 1
    paired = {
        c for cell in made.cells[: last + 1] if cell.colspan > 1 for c in (cell.col, cell.col + 1)
    }
    free = [c for c in range(1, last) if not {c, c + 1} & paired]
    if kind == "sides":
        return _lines(left=[0], right=[last]), None
    if kind == "column" and free:
        at = rng.choice(free)
        return _lines(left=[at + 1], right=[at]), at + 1
    return "0.5pt", None


def _lines(*, left: list[int], right: list[int]) -> str:
    """Borders everywhere but left of some columns and right of others."""
    sides = (
        f"{side}: if x not in ({', '.join(map(str, columns))},) {{0.5pt}}"
        for side, columns in (("left", left), ("right", right))
    )
    return f"(x, y) => (top: 0.5pt, bottom: 0.5pt, {', '.join(sides)})"
