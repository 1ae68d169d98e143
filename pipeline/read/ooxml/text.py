"""The text of a paragraph as printed: changes accepted, fields by their results, no hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple
from xml.etree import ElementTree as ET

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
_PRINTED = {
    w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-",
    w("softHyphen"): "\u00ad",
}  # fmt: skip
_OLD_FONT = re.compile(r"\.?Vn[A-Z]|VNI[- ]|VN[IU]\b", re.IGNORECASE)
"""Faces of TCVN3 (.VnTime) and VNI (VNI-Times), which some programs take for symbol fonts."""
_CAPITALS = str.maketrans(
    ascii_lowercase + "\xa8\xa9\xaa\xab\xac\xad\xae",
    ascii_uppercase + "\xa1\xa2\xa3\xa4\xa5\xa6\xa7",
)
"""Small letters that TCVN3 has capitals for: those of ASCII, and ă â ê ô ơ ư đ."""


class Piece(NamedTuple):
    """A stretch of text of one look; tabs and line ends are characters of it."""

    text: str
    look: Look


@dataclass
class TextReader:
    """Reads paragraphs in their order: a field may begin in one and end in another."""

    styles: Styles
    _fields: list[bool] = field(default_factory=list)
    """Of each field that is open, whether its result has begun."""

    def pieces(self, paragraph: ET.Element, style: str, boxes: list[ET.Element]) -> list[Piece]:
        """The printed text of a paragraph; text boxes anchored in it are put into ``boxes``."""
        found = []
        for text, rpr, is_symbol in self._walk(paragraph, None, boxes):
            look = self.styles.look(style, rpr)
            if look.hidden:
                continue
            found.append(Piece(text if is_symbol else _as_set(text, look), look))
        return found

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
        if node.tag == w("t"):
            return re.sub(r"[\t\r\n]", " ", node.text or "")
        if node.tag == w("sym"):
            code = node.get(W + "char", "")
            known = re.fullmatch(r"[0-9A-Fa-f]{1,4}", code)
            return symbol(int(code, 16), node.get(W + "font", "")) if known else ""
        return _PRINTED.get(node.tag)


def _as_set(text: str, look: Look) -> str:
    """Text as its format shows it.

    TCVN3 has no capitals with tone marks: faces such as .VnTimeH draw them for small
    letters, and those with tone marks are told by their neighbours once they are decoded.
    """
    if _OLD_FONT.match(look.font):
        text = "".join(chr(ord(c) - 0xF000) if "\uf020" <= c <= "\uf0ff" else c for c in text)
        return text.translate(_CAPITALS) if look.font.endswith("H") else text
    text = plain(text, look.font)
    return text.upper() if look.capitals else text


def chosen(alternate: ET.Element) -> ET.Element:
    """The one branch that is printed: a text box is stored twice, for new and old programs."""
    branch = alternate.find(_CHOICE)
    if branch is None or not len(branch):
        fallback = alternate.find(_FALLBACK)
        branch = fallback if fallback is not None else ET.Element(_CHOICE)
    return branch
