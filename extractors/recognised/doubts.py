"""What recognition leaves doubtful in a record: said of each item, by where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from extractors.recognised.handwriting import OPEN, is_by_hand
from schemas.found import Source
from schemas.geometry import Box
from schemas.layout import Layout, Table
from schemas.record import Header, Item, Record
from schemas.word import Word

LOW, CORRECTED = "ocr_low", "ocr_corrected"

_LOW = 0.6
"""Confidence: of words read with less, half are wrong; of the others, one in fifty."""

_Place = tuple[int, Box, str]
_AnyItem = TypeVar("_AnyItem", bound=Item)


def with_doubts(record: Record, layout: Layout) -> Record:
    """The record with ``ocr_low`` and ``ocr_corrected`` where an item has such words."""
    if layout.file.text_origin not in ("ocr", "mixed"):
        return record
    places = list(_places(layout))
    parts = {
        name: tuple(_doubted(item, places) for item in getattr(record, name))
        for name in ("bases", "objectives", "activities", "assignments", "recipients")
    }
    signature = record.signature and _doubted(record.signature, places)
    header = _doubted(_by_hand(record.header, layout), places)
    return record.model_copy(update={**parts, "signature": signature, "header": header})


def _places(layout: Layout) -> Iterator[_Place]:
    """Where doubtful words stand, and what is doubtful about each."""
    for word in _words(layout):
        if word.page is None or word.box is None or word.confidence is None:
            continue
        if word.confidence < _LOW:
            yield word.page, word.box, LOW
        if word.raw is not None and OPEN not in word.text:
            yield word.page, word.box, CORRECTED


def _words(layout: Layout) -> Iterator[Word]:
    for block in layout.blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                yield from cell.passage.words
        else:
            yield from block.passage.words


def _doubted(item: _AnyItem, places: list[_Place]) -> _AnyItem:
    areas = list(_areas(item.source))
    found = {
        doubt for page, box, doubt in places
        if any(page == on and area.holds(box) for on, area in areas)
    }  # fmt: skip
    new = sorted(found - set(item.doubts))
    return item.model_copy(update={"doubts": (*item.doubts, *new)}) if new else item


def _areas(source: Source) -> Iterator[tuple[int, Box]]:
    if source.page is not None:
        yield from ((source.page, box) for box in source.boxes)
    yield from source.more


def _by_hand(header: Header, layout: Layout) -> Header:
    """A number that a hand wrote is there, though it is not read."""
    if header.number is not None:
        return header
    lines = (line.passage for block in layout.paragraphs for line in block.lines)
    written = any(line.text.startswith("S") and is_by_hand(line.words) for line in lines)
    return header.model_copy(update={"number_state": "handwritten"}) if written else header
