"""Searchable copies of scans: each page as it was, with what was recognised under it, unseen.

pikepdf (qpdf, MPL-2.0) writes them: it leaves a page's own content as it is, where libraries
that draw pages anew compress every scan again. Pages with a good text layer are not touched;
the bad layer of another program is taken out of a page that has got a new one.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Name, Pdf

from pipeline.errors import CannotBeKept, UnreadableFile
from pipeline.read.frame import Frame
from pipeline.read.image import frames_of as frames_of_image
from pipeline.read.image import media_type_of
from pipeline.read.pdf import frames_of as frames_of_pdf
from pipeline.searchable.font import add_font
from pipeline.searchable.layer import FONT, text_layer, without_hidden_text
from pipeline.searchable.sheets import add_sheet
from schemas.page import Page, Pages

_SOURCE = "/KehoachSource"
"""Entry of a copy that holds the SHA-256 of the document it was made of."""
_PDF_HEAD = 1024
_PDF = b"%PDF"


def write_searchable(pages: Pages, data: bytes, folder: Path) -> Path | None:
    """Write a copy of a document, whose recognised pages can be searched, into ``folder``.

    Args:
        pages: the document as read, with what was recognised.
        data: the bytes it was read from.
        folder: an existing folder; files of other documents in it are left alone.

    Returns:
        The path of the copy; None for a document without pages (text, Word).

    Raises:
        UnreadableFile: the PDF is too damaged to be copied.
        CannotBeKept: the copy cannot be written.
    """
    if not pages.pages:
        return None
    name = pages.file.name
    try:
        copy = _copy(pages, data)
        path = _place(folder, name, pages.file.sha256)
        if copy != data and path.exists() and path.read_bytes() == data:
            path = _second(path, pages.file.sha256)  # that one is the original itself
        with tempfile.TemporaryDirectory(dir=folder, prefix=".kehoach-") as scratch:
            made = Path(scratch, "copy.pdf")
            made.write_bytes(copy)
            made.replace(path)
    except OSError as error:
        wrong = f"its searchable copy cannot be written ({error.strerror or error})"
        raise CannotBeKept(name, wrong, "look after the folder of --searchable-pdf") from error
    except pikepdf.PdfError as error:
        raise UnreadableFile(name, "it is too damaged for a searchable copy") from error
    return path


def lacks_copy(folder: Path, path: Path, *, name: str, sha256: str) -> bool:
    """Whether a document of pages at ``path`` has no copy in the folder yet."""
    with path.open("rb") as stream:
        head = stream.read(_PDF_HEAD)
    has_pages = _PDF in head or media_type_of(head) is not None
    return has_pages and not _place(folder, name, sha256).exists()


def _place(folder: Path, name: str, sha256: str) -> Path:
    """Where the copy lies, or is to lie: under the document's own name if that is free."""
    path = folder / f"{Path(name).stem}.pdf"
    if not path.exists() or _source_of(path) == sha256:
        return path
    return _second(path, sha256)


def _second(path: Path, sha256: str) -> Path:
    return path.with_stem(f"{path.stem}-{sha256[:8]}")


def _source_of(path: Path) -> str:
    """SHA-256 of the document a file is a copy of: its own, where it does not say."""
    try:
        with Pdf.open(path) as pdf:
            named = pdf.docinfo.get(_SOURCE)
    except pikepdf.PdfError:
        named = None
    return str(named) if named is not None else hashlib.sha256(path.read_bytes()).hexdigest()


def _copy(pages: Pages, data: bytes) -> bytes:
    recognised = [page for page in pages.pages if any(w.confidence is not None for w in page.words)]
    if pages.file.media_type == "application/pdf":
        if not recognised:
            return data
        with Pdf.open(io.BytesIO(data[max(data.find(_PDF, 0, _PDF_HEAD), 0) :])) as pdf:
            frames = frames_of_pdf(data, name=pages.file.name)
            return _with_layers(pdf, recognised, frames, pages.file.sha256, _dropped(pages))
    with Pdf.new() as pdf:
        sizes = [_size_as_it_lies(page) for page in pages.pages]
        stored = frames_of_image(data, name=pages.file.name)
        for frame, (width, height) in zip(stored, sizes, strict=False):
            if frame is not None:
                add_sheet(pdf, frame, data, width=width, height=height)
        pdf.Root.Lang = pikepdf.String("vi")
        frames = [Frame(0, 0.0, 0.0, *size) for size in sizes]
        return _with_layers(pdf, recognised, frames, pages.file.sha256, ())


def _size_as_it_lies(page: Page) -> tuple[float, float]:
    return (page.height, page.width) if page.quarters % 2 else (page.width, page.height)


def _dropped(pages: Pages) -> Collection[int]:
    """Numbers of the pages whose own text layer was too bad."""
    return {t.page for t in pages.file.triage if t.text == "ocr" and t.reason == "garbled-text"}


def _with_layers(
    pdf: Pdf, recognised: Sequence[Page], frames: Sequence[Frame], source: str,
    dropped: Collection[int],
) -> bytes:  # fmt: skip
    font = add_font(pdf)
    for page in recognised:
        target = pdf.pages[page.number - 1]
        if page.number in dropped:
            without_hidden_text(pdf, target)
        target.add_resource(font, Name.Font, Name(FONT))
        layer = pdf.make_stream(text_layer(page, frames[page.number - 1]))
        # Before everything else, so that no setting of the page's own content holds for it.
        target.contents_add(layer, prepend=True)
        target.rotate(-90 * page.quarters, relative=True)  # shown upright; nothing is drawn anew
    pdf.docinfo[_SOURCE] = source
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()
