"""What reading a file gives: words and rulings on pages, or one decoded text.

Text is NFC already, with no-break spaces and zero-width characters folded away; a
word keeps where it was printed (``page`` and ``box``) or where it stood in the
decoded text of a plain file (``span``).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, NamedTuple

from schemas.geometry import Box
from schemas.office import OfficeBlock
from schemas.word import Word

TextOrigin = Literal["text-layer", "ocr", "office", "plain", "mixed"]


@dataclass(frozen=True, slots=True)
class Page:
    """One printed page, turned upright."""

    number: int
    """From 1."""
    width: float
    height: float
    words: tuple[Word, ...]
    """In the order of the content stream, not of reading."""
    rulings: tuple[Box, ...] = ()
    """Horizontal and vertical lines, each a thin box."""
    encoding: str = "unicode"
    """What most of its repaired words were in."""
    is_scan: bool = False
    """Whether a picture covers it: what words it has another program recognised."""
    quarters: int = 0
    """Quarters of a circle by which the page as it is shown was turned left to be read."""
    skew: float = 0.0
    """Degrees by which its lines rose to the right before they were made level."""


@dataclass(frozen=True, slots=True)
class PageTriage:
    """Where the words of a page come from, and why."""

    page: int
    text: Literal["text-layer", "ocr", "none"]
    reason: str
    """Of a text layer ``good``, the encoding it was repaired from, or ``garbled-text``; of a
    recognised page ``picture`` or ``garbled-text``; else ``blank`` or ``unread-page``."""
    legal_share: float | None
    """Share of legal syllables among its words, 0-1; None where there are none to judge."""


class Part(NamedTuple):
    """Which document of its file one is, where the file holds several."""

    number: int = 1
    of: int = 1
    pages: tuple[int, int] | None = None
    """First and last page in the file; None for files without pages."""
    span: tuple[int, int] | None = None
    """Half-open offsets in the file's text; None for files with pages."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a file before anything is understood."""

    name: str
    media_type: str
    sha256: str
    pages: int | None
    """None for a file without pages."""
    text_origin: TextOrigin
    encoding: str
    triage: tuple[PageTriage, ...] = ()
    """One for each page, once it is known how the page is read."""
    part: Part | None = None
    """None for the only document of its file."""

    @property
    def document_id(self) -> str:
        """The file's SHA-256; of its second document and those after it, one made of that."""
        if self.part is None or self.part.number == 1:
            return self.sha256
        return hashlib.sha256(f"{self.sha256}#{self.part.number}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Pages:
    """A file that has been read: ``pages`` for paged media, ``text`` for plain text."""

    file: FileFacts
    pages: tuple[Page, ...] = ()
    text: str | None = None
    """The decoded text of a plain file, untouched: spans count in it."""
    notes: tuple[str, ...] = ()
    """Codes of what could not be read (``unread-page:3``)."""
    office: tuple[OfficeBlock, ...] = ()
    """The flow of a word processor's file; ``text`` is then its flattened text."""
