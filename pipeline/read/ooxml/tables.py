"""Tables of a Word document: cells as merged, walked one by one.

Rows of one table may have different numbers of cells, cells that cover several columns, and
columns left out at either end, so a cell's place is counted and never looked up in a grid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate, takewhile
from xml.etree import ElementTree as ET

from pipeline.read.ooxml.package import W, value_of, w
from pipeline.read.ooxml.styles import Styles, points
from pipeline.read.ooxml.text import ALTERNATE, chosen
from schemas.office import OfficeBlock, OfficeCell, OfficeTable

_THROUGH = frozenset(map(w, ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")))
"""What stands around paragraphs, rows and cells without being any."""
_UNSEEN = frozenset({"nil", "none"})
_WHITE = frozenset({"FFFFFF", "WHITE"})
_SAMPLE = 200
"""Cells that tell whether a table is ruled."""
_USUAL_COLUMN = 72.0
_MOST_COLUMNS = 200
"""Word allows 63; what counts more is a slip in a span."""
Blocks = tuple[OfficeBlock, ...]


@dataclass
class _Cell:
    """A cell that rows below may still make taller."""

    row: int
    col: int
    span: int
    height: int
    blocks: Blocks


def inside(node: ET.Element) -> Iterator[ET.Element]:
    """The children of a container, through what only wraps them."""
    for child in node:
        if child.tag in _THROUGH:
            yield from inside(child)
        elif child.tag == ALTERNATE:
            yield from inside(chosen(child))
        else:
            yield child


def read_table(
    table: ET.Element, styles: Styles, read_blocks: Callable[[ET.Element], Blocks]
) -> OfficeTable:
    """A table; ``read_blocks`` reads what stands in a cell, in the order of the document."""
    rows = [r for r in inside(table) if r.tag == w("tr") and not _is_unseen(r)]
    cells: list[_Cell] = []
    open_cells: dict[int, _Cell] = {}
    for number, row in enumerate(rows):
        open_cells = _read_row(row, number, open_cells, cells, read_blocks)
    widest = max((c.col + c.span for c in cells), default=0)
    return OfficeTable(
        cells=tuple(OfficeCell(c.row, c.col, c.blocks, c.height, c.span) for c in cells),
        n_rows=len(rows),
        edges=_edges(table, widest),
        header_rows=sum(1 for _ in takewhile(lambda row: _is(row, "tblHeader"), rows)),
        ruled=_is_ruled(table, styles),
    )


def _read_row(
    row: ET.Element,
    number: int,
    above: dict[int, _Cell],
    cells: list[_Cell],
    read_blocks: Callable[[ET.Element], Blocks],
) -> dict[int, _Cell]:
    """Add the cells of a row; gives those that a row below may go on with, by their column."""
    col = _count(row.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
    open_cells: dict[int, _Cell] = {}
    last: _Cell | None = None
    for element in (c for c in inside(row) if c.tag == w("tc")):
        props = element.find(w("tcPr"))
        if props is not None and props.find(w("cellDel")) is not None:
            continue
        span = max(_count(props.find(w("gridSpan")) if props is not None else None, 1), 1)
        col = min(col, _MOST_COLUMNS - 1)
        span = min(span, _MOST_COLUMNS - col)
        upper = above.get(col) if _goes_on(props, "vMerge") else None
        if _goes_on(props, "hMerge") and last is not None:
            last.span += span
        elif upper is not None:
            upper.height = number - upper.row + 1
            open_cells[col] = last = upper
        else:
            last = _Cell(number, col, span, 1, read_blocks(element))
            cells.append(last)
            if _merge(props, "vMerge") is not None:
                open_cells[col] = last
        col += span
    return open_cells


def _merge(props: ET.Element | None, direction: str) -> str | None:
    """``restart``, ``continue``, or None for a cell that is not merged that way."""
    element = props.find(w(direction)) if props is not None else None
    return None if element is None else element.get(W + "val", "continue")


def _goes_on(props: ET.Element | None, direction: str) -> bool:
    return _merge(props, direction) == "continue"


def _count(element: ET.Element | None, otherwise: int) -> int:
    text = value_of(element) or ""
    return min(int(text), _MOST_COLUMNS) if text.isdigit() else otherwise


def _is_unseen(row: ET.Element) -> bool:
    """Whether a row was deleted or is hidden."""
    return row.find(f"{w('trPr')}/{w('del')}") is not None or _is(row, "hidden")


def _is(row: ET.Element, name: str) -> bool:
    """Whether a row has a property that is on or off."""
    mark = row.find(f"{w('trPr')}/{w(name)}")
    return mark is not None and value_of(mark) not in ("0", "false", "off")


def _edges(table: ET.Element, count: int) -> tuple[float, ...]:
    """Where ``count`` columns begin and end: as the table says, or evenly."""
    widths = [points(c.get(W + "w")) for c in table.findall(f"{w('tblGrid')}/{w('gridCol')}")]
    if not any(widths):
        widths = []
    widths += [_USUAL_COLUMN] * (count - len(widths))
    return tuple(round(x, 2) for x in accumulate(widths[:count], initial=0.0))


def _is_ruled(table: ET.Element, styles: Styles) -> bool:
    """Whether most cells have a border that can be seen."""
    props = table.find(w("tblPr"))
    style = value_of(props.find(w("tblStyle"))) if props is not None else None
    own = props.find(w("tblBorders")) if props is not None else None
    by_table = any((_seen(styles.borders(style or "")) | _seen(own)).values())
    cells = [c for _, c in zip(range(_SAMPLE), table.iter(w("tc")), strict=False)]
    return 2 * sum(_has_border(cell, by_table) for cell in cells) > len(cells)


def _seen(borders: ET.Element | None) -> dict[str, bool]:
    """By the name of the edge, whether a line is drawn there that is not white."""
    return {
        edge.tag: edge.get(W + "val", "nil") not in _UNSEEN
        and edge.get(W + "color", "").upper() not in _WHITE
        for edge in (borders if borders is not None else ())
    }


def _has_border(cell: ET.Element, by_table: bool) -> bool:
    """A cell's own borders count; the table's do for the edges it does not name."""
    own = _seen(cell.find(f"{w('tcPr')}/{w('tcBorders')}"))
    return any(own.values()) or (by_table and len(own) < 4)
