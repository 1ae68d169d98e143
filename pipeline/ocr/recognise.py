"""Recognise the pages whose text is a picture, or is garbled beyond repair."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from extractors.recognised import corrected
from pipeline.ocr.cache import Remembering, default_folder
from pipeline.ocr.clean import is_blank
from pipeline.ocr.engine import Engine, tesseract
from pipeline.ocr.page import read_page
from pipeline.ocr.scans import scans_of
from pipeline.ocr.triage import GARBLED, POOR, UNREAD, is_better, is_poor
from pipeline.read.image import Picture
from schemas.page import Page, Pages


def recognise(
    pages: Pages,
    data: bytes,
    wanted: Mapping[int, str],
    *,
    engine: Engine | None = None,
    folder: Path | None = None,
) -> Pages:
    """The pages with words for those ``wanted``; others stay as they are.

    Notes tell what is left: ``unread-page:N`` for a page with ink and no words,
    ``garbled-text:N`` for one whose text layer was not used, ``low-text-quality:N`` for one
    whose words are poor still.

    Args:
        data: the bytes ``pages`` were read from, a PDF or a picture.
        wanted: numbers of pages and why each is to be recognised (``triage.to_recognise``).
        engine: Tesseract where none is given.
        folder: where what was recognised is kept; the user's cache where none is given.

    Raises:
        MissingTool: Tesseract's Vietnamese model is not installed.
        UnreadableFile: the file is damaged.
    """
    engine = engine or tesseract()
    folder = folder or default_folder()
    read, blank = [], set()
    for number, picture in scans_of(pages, data, wanted):
        read.append(read_picture(picture, number, engine, folder))
        if not read[-1].words and is_blank(picture.pixels):
            blank.add(number)
    return _with(pages, {page.number: page for page in corrected(read)}, wanted, blank)


def read_picture(picture: Picture, number: int, engine: Engine, folder: Path) -> Page:
    """What Tesseract reads in a picture of a page, or read in it before."""
    known = Remembering(engine, folder, picture.pixels, dpi=picture.dpi)
    page = read_page(picture.pixels, dpi=picture.dpi, number=number, engine=known)
    known.save()
    return page


def _with(
    pages: Pages, read: Mapping[int, Page], wanted: Mapping[int, str], blank: Collection[int]
) -> Pages:
    """The pages with those that were read in their places, and new notes."""
    used = {
        n: page for n, page in read.items()
        if wanted[n] == UNREAD or is_better(page, pages.pages[n - 1])
    }  # fmt: skip
    new = tuple(used.get(page.number, page) for page in pages.pages)
    solved = {f"{UNREAD}:{n}" for n, page in used.items() if page.words or n in blank}
    notes = [note for note in pages.notes if note not in solved]
    notes += [f"{GARBLED}:{n}" for n in used if wanted[n] == GARBLED]
    notes += [f"{POOR}:{page.number}" for page in new if is_poor(page)]
    plain = any(page.words and page.number not in used for page in new)
    origin = pages.file.text_origin if not used else "mixed" if plain else "ocr"
    facts = replace(pages.file, text_origin=origin, pages=len(new))
    return replace(pages, file=facts, pages=new, notes=tuple(notes))
