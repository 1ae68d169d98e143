"""The archive's own copies of the files, each under its SHA-256."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipeline.errors import ArchiveUnusable

_BLOCK = 1 << 20
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of the archive; ``place`` is its path below ``files/``."""

    document_id: str
    name: str
    place: str
    size: int


def fingerprint(stream: IO[bytes]) -> str:
    """The SHA-256 of what is left to read, in hexadecimal."""
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def place_of(document_id: str, name: str) -> str:
    """Where a file of that name goes: two letters of its hash, hash, suffix."""
    suffix = Path(name).suffix.lower()
    kept = suffix if _SUFFIX.fullmatch(suffix) else ""
    return f"{document_id[:2]}/{document_id}{kept}"


def store(files: Path, source: Path, *, name: str) -> Stored:
    """Copy ``source`` into the folder ``files``; a file that is there already is left.

    The copy is written beside its place and moved there when it is whole, so that a
    break of power leaves no half a file under a good name. Its identity is that of the
    bytes copied, whatever happens to ``source`` meanwhile.
    """
    with source.open("rb") as stream:
        try:
            return _copy(files, stream, name)
        except OSError as error:
            raise ArchiveUnusable(
                files.parent,
                f"a file cannot be written to it ({error.strerror})",
                "check the space on the disk and the rights of the folder",
            ) from error


def _copy(files: Path, stream: IO[bytes], name: str) -> Stored:
    files.mkdir(parents=True, exist_ok=True)
    handle, path = tempfile.mkstemp(dir=files, prefix=".incoming-")
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as copy:
            while block := stream.read(_BLOCK):
                digest.update(block)
                size += copy.write(block)
            copy.flush()
            os.fsync(copy.fileno())
        document_id = digest.hexdigest()
        place = place_of(document_id, name)
        target = files / place
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            Path(path).chmod(0o644)
            Path(path).replace(target)
    finally:
        with suppress(FileNotFoundError):
            Path(path).unlink()
    return Stored(document_id, name, place, size)
