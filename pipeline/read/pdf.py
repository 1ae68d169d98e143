"""Born-digital PDF: words with boxes and fonts, and ruling lines, on upright pages.

pdfium gives glyphs, fonts and paths; everything else is arithmetic on them. A page without
a text layer comes out empty and is named in the notes, so that it can be recognised.
"""

from __future__ import annotations

import ctypes
import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from extractors.text.repair import UNICODE, repair_pages
from pipeline.errors import EncryptedFile, MissingFile, NoPermission, UnreadableFile
from pipeline.read import pdfium
from pipeline.read.fonts import Font
from pipeline.read.frame import Frame
from pipeline.read.glyphs import MAX_GLYPHS, read_words
from pipeline.read.rulings import Drawn, read_rulings
from schemas.page import FileFacts, Page, Pages
from schemas.word import Word

_HEAD = 1024
"""Bytes in which "%PDF" must stand: signing programs put junk before it."""
_PICTURE_SHARE = 0.5
"""A picture over half of the page is a scan of it."""
_STAMP_WORDS = 60
"""A scan may carry the few words of a signature's stamp or a page number as text."""
_UNREAD = "unread-page"
_OUTLINES = 500
"""Paths on a page without words: its letters were turned to outlines."""


def read_pdf(
    source: Path | str | bytes, *, name: str = "", facts: FileFacts | None = None
) -> Pages:
    """Read a PDF's text layer and rulings.

    Args:
        source: a path, or the file's bytes (then ``name`` is used in messages).
        facts: what is known of the file already; worked out from the bytes otherwise.
            ``pages`` and ``text_origin`` are filled in either way.

    Returns:
        One ``Page`` for each page: words in points from the top left, in drawing order;
        notes ``unread-page:N`` for pages whose text is a picture, ``cut-page:N`` for those
        with more glyphs than are read.

    Raises:
        MissingFile, NoPermission, EncryptedFile, UnreadableFile
    """
    data = source if isinstance(source, bytes) else _bytes(Path(source))
    name = name or (facts.name if facts else "") or _name(source)
    with pdfium.LOCK:
        document = _open(data, name)
        try:
            found, notes = _pages(document, name)
        finally:
            document.close()
    pages, encoding = repair_pages(found)
    told = Counter(page.encoding for page in found if page.encoding != UNICODE)
    encoding = told.most_common(1)[0][0] if told else encoding
    return Pages(_facts(facts, data, name, len(pages), encoding), pages, None, tuple(notes))


def _name(source: Path | str | bytes) -> str:
    return "document.pdf" if isinstance(source, bytes) else Path(source).name


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise MissingFile(path) from error
    except PermissionError as error:
        raise NoPermission(path) from error


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    start = data.find(b"%PDF", 0, _HEAD)
    if start < 0:
        raise UnreadableFile(name, "the file is not a PDF", "give the file its true name")
    try:
        return pypdfium2.PdfDocument(data[start:])
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise EncryptedFile(name) from error
        raise UnreadableFile(name) from error


def _pages(document: pypdfium2.PdfDocument, name: str) -> tuple[list[Page], list[str]]:
    """The pages, and codes of those not read."""
    if not len(document):
        raise UnreadableFile(name, "the PDF has no pages", "fetch the document again")
    fonts: dict[int, Font] = {}
    pages: list[Page] = []
    notes: list[str] = []
    for index in range(len(document)):
        page, note = _page(document, index, fonts)
        pages.append(page)
        if note:
            notes.append(f"{note}:{index + 1}")
    return pages, notes


def _page(document: pypdfium2.PdfDocument, index: int, fonts: dict[int, Font]) -> tuple[Page, str]:
    """The page, and the code of what was not read of it, if anything."""
    try:
        page = _flattened(document, document[index], index)
    except pypdfium2.PdfiumError:
        return Page(index + 1, 0.0, 0.0, ()), _UNREAD
    try:
        text_page = page.get_textpage()
        text = read_words(
            text_page,
            count=text_page.count_chars(),
            number=index + 1,
            frame=_frame(page),
            fonts=fonts,
        )
        drawn = read_rulings(page, text.frame)
        text_page.close()
    finally:
        page.close()
    width, height = text.frame.size
    made = Page(
        index + 1, round(width, 2), round(height, 2), tuple(text.words), drawn.rulings,
        encoding=text.encoding,
        is_scan=drawn.picture >= _PICTURE_SHARE,
    )  # fmt: skip
    if text.glyphs > MAX_GLYPHS:
        return made, "cut-page"
    return made, _UNREAD if _is_picture(text.words, drawn) else ""


def _flattened(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, index: int
) -> pypdfium2.PdfPage:
    """The page with its fields and stamps as printed: a signature's banner is one of them."""
    count = raw.FPDFPage_GetAnnotCount(page)
    if not any(_is_printed(page, i) for i in range(count)):
        return page
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


def _is_printed(page: pypdfium2.PdfPage, index: int) -> bool:
    note = raw.FPDFPage_GetAnnot(page, index)
    kind = raw.FPDFAnnot_GetSubtype(note)
    raw.FPDFPage_CloseAnnot(note)
    return kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_FREETEXT)


def frames_of(data: bytes, *, name: str) -> list[Frame]:
    """The pages of a PDF as they are shown, in points.

    Raises:
        EncryptedFile, UnreadableFile
    """
    with pdfium.LOCK:
        document = _open(data, name)
        try:
            return [_shown(document, index) for index in range(len(document))]
        finally:
            document.close()


def _shown(document: pypdfium2.PdfDocument, index: int) -> Frame:
    """A page that is damaged has no size."""
    try:
        return _frame(document[index])
    except pypdfium2.PdfiumError:
        return Frame(0, 0.0, 0.0, 0.0, 0.0)


def _frame(page: pypdfium2.PdfPage) -> Frame:
    """The visible rectangle of a page, and how it is shown."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    return Frame(page.get_rotation() % 360, box.left, box.bottom, box.right, box.top)


def _is_picture(words: list[Word], drawn: Drawn) -> bool:
    """Whether the page's text is a picture: next to no words, and something to look at."""
    if not words:
        return drawn.picture > 0 or drawn.paths >= _OUTLINES
    return drawn.picture >= _PICTURE_SHARE and len(words) < _STAMP_WORDS


def _facts(facts: FileFacts | None, data: bytes, name: str, pages: int, encoding: str) -> FileFacts:
    if facts is None:
        digest = hashlib.sha256(data).hexdigest()
        return FileFacts(name, "application/pdf", digest, pages, "text-layer", encoding)
    return replace(facts, pages=pages, text_origin="text-layer", encoding=encoding)
