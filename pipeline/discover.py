"""Finding the documents among what a user names: files, folders with all below, ZIP archives."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from pipeline.errors import (
    DocumentError,
    EncryptedFile,
    MissingFile,
    NoPermission,
    UnreadableFile,
    UnsupportedFile,
)

DOCUMENT_SUFFIXES = frozenset(
    {".pdf", ".docx", ".doc", ".rtf", ".odt", ".txt", ".tif", ".tiff", ".png", ".jpg", ".jpeg"}
)
_HEADS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
"""How documents begin whose name has lost its suffix."""
_ZIP_DEPTH = 3
"""A ZIP in a ZIP is common, deeper ones are made to do harm."""
_MEMBER_LIMIT = 1 << 30
"""Largest member unpacked, in bytes: more is no document but a bomb."""
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a document. ``path`` can be read until the next one is asked for."""

    name: str
    """Its own name, without folders."""
    origin: str
    """Where it came from, as a user would say it: ``in/2026.zip/kh/plan.pdf``."""
    path: Path


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that was named and cannot be read."""

    origin: str
    error: DocumentError


@dataclass(frozen=True, slots=True)
class Aside:
    """A file of a folder or ZIP that is no document, left aside."""

    origin: str


Found = Candidate | Unread | Aside


def discover(paths: Iterable[Path]) -> Iterator[Found]:
    """Everything the paths hold, in a stable order.

    A file that is named is taken whatever it is called; in folders and ZIP archives only
    what looks like a document is. Links to folders are not followed.
    """
    for path in paths:
        yield from _folder(path) if path.is_dir() else _file(path, _origin(path), named=True)


def _folder(folder: Path) -> Iterator[Found]:
    troubles: list[OSError] = []
    for parent, below, names in os.walk(folder, onerror=troubles.append):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            if not _is_litter(name):
                path = Path(parent, name)
                yield from _file(path, _origin(path), named=False)
        while troubles:
            yield _unread_folder(troubles.pop())
    for trouble in troubles:
        yield _unread_folder(trouble)


def _unread_folder(error: OSError) -> Unread:
    origin = printable(str(error.filename))
    if isinstance(error, PermissionError):
        return Unread(origin, NoPermission(origin, "you have no right to read this folder"))
    return Unread(origin, UnreadableFile(origin, f"this folder cannot be read ({error.strerror})"))


def _origin(path: Path) -> str:
    return printable(str(path))


def printable(name: str) -> str:
    """A file's name without the halves of characters that stand for bytes of no UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_litter(name: str) -> bool:
    """What operating systems and Word leave behind beside documents."""
    return name.startswith((".", "~$")) or name.lower() in {"thumbs.db", "desktop.ini"}


def _file(path: Path, origin: str, *, named: bool, depth: int = 0) -> Iterator[Found]:
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
            if _is_archive(path):
                yield from _zip(path, origin, depth=depth)
                return
    except FileNotFoundError:
        yield Unread(origin, MissingFile(origin))
        return
    except PermissionError:
        yield Unread(origin, NoPermission(origin))
        return
    except OSError as error:
        yield Unread(origin, UnreadableFile(origin, f"it cannot be read ({error.strerror})"))
        return
    if path.suffix.lower() == ".zip":
        yield Unread(origin, UnreadableFile(origin, "the ZIP archive is damaged", "pack it again"))
    elif named or path.suffix.lower() in DOCUMENT_SUFFIXES or head.startswith(_HEADS):
        yield Candidate(printable(path.name), origin, path)
    else:
        yield Aside(origin)


def _is_archive(path: Path) -> bool:
    """A ZIP that holds documents, not one that is a document (DOCX, XLSX, ODT)."""
    if path.suffix.lower() not in ("", ".zip") or not zipfile.is_zipfile(path):
        return False
    return bool(path.suffix) or not _is_office(path)


def _is_office(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return bool({"[Content_Types].xml", "mimetype"} & set(archive.namelist()))


def _zip(path: Path, origin: str, *, depth: int) -> Iterator[Found]:
    if depth >= _ZIP_DEPTH:
        yield Unread(origin, UnsupportedFile(origin, "archives lie too deep in one another"))
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for member in sorted(archive.infolist(), key=_member_name):
                if not member.is_dir() and not _is_litter(PurePosixPath(_member_name(member)).name):
                    yield from _member(archive, member, origin, depth)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        yield Unread(
            origin, UnreadableFile(origin, f"the ZIP archive is damaged ({error})", "pack it again")
        )


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, origin: str, depth: int
) -> Iterator[Found]:
    inside = f"{origin}/{_member_name(member)}"
    if member.flag_bits & _ENCRYPTED:
        yield Unread(inside, EncryptedFile(inside, advice="unpack it and give the files"))
        return
    if member.file_size > _MEMBER_LIMIT:
        yield Unread(inside, UnsupportedFile(inside, "it is too large for a document"))
        return
    try:
        with _unpacked(archive, member) as path:
            yield from _file(path, inside, named=False, depth=depth + 1)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
        yield Unread(inside, UnreadableFile(inside, f"it cannot be unpacked ({error})"))


@contextmanager
def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Path]:
    """The member as a file of its own name in a folder of its own (no path is trusted)."""
    name = PurePosixPath(_member_name(member).replace("\\", "/")).name
    with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
        path = Path(folder, name)
        with archive.open(member) as source, path.open("wb") as target:
            _copy(source, target)
        yield path


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    shutil.copyfileobj(source, target, 1 << 20)


def _member_name(member: zipfile.ZipInfo) -> str:
    """The name of a member. Old packers write UTF-8 without saying so, read as CP437."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    raw = member.filename.encode("cp437", errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return member.filename
