"""The ZIP package of an Office Open XML file, and the parts of it that a document is read from.

The standard library reads both ZIP and XML; expat bounds what entities may grow to.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from pipeline.errors import DocumentError, EncryptedFile, UnreadableFile, UnsupportedFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/"
"""Where the namespaces of files begin that Word saved as "Strict Open XML"."""
_TRANSITIONAL = b"http://schemas.openxmlformats.org/"
_RELATIONS = {
    b"officeDocument/relationships": b"officeDocument/2006/relationships",
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
}
_MOST = 400 * 1024**2
"""Bytes one part may unpack to: a table of 5,000 rows has 20 MB, a bomb has gigabytes."""
_ENCRYPTED = 0x1
_CHUNK = "chunk "
_DEPTH = 3
"""Documents put into documents put into documents."""
_BESIDE = ("styles", "numbering")
_DAMAGE = (zipfile.BadZipFile, zlib.error, ET.ParseError, EOFError, NotImplementedError, OSError)
"""What reading a damaged part raises; reading from memory raises no other OSError."""


@dataclass(frozen=True, slots=True)
class Package:
    """The parts a document is read from; notes say where one of them is lost."""

    document: ET.Element
    styles: ET.Element | None
    numbering: ET.Element | None
    notes: tuple[str, ...] = ()
    chunks: Mapping[str, Package] = field(default_factory=dict)
    """Documents put into this one whole (``w:altChunk``), by their relations."""


def w(name: str) -> str:
    """A tag or attribute of WordprocessingML by its local name."""
    return W + name


def value_of(element: ET.Element | None) -> str | None:
    """The ``w:val`` of an element; None where it or the element is missing."""
    return None if element is None else element.get(W + "val")


def open_package(data: bytes, *, name: str, depth: int = 0) -> Package:
    """The parts of a Word document; ``depth`` counts the documents it lies in.

    Raises:
        EncryptedFile, UnreadableFile, UnsupportedFile
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            place = _main_place(archive, name)
            document = _parse(_bytes(archive, place, name))
            if document.find(w("body")) is None:
                raise UnsupportedFile(name, "this Office file holds no Word document")
            return _with_parts(archive, place, document, name, depth=depth)
    except _DAMAGE as error:
        raise UnreadableFile(name) from error


def kind_of_zip(data: bytes) -> str:
    """``word``, ``opendocument``, or ``other`` for a ZIP file that is no text document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                kind = archive.read("mimetype")
                return "opendocument" if b"opendocument.text" in kind else "other"
    except _DAMAGE:
        # A ZIP cut short has lost its list of contents; what it was is told by what is left.
        return "word" if b"word/document.xml" in data else "other"
    is_word = "[Content_Types].xml" in names and any(n.startswith("word/") for n in names)
    return "word" if is_word else "other"


def _main_place(archive: zipfile.ZipFile, name: str) -> str:
    """Where the main part lies: by the package's relations, else at its usual place."""
    usual = "word/document.xml"
    try:
        relations = _targets(archive, "_rels/.rels", base="", name=name)
    except (KeyError, *_DAMAGE):
        relations = {}
    place = relations.get("officeDocument", usual)
    names = archive.namelist()
    if place not in names and usual in names:
        place = usual
    if place not in names:
        raise UnreadableFile(name, "the Office file has lost its main part")
    return place


def _with_parts(
    archive: zipfile.ZipFile, place: str, document: ET.Element, name: str, *, depth: int
) -> Package:
    """The parts beside the main one; without them labels and weights are lost, not the text."""
    folder, file = posixpath.split(place)
    relations = {kind: f"{folder}/{kind}.xml" for kind in _BESIDE}
    try:
        relations |= _targets(archive, f"{folder}/_rels/{file}.rels", base=folder, name=name)
    except (KeyError, *_DAMAGE):
        pass  # the parts may still lie at their usual places
    parts: dict[str, ET.Element | None] = {}
    for kind in _BESIDE:
        try:
            parts[kind] = _parse(_bytes(archive, relations[kind], name))
        except (KeyError, *_DAMAGE):
            parts[kind] = None
    lists = any(value_of(e) != "0" for e in document.iter(w("numId")))
    is_poor = parts["styles"] is None or (lists and parts["numbering"] is None)
    chunks = dict(_chunks(archive, relations, name, depth=depth))
    has_lost = sum(1 for _ in document.iter(w("altChunk"))) > len(chunks)
    notes = ("low-text-quality",) if is_poor or has_lost else ()
    return Package(document, parts["styles"], parts["numbering"], notes, chunks)


def _chunks(
    archive: zipfile.ZipFile, relations: Mapping[str, str], name: str, *, depth: int
) -> Iterator[tuple[str, Package]]:
    """Word documents inside this one; what is damaged or of another kind is left out."""
    for identity, place in relations.items():
        if identity.startswith(_CHUNK) and depth < _DEPTH:
            with suppress(KeyError, DocumentError, *_DAMAGE):
                inner = open_package(_bytes(archive, place, name), name=name, depth=depth + 1)
                yield identity.removeprefix(_CHUNK), inner


def _targets(archive: zipfile.ZipFile, place: str, *, base: str, name: str) -> dict[str, str]:
    """Places of related parts by the last word of their relation's type; chunks by their own."""
    found: dict[str, str] = {}
    for relation in _parse(_bytes(archive, place, name)):
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External" or not target:
            continue
        kind = relation.get("Type", "").rpartition("/")[2]
        if kind == "aFChunk":
            kind = _CHUNK + relation.get("Id", "")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.join(base, target)
        found.setdefault(kind, posixpath.normpath(whole))
    return found


def _bytes(archive: zipfile.ZipFile, place: str, name: str) -> bytes:
    member = archive.getinfo(place)
    if member.flag_bits & _ENCRYPTED:
        raise EncryptedFile(name)
    if member.file_size > _MOST:
        raise UnsupportedFile(name, "it is too large for a document")
    return archive.read(member)


def _parse(data: bytes) -> ET.Element:
    if _STRICT in data[:4096]:
        for strict, usual in _RELATIONS.items():
            data = data.replace(_STRICT + strict, _TRANSITIONAL + usual)
    return ET.fromstring(data)
