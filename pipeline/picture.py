"""A page with what was understood drawn on it: zones, paragraphs, tables with their roles.

Pictures are for eyes: the raster of the page from pdfium, and boxes from the layout, in
one colour for each zone. Nothing here feeds back into a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from extractors.activities.schedule import as_schedule
from extractors.bundle import documents
from extractors.layout import lay_out
from extractors.zones import split
from pipeline.errors import UnsupportedFile, WrongUse
from pipeline.read import pdfium, read
from schemas.geometry import Box, union
from schemas.layout import Block, Cell, Layout, Paragraph, Table
from schemas.page import Page

SCALE = 2.0
"""Pixels to a point: 144 dpi, small print can be read on a screen."""
_COLOURS = {
    "head": (20, 90, 200),
    "preamble": (120, 60, 180),
    "body": (110, 110, 110),
    "foot": (10, 130, 80),
    "annexes": (180, 100, 10),
}
_RULING = (230, 60, 60)
_CELL = (200, 120, 0)
_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


class _Mark(NamedTuple):
    box: Box
    colour: tuple[int, int, int]
    label: str
    is_cell: bool = False


def draw_page(path: Path, number: int) -> Image.Image:
    """The page as an RGB picture.

    Raises:
        DocumentError: the file cannot be read.
        UnsupportedFile: the file has no pages to draw.
        WrongUse: there is no such page.
    """
    pages = read(path)
    if not pages.pages:
        raise UnsupportedFile(path, "the file has no pages to draw", "give a PDF")
    if not 1 <= number <= len(pages.pages):
        raise WrongUse(path, f"there is no page {number}", f"it has {len(pages.pages)}")
    page = pages.pages[number - 1]
    layout = next(lay_out(own) for own in documents(pages) if page in own.pages)
    picture = _raster(path, number)
    ratio = picture.width / page.width
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=int(7 * ratio))
    for mark in _marks(layout, page):
        draw.rectangle([v * ratio for v in mark.box], outline=mark.colour, width=2)
        if mark.label:
            _tag(draw, mark, ratio, font)
    return picture


def _tag(draw: ImageDraw.ImageDraw, mark: _Mark, ratio: float, font: _Font) -> None:
    """A mark's label, where print is rarest: low at the right in a cell, left of a paragraph."""
    x0, _, x1, bottom = (v * ratio for v in mark.box)
    left, top, right, low = draw.textbbox((0, 0), mark.label, font=font)
    x = x1 - (right - left) - 4 if mark.is_cell else max(x0 - (right - left) - 6, 0)
    y = bottom - (low - top) - 4
    draw.text((x - left, y - top), mark.label, fill=mark.colour, font=font)


def _raster(path: Path, number: int) -> Image.Image:
    data = path.read_bytes()
    with pypdfium2.PdfDocument(pdfium.without_junk(data)) as document:
        return document[number - 1].render(scale=SCALE).to_pil().convert("RGB")


def _marks(layout: Layout, page: Page) -> Iterator[_Mark]:
    for ruling in page.rulings:
        yield _Mark(ruling, _RULING, "")
    zones = split(layout)
    named: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("head", zones.head), ("preamble", zones.preamble), ("body", zones.body),
        ("foot", zones.foot), ("annexes", zones.annexes),
    )  # fmt: skip
    for zone, blocks in named:
        for block in blocks:
            if isinstance(block, Table):
                yield from _cells(block, page.number)
            elif (box := _place(block, page.number)) is not None:
                side = "" if block.side == "full" else f" {block.side}"
                yield _Mark(box, _COLOURS[zone], f"{zone}{side}")


def _place(paragraph: Paragraph, page: int) -> Box | None:
    boxes = [w.box for w in paragraph.passage.words if w.page == page and w.box is not None]
    return union(boxes) if boxes else None


def _cells(table: Table, page: int) -> Iterator[_Mark]:
    schedule = as_schedule(table)
    for cell in table.cells:
        for number, box in cell.boxes:
            if number == page:
                yield _Mark(box, _CELL, _name(cell, schedule.roles if schedule else ()), True)


def _name(cell: Cell, roles: tuple[str | None, ...]) -> str:
    """``3.1 time``: row and column, and the column's role where it has one."""
    role = roles[cell.col] if cell.col < len(roles) else None
    return f"{cell.row}.{cell.col}" + (f" {role}" if role else "")
