"""The name of a signer that is only a picture on a page of text.

Who signs a PDF digitally often puts the scan of a signature and a name into the signature's
field, or a stamp with both on the page: neither is in the text layer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2

from extractors.layout.lines import rows_of
from extractors.signature import is_signer
from extractors.text.fold import fold
from pipeline.errors import MissingTool
from pipeline.ocr.cache import default_folder
from pipeline.ocr.engine import Engine, tesseract
from pipeline.ocr.recognise import read_picture
from pipeline.read import pdfium
from pipeline.read.image import Picture
from schemas.geometry import Box
from schemas.page import Page, Pages
from schemas.record import Signature
from schemas.word import Word

_DPIS = (300.0, 150.0)
"""A stamp's picture is small: readings that differ show which tone marks are guesses."""
_UNSURE = 0.5
_ASIDE, _BELOW = 160.0, 220.0
"""Points to either side of the middle of the post, and below it, in which its holder is named."""
_WHITE = 255


def with_signer(
    pages: Pages,
    data: bytes,
    signature: Signature,
    *,
    engine: Engine | None = None,
    folder: Path | None = None,
) -> Pages | None:
    """The pages with the name that is drawn below the post; None where there is none to find.

    Args:
        data: the bytes of the PDF that ``pages`` were read from.
        signature: what was read of it, which has a post and no name.
        engine: Tesseract where none is given; without its Vietnamese model no name is found.
        folder: where what was recognised is kept; the user's cache where none is given.
    """
    place = _place(pages, signature)
    if place is None:
        return None
    page, post = place
    area = Box(
        max(post.x_mid - _ASIDE, 0.0),
        post.bottom,
        min(post.x_mid + _ASIDE, page.width),
        min(post.bottom + _BELOW, page.height),
    )
    try:
        engine = engine or tesseract()
    except MissingTool:
        return None
    named = _named(_drawn(data, page, area), page.number, engine, folder or default_folder())
    if not named:
        return None
    moved = (w._replace(box=w.box.moved(area.x0, area.top)) for w in named if w.box)
    words = (*page.words, *moved)
    new = (replace(p, words=words) if p is page else p for p in pages.pages)
    facts = replace(pages.file, text_origin="mixed")
    return replace(pages, file=facts, pages=tuple(new))


def _named(
    pictures: Sequence[Picture], number: int, engine: Engine, folder: Path
) -> tuple[Word, ...]:
    """The words of the signer's name; of little confidence where the pictures differ."""
    found: list[tuple[Word, ...]] = []
    for picture in pictures:
        rows = rows_of(read_picture(picture, number, engine, folder).words)
        found.append(next((row.words for row in rows if is_signer(row.text)), ()))
    best = next(filter(None, found), ())
    if len({fold(" ".join(w.text for w in words)) for words in found}) == 1:
        return best
    return tuple(w._replace(confidence=min(w.confidence or 0.0, _UNSURE)) for w in best)


def _place(pages: Pages, signature: Signature) -> tuple[Page, Box] | None:
    """The page of text with a post that nobody is named for, and where the post stands."""
    source = signature.sources.get("position")
    if source is None or source.page is None or not source.boxes:
        return None
    page = next(p for p in pages.pages if p.number == source.page)
    is_text = not page.quarters and all(word.confidence is None for word in page.words)
    return (page, source.boxes[-1]) if is_text else None


def _drawn(data: bytes, page: Page, area: Box) -> list[Picture]:
    """What is shown in an area of a page besides its text, fields of signatures included."""
    with pdfium.LOCK, pypdfium2.PdfDocument(pdfium.without_junk(data)) as document:
        document.init_forms()
        shown = document[page.number - 1]
        return [_without_text(shown.render(scale=d / 72), page, area, d) for d in _DPIS]


def _without_text(shown: pypdfium2.PdfBitmap, page: Page, area: Box, dpi: float) -> Picture:
    pixels = np.asarray(shown.to_pil().convert("RGB")).copy()
    for box in (word.box for word in page.words if word.box is not None):
        x0, top, x1, bottom = (round(v * dpi / 72) for v in box)
        pixels[top:bottom, x0:x1] = _WHITE
    x0, top, x1, bottom = (round(v * dpi / 72) for v in area)
    return Picture(np.ascontiguousarray(pixels[top:bottom, x0:x1]), dpi)
