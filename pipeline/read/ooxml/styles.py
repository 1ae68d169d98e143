"""Styles of a Word document: what a paragraph or a run looks like once styles are inherited.

A property is taken from the run itself, else from its styles and the styles those are based
on, else from the document's defaults. Bold, italic and capitals are toggles: a character
style that asks for bold inside a bold paragraph style turns it off (ECMA-376, 17.7.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from pipeline.read.ooxml.package import W, value_of, w
from schemas.office import Align

_TOGGLES = ("b", "i", "caps", "smallCaps", "vanish")
_OFF = frozenset({"0", "false", "off", "none"})
_ALIGNS: dict[str, Align] = {
    "center": "centre", "right": "right", "end": "right", "both": "both", "distribute": "both",
    "left": "left", "start": "left",
}  # fmt: skip
_DEPTH = 20
"""Styles based on one another; a broken file may have a ring of them."""
_CONTENTS = re.compile(r"toc \d|table of figures", re.IGNORECASE)
"""Built-in names of the styles of a table of contents, the same in every language."""
Props = dict[str, Any]


class Look(NamedTuple):
    """How a run is printed. ``font`` is the face of letters without diacritics."""

    size: float = 0.0
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    font: str = ""


class Format(NamedTuple):
    """How a paragraph is set. ``num`` and ``level`` are its list and the level in it."""

    style: str
    align: Align
    indent: float
    space: float
    num: str | None
    level: int | None
    direct_level: bool
    """Whether the level was given on the paragraph, and not by a style."""


@dataclass(frozen=True)
class Styles:
    """The styles of a document by their identifiers, with what was worked out of them."""

    elements: dict[str, ET.Element] = field(default_factory=dict)
    default: str = ""
    """The style of paragraphs that name none."""
    run_defaults: Props = field(default_factory=dict)
    paragraph_defaults: Props = field(default_factory=dict)
    _looks: dict[tuple[str, str], Props] = field(default_factory=dict)
    _formats: dict[str, Props] = field(default_factory=dict)

    def chain(self, style: str) -> list[ET.Element]:
        """A style and those it is based on, the nearest first."""
        found: list[ET.Element] = []
        while style in self.elements and len(found) < _DEPTH:
            found.append(self.elements[style])
            style = value_of(found[-1].find(w("basedOn"))) or ""
        return found

    def is_contents(self, style: str) -> bool:
        """Whether a style is that of a table of contents, which says everything twice."""
        names = (value_of(e.find(w("name"))) or "" for e in self.chain(style)[:1])
        return any(_CONTENTS.match(name) for name in names)

    def borders(self, style: str) -> ET.Element | None:
        """The borders that a table style draws."""
        path = f"{w('tblPr')}/{w('tblBorders')}"
        return next((b for e in self.chain(style) if (b := e.find(path)) is not None), None)

    def look(self, style: str, rpr: ET.Element | None) -> Look:
        """What a run looks like in a paragraph of ``style``."""
        direct = _run_props(rpr)
        props = {**self._inherited(style, direct.pop("style", "")), **direct}
        return Look(
            props.get("sz", 0.0), props.get("b", False), props.get("i", False),
            props.get("caps", False) or props.get("smallCaps", False),
            props.get("vanish", False), props.get("font", ""),
        )  # fmt: skip

    def _inherited(self, style: str, character: str) -> Props:
        key = (style, character)
        if key not in self._looks:
            above = self._merged(style, "rPr", _run_props)
            own = self._merged(character, "rPr", _run_props) if character else {}
            props = {**self.run_defaults, **above, **own}
            for name in _TOGGLES:
                odd = above.get(name, False) != own.get(name, False)
                props[name] = odd or self.run_defaults.get(name, False)
            self._looks[key] = props
        return self._looks[key]

    def format(self, ppr: ET.Element | None) -> Format:
        """How a paragraph with these properties is set."""
        style = value_of(ppr.find(w("pStyle"))) if ppr is not None else None
        if style not in self.elements:
            style = self.default
        if style not in self._formats:
            merged = self._merged(style, "pPr", _paragraph_props)
            self._formats[style] = {**self.paragraph_defaults, **merged}
        inherited, direct = self._formats[style], _paragraph_props(ppr)
        props = {**inherited, **direct}
        return Format(
            style, props.get("align", "left"), props.get("left", 0.0) + props.get("first", 0.0),
            props.get("space", 0.0), props.get("num"), props.get("level"), "level" in direct,
        )  # fmt: skip

    def _merged(self, style: str, part: str, read: Any) -> Props:
        props: Props = {}
        for element in reversed(self.chain(style)):
            props |= read(element.find(w(part)))
        props.pop("style", None)
        return props


def read_styles(root: ET.Element | None) -> Styles:
    """The styles of ``styles.xml``; none where the file has no such part."""
    if root is None:
        return Styles()
    elements = {e.get(w("styleId"), ""): e for e in root.findall(w("style"))}
    default = next((name for name, e in elements.items() if _is_default(e)), "")
    run = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    paragraph = root.find(f"{w('docDefaults')}/{w('pPrDefault')}/{w('pPr')}")
    return Styles(elements, default, _run_props(run), _paragraph_props(paragraph))


def _is_default(style: ET.Element) -> bool:
    is_paragraph = style.get(w("type"), "paragraph") == "paragraph"
    return is_paragraph and style.get(w("default"), "0").lower() not in _OFF


def _run_props(rpr: ET.Element | None) -> Props:
    props: Props = {}
    for child in rpr if rpr is not None else ():
        name = child.tag.removeprefix(W)
        if name in _TOGGLES:
            props[name] = (child.get(W + "val") or "1").lower() not in _OFF
        elif name == "sz":
            props["sz"] = points(child.get(W + "val"), per_unit=0.5)
        elif name == "rFonts":
            props["font"] = child.get(W + "ascii") or child.get(W + "hAnsi") or ""
        elif name == "rStyle":
            props["style"] = child.get(W + "val", "")
    return props


def _paragraph_props(ppr: ET.Element | None) -> Props:
    props: Props = {}
    for child in ppr if ppr is not None else ():
        name = child.tag.removeprefix(W)
        if name == "jc":
            props["align"] = _ALIGNS.get(child.get(W + "val", ""), "left")
        elif name == "ind":
            props |= _indents(child)
        elif name == "spacing" and child.get(W + "before"):
            props["space"] = points(child.get(W + "before"))
        elif name == "numPr":
            props |= _list_props(child)
    return props


def _indents(ind: ET.Element) -> Props:
    props: Props = {}
    left = ind.get(W + "left") or ind.get(W + "start")
    if left:
        props["left"] = points(left)
    if hanging := ind.get(W + "hanging"):
        props["first"] = -points(hanging)
    elif first := ind.get(W + "firstLine"):
        props["first"] = points(first)
    return props


def _list_props(num_pr: ET.Element) -> Props:
    num, level = (value_of(num_pr.find(w(name))) for name in ("numId", "ilvl"))
    props: Props = {"num": num} if num is not None else {}
    if level is not None and level.isdigit():
        props["level"] = int(level)
    return props


def points(text: str | None, *, per_unit: float = 0.05) -> float:
    """A measure in points: bare numbers count ``per_unit`` points, others name their unit."""
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*(pt|cm|mm|in|pc|pi)?", text or "")
    if match is None:
        return 0.0
    units = {"pt": 1.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "in": 72.0, "pc": 12.0, "pi": 12.0}
    return float(match[1]) * (units[match[2]] if match[2] else per_unit)
