"""The text of a paragraph as printed: changes accepted, fields by their results, no hidden text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple
from xml.etree import ElementTree as ET

from extractors.text.capitals import restored
from extractors.text.encodings import contradicts, decode_set, face_of
from pipeline.read.ooxml.package import W, w
from pipeline.read.ooxml.styles import Look, Styles
from pipeline.read.ooxml.symbols import plain, symbol

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DROPPED = frozenset(map(w, (
    "del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "commentReference",
    "footnoteReference", "endnoteReference", "annotationRef", "instrText", "delText",
    "delInstrText", "smartTagPr", "customXmlPr",
)))  # fmt: skip
ALTERNATE, _CHOICE, _FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
_BOX, _RUN, _FIELD = w("txbxContent"), w("r"), w("fldChar")
_EQUATION = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_PRINTED = {
    w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-",
    w("softHyphen"): "\u00ad",
}  # fmt: skip


class Piece(NamedTuple):
    """A stretch of text of one look; tabs and line ends are characters of it."""

    text: str
    look: Look


@dataclass
class TextReader:
    """Reads paragraphs in their order: a field may begin in one and end in another."""

    styles: Styles
    trusts_faces: bool = True
    """Whether text in a face of an old encoding is taken to be in it."""
    faces: Counter[str] = field(default_factory=Counter)
    """Runs decoded by their face, for each encoding; and ``contradicted`` runs, in Unicode."""
    _fields: list[bool] = field(default_factory=list)
    """Of each field that is open, whether its result has begun."""

    def pieces(self, paragraph: ET.Element, style: str, boxes: list[ET.Element]) -> list[Piece]:
        """The printed text of a paragraph; text boxes anchored in it are put into ``boxes``."""
        found = []
        for text, rpr, is_symbol in self._walk(paragraph, None, boxes):
            look = self.styles.look(style, rpr)
            if look.hidden:
                continue
            found.append(Piece(text if is_symbol else self._as_set(text, look), look))
        return _with_capitals(found) if self.faces["tcvn3"] else found

    def _as_set(self, text: str, look: Look) -> str:
        """Text as its format shows it."""
        face = face_of(look.font)
        if face is None:
            text = plain(text, look.font)
        elif contradicts(text):
            self.faces["contradicted"] += 1
        elif self.trusts_faces:
            made = decode_set(text, face)
            self.faces[face.encoding] += made != text
            text = made
        return text.upper() if look.capitals else text

    def _walk(
        self, node: ET.Element, rpr: ET.Element | None, boxes: list[ET.Element]
    ) -> Iterator[tuple[str, ET.Element | None, bool]]:
        for child in node:
            tag = child.tag
            if tag in _DROPPED:
                continue
            if tag == _RUN:
                yield from self._walk(child, child.find(w("rPr")), boxes)
            elif tag == _FIELD:
                self._field(child)
            elif tag == _BOX:
                boxes.append(child)
            elif tag == ALTERNATE:
                yield from self._walk(chosen(child), rpr, boxes)
            elif (text := self._text(child)) is not None:
                if not self._is_instruction():
                    yield text, rpr, tag == w("sym")
            else:
                yield from self._walk(child, rpr, boxes)

    def _field(self, mark: ET.Element) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_instruction(self) -> bool:
        """Whether text is the result of a field in another one's instruction, never printed.

        Text right in an instruction is a slip of the program that wrote the file.
        """
        return len(self._fields) > 1 and not all(self._fields)

    @staticmethod
    def _text(node: ET.Element) -> str | None:
        """What a node prints itself; None for one that only holds others."""
        if node.tag in (w("t"), _EQUATION):
            return re.sub(r"[\t\r\n]", " ", node.text or "")
        if node.tag == w("sym"):
            code = node.get(W + "char", "")
            known = re.fullmatch(r"[0-9A-Fa-f]{1,4}", code)
            return symbol(int(code, 16), node.get(W + "font", "")) if known else ""
        return _PRINTED.get(node.tag)


def _with_capitals(pieces: list[Piece]) -> list[Piece]:
    """A paragraph mostly in faces of TCVN3 with the capitals that these do not have."""
    old = (face_of(p.look.font) for p in pieces)
    share = sum(
        len(p.text) for p, face in zip(pieces, old, strict=True)
        if face is not None and face.encoding == "tcvn3"
    )  # fmt: skip
    text = "".join(p.text for p in pieces)
    if 2 * share <= len(text):
        return pieces
    new, ends = restored(text), list(accumulate(len(p.text) for p in pieces))
    starts = [0, *ends[:-1]]
    return [Piece(new[a:b], p.look) for a, b, p in zip(starts, ends, pieces, strict=True)]


def chosen(alternate: ET.Element) -> ET.Element:
    """The one branch that is printed: a text box is stored twice, for new and old programs."""
    branch = alternate.find(_CHOICE)
    if branch is None or not len(branch):
        fallback = alternate.find(_FALLBACK)
        branch = fallback if fallback is not None else ET.Element(_CHOICE)
    return branch
