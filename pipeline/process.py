"""The stages of one file, read top to bottom: file, pages, its documents, layout, record."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from importlib import metadata
from pathlib import Path

import extractors
from extractors.bundle import documents
from extractors.layout import lay_out
from extractors.record import extract
from pipeline.ocr.triage import to_recognise, with_triage
from pipeline.read import read, read_bytes
from schemas.page import Pages
from schemas.record import ProducedBy, Record


def process(path: Path) -> Record:
    """Everything kehoach says of one document: of a file's first, where it holds several.

    Raises: as ``process_all``.
    """
    return process_all(path)[0]


def process_all(
    path: Path, *, searchable: Path | None = None, name: str = "", docx: Path | None = None
) -> tuple[Record, ...]:
    """Everything kehoach says of the documents in a file; most files hold one.

    Args:
        searchable: an existing folder that gets a searchable copy of a document with pages.
        name: what the document is called, where ``path`` names it otherwise.
        docx: what LibreOffice has made of the file before, where it reads that.

    Raises:
        DocumentError: the document cannot be read, or its searchable copy cannot be made.
        MissingTool: a program that it needs is not installed.
    """
    pages = read_pages(path, docx=docx)
    if name:
        pages = replace(pages, file=replace(pages.file, name=name))
    if searchable is not None:
        from pipeline.searchable import write_searchable

        write_searchable(pages, read_bytes(path), searchable)
    return tuple(_record(own, path) for own in documents(pages))


def _record(pages: Pages, path: Path) -> Record:
    record = _record_of(pages)
    named = _with_signer(pages, path, record)
    return record if named is None else _record_of(named)


def _record_of(pages: Pages) -> Record:
    produced_by = ProducedBy(version=version(), rules=rules_digest())
    return extract(lay_out(pages), produced_by=produced_by)


def _with_signer(pages: Pages, path: Path, record: Record) -> Pages | None:
    """The pages with a signer's name that is only drawn, where the record lacks one."""
    signature = record.signature
    is_pdf = pages.file.media_type == "application/pdf"
    if not is_pdf or signature is None or signature.name or not signature.position:
        return None
    from pipeline.ocr.signer import with_signer  # Tesseract, for pictures only

    return with_signer(pages, read_bytes(path), signature)


def read_pages(path: Path, *, docx: Path | None = None) -> Pages:
    """A file's pages or text, with what had to be recognised, and how each page was read.

    ``docx`` is what LibreOffice has made of the file before, where it reads that.

    Raises:
        DocumentError: the document cannot be read.
        MissingTool: a program that it needs is not installed.
    """
    pages = read(path, docx=docx)
    wanted = to_recognise(pages)
    if wanted:
        from pipeline.ocr.recognise import recognise  # Tesseract, for scans only

        pages = recognise(pages, read_bytes(path), wanted)
    return with_triage(pages, wanted)


@cache
def version() -> str:
    return metadata.version("kehoach")


@cache
def rules_digest() -> str:
    """A digest of all that decides what is read: the same digest gives the same record."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for root in (Path(extractors.__file__).parent, here / "read", here / "ocr"):
        for path in sorted(root.rglob("*")):
            if path.suffix in (".py", ".yaml", ".csv"):
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
