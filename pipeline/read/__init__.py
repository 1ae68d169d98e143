"""One door for files: what a file is, is told by its bytes, never by its name."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.discover import printable
from pipeline.errors import EmptyFile, MissingFile, NoPermission, UnsupportedFile
from pipeline.read.image import media_type_of, read_image
from pipeline.read.office import kind_of, read_office
from pipeline.read.text import decode
from schemas.page import FileFacts, Pages

_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or an Office file other than Word's"),
    (b"\xd0\xcf\x11\xe0", "an Excel, PowerPoint or other old Office file"),
)
_PDF_HEAD = 1024
"""Bytes in which ``%PDF`` must stand: signing programs put junk before it."""


def read(path: Path, *, docx: Path | None = None) -> Pages:
    """Read a file into pages or decoded text.

    Args:
        docx: what LibreOffice has made of the file before, where it reads that.

    Raises:
        DocumentError: the file is missing, empty, locked, of another kind or damaged.
    """
    data, name = read_bytes(path), printable(path.name)
    if not data.strip():
        raise EmptyFile(path)
    if data.find(b"%PDF", 0, _PDF_HEAD) >= 0:
        from pipeline.read.pdf import read_pdf

        return read_pdf(data, name=name)
    if media_type_of(data) is not None:
        return read_image(data, name=name)
    if (kind := kind_of(data, name=str(path))) is not None:
        made = docx.read_bytes() if docx else None
        return read_office(data, name=name, kind=kind, docx=made)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UnsupportedFile(
                path, f"{what} is not read", "give a PDF, Word, text or image file"
            )
    text, encoding = decode(data, name=str(path))
    facts = FileFacts(
        name=name,
        media_type="text/plain",
        sha256=hashlib.sha256(data).hexdigest(),
        pages=None,
        text_origin="plain",
        encoding=encoding,
    )
    return Pages(facts, text=text)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; its absence and missing rights are errors a user can act upon."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise MissingFile(path) from error
    except PermissionError as error:
        raise NoPermission(path) from error
