"""What each page holds, from top to bottom: rows of text, tables, two-column regions.

The steps, each a named value: page numbers out, grids found and those that are tables kept,
banners and footnotes out, letterhead and foot told from the text, tables without borders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.layout import columns as cols
from extractors.layout.furniture import page_numbers, take_notes
from extractors.layout.heading import is_grid, names_columns
from extractors.layout.join import join
from extractors.layout.landmarks import begins, opens_with_motto
from extractors.layout.lines import Row
from extractors.layout.parted import parted
from extractors.layout.pieces import Piece
from extractors.layout.ruled import find_pieces
from extractors.layout.stamps import take_stamps
from extractors.layout.unruled import find_unruled, goes_on
from schemas.page import Page
from schemas.word import Word

_HEAD_CELLS = 4
"""Cells of a letterhead ruled as a table: body and motto, number and date."""

Part = Row | Piece | cols.Columns


@dataclass(frozen=True, slots=True)
class Sheet:
    width: float
    parts: tuple[Part, ...]
    notes: tuple[tuple[Row, ...], ...]
    """Footnotes and banners, which interrupt nothing."""


def read_sheets(pages: Sequence[Page]) -> list[Sheet]:
    """The pages one by one, each knowing the one before."""
    dropped = page_numbers(pages)
    sheets: list[Sheet] = []
    for page in pages:
        words = [w for w in page.words if id(w) not in dropped and w.box is not None]
        last = sheets[-1].parts[-1] if sheets and sheets[-1].parts else None
        sheets.append(_sheet(page, words, last))
    return sheets


def _sheet(page: Page, words: Sequence[Word], last: Part | None) -> Sheet:
    """One page; ``last`` is what the page before ended with."""
    pieces = _tables(page, words, last)
    taken = {id(w) for piece in pieces for w in piece.words()}
    stamps, unstamped = take_stamps([w for w in words if id(w) not in taken])
    notes, rows = take_notes(page, unstamped)
    beside = tuple(tuple(group) for group in (*notes, *stamps))
    return Sheet(page.width, _parts(rows, page.width, pieces, last), beside)


def _tables(page: Page, words: Sequence[Word], last: Part | None) -> list[Piece]:
    """Grids that are tables; of one row only where a table goes on or begins.

    A table inside another's cell is left to that cell.
    """
    out: list[Piece] = []
    for piece in sorted(find_pieces(page, words), key=lambda p: -p.box.width * p.box.height):
        top = piece.box.top
        is_first = not any(w.box and w.box.bottom < top for w in words)
        above = last if is_first and isinstance(last, Piece) else None
        if not any(p.box.holds(piece.box) for p in out) and _is_table(piece, above):
            out.append(parted(piece, above, page, words))
    return sorted(out, key=lambda p: (p.box.top, p.box.x0))


def _is_table(piece: Piece, above: Piece | None) -> bool:
    if _sets_sides(piece):
        return False
    return is_grid(piece) or (above is not None and join(above, piece) is not None)


def _sets_sides(piece: Piece) -> bool:
    """Whether borders are drawn around a letterhead or a foot."""
    texts = [c.text for c in piece.cells if c.lines]
    if any(map(opens_with_motto, texts[:_HEAD_CELLS])):
        return True
    return begins(texts[0], "recipients") and (":" in texts[0] or not names_columns(piece))


def _parts(
    rows: Sequence[Row], width: float, pieces: Sequence[Piece], last: Part | None
) -> tuple[Part, ...]:
    if _starts_with(pieces, rows):
        last = None
    regions = _regions(rows, width, last)
    taken = {i for region in regions for i in range(region.start, region.end)}
    body = [row for i, row in enumerate(rows) if i not in taken]
    aligned, body = _aligned(body, last)
    placed: list[tuple[float, Part]] = []
    placed += [(rows[region.start].box.top, region.columns) for region in regions]
    placed += [(piece.box.top, piece) for piece in (*pieces, *aligned)]
    placed += [(row.box.top, row) for row in body]
    return tuple(part for _, part in sorted(placed, key=lambda p: p[0]))


def _regions(rows: Sequence[Row], width: float, last: Part | None) -> list[cols.Region]:
    """Letterhead and foot of a page, each where there is one."""
    head = cols.letterhead(rows, width)
    start = head.end if head else 0
    foot = cols.foot(rows[start:], width)
    if foot is not None:
        foot = foot._replace(start=foot.start + start, end=foot.end + start)
    elif isinstance(last, cols.Columns) and last.is_foot and head is None:
        foot = cols.foot_goes_on(rows, last, width)
    return [region for region in (head, foot) if region is not None]


def _aligned(rows: Sequence[Row], last: Part | None) -> tuple[list[Piece], list[Row]]:
    """Tables without borders among the rows, and the rows left."""
    pieces: list[Piece] = []
    kept: list[Row] = []
    rest = list(rows)
    found = None
    if isinstance(last, Piece) and last.origin == "aligned":
        found = goes_on(rest, last)
    found = found or find_unruled(rest)
    while found is not None:
        pieces.append(found.piece)
        kept += rest[: found.start]
        rest = rest[found.end :]
        found = find_unruled(rest)
    return pieces, kept + rest


def _starts_with(pieces: Sequence[Piece], rows: Sequence[Row]) -> bool:
    """Whether a table stands above the first row."""
    return bool(pieces) and (not rows or pieces[0].box.top < rows[0].box.top)
