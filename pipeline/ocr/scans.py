"""The pictures of pages that are to be recognised, as they are shown."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator

import pypdfium2
from pypdfium2 import raw

from pipeline.errors import UnreadableFile
from pipeline.read import pdfium
from pipeline.read.image import Picture, pictures_of
from schemas.page import Pages

_USUAL = 300.0
"""Dots per inch for a page that is not one picture."""
_COARSEST, _FINEST = 150.0, 400.0
"""A picture between these is taken as it is: every resampling costs letters."""
_MOST_PIXELS = 16_000_000
"""In a page's picture: A4 at 400 dpi has 15 million. Plans drawn on metres of paper are shown
smaller, their letters are large."""
_LEGIBLE = 72.0
"""Dots per inch below which small print is lost: the page stays unread, and is named."""
_WHOLE = 0.5
"""Share of a page that its scan covers at least."""


def scans_of(pages: Pages, data: bytes, wanted: Collection[int]) -> Iterator[tuple[int, Picture]]:
    """Numbers and pictures of the pages wanted, in order.

    Raises:
        UnreadableFile: the file is damaged.
    """
    if pages.file.media_type == "application/pdf":
        yield from _pages_of_pdf(data, wanted, pages.file.name)
        return
    for number, picture in enumerate(pictures_of(data, name=pages.file.name), 1):
        if picture is not None and number in wanted:
            yield number, picture


def _pages_of_pdf(data: bytes, wanted: Collection[int], name: str) -> Iterator[tuple[int, Picture]]:
    with pdfium.LOCK:
        document = pypdfium2.PdfDocument(pdfium.without_junk(data))
    try:
        for number in sorted(wanted):
            with pdfium.LOCK:
                picture = _rendered(document, number, name)
            if picture is not None:
                yield number, picture
    finally:
        with pdfium.LOCK:
            document.close()


def _rendered(document: pypdfium2.PdfDocument, number: int, name: str) -> Picture | None:
    """A page's picture; None of a page so large that no letter would be seen in it."""
    try:
        page = document[number - 1]
        dpi = _bounded(_resolution(page), *page.get_size())
        if dpi < _LEGIBLE:
            return None
        bitmap = page.render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=False)
        pixels = bitmap.to_numpy()
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(name, f"page {number} is damaged") from error
    return Picture(pixels[..., 0] if pixels.shape[2] == 1 else pixels[..., :3].copy(), dpi)


def _bounded(dpi: float, width: float, height: float) -> float:
    """A resolution at which a page of this size in points has a picture that fits in memory."""
    return min(dpi, 72 * math.sqrt(_MOST_PIXELS / max(width * height, 1.0)))


def _resolution(page: pypdfium2.PdfPage) -> float:
    """That of the scan on the page, so that its pixels are taken one by one."""
    width, height = page.get_size()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) < _WHOLE * width * height:
            continue
        dpi = max(item.get_px_size()) * 72 / max(right - left, top - bottom)
        if _COARSEST <= dpi <= _FINEST:
            return float(dpi)
    return _USUAL
