"""The labels a word processor counts: ``1.``, ``1.2.``, ``a)``, ``II.``, bullets.

A paragraph names a list (``w:num``) and a level; the list names its definition
(``w:abstractNum``), whose levels say how the label is written (``%1.%2``). Lists of one
definition go on counting together; a list that starts over does so where it is first used
(ECMA-376, 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree import ElementTree as ET

from pipeline.read.ooxml.package import W, value_of, w
from pipeline.read.ooxml.styles import Format, Styles
from pipeline.read.ooxml.symbols import bullet

_LEVELS = 9
_LINKS = 5
"""Definitions that refer to a style that refers to a definition; a broken file has a ring."""


class Level(NamedTuple):
    """How the labels of one level are written."""

    start: int
    form: str
    text: str
    suffix: str
    legal: bool
    """Whether numbers of all levels are written with digits."""
    restart: int | None
    """The level (from 1) that starts this one over; 0 for none, None for any above."""
    style: str | None
    """The paragraph style that stands for this level."""
    font: str


_PLAIN = Level(1, "decimal", "", "tab", False, None, None, "")


@dataclass(frozen=True)
class List:
    """A list: whose counters it shares, its levels, and where it starts over."""

    shared: str
    levels: dict[int, Level]
    restarts: dict[int, int]


@dataclass(frozen=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    lists: dict[str, List]
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, form: Format) -> str:
        """Count a paragraph and give its label with what follows it; empty where it has none."""
        found = self.lists.get(form.num or "0")
        if found is None:
            return ""
        at = self._level(found, form)
        level = found.levels.get(at, _PLAIN)
        self._count(form.num or "", found, at)
        if level.form == "bullet":
            text = bullet(level.text, level.font)
        else:
            text = self._written(found, level)
        return text + ("" if level.suffix == "nothing" or not text else " ")

    def _level(self, found: List, form: Format) -> int:
        if not form.direct_level:
            linked = (n for n, level in found.levels.items() if level.style == form.style)
            if form.style and (at := next(linked, None)) is not None:
                return at
        return min(form.level or 0, _LEVELS - 1)

    def _count(self, num: str, found: List, at: int) -> None:
        key = (found.shared, at)
        starts_over = at in found.restarts and (num, at) not in self._begun
        self._begun.add((num, at))
        if starts_over:
            self._counts[key] = found.restarts[at]
        else:
            start = found.levels.get(at, _PLAIN).start
            self._counts[key] = self._counts[key] + 1 if key in self._counts else start
        for below in range(at + 1, _LEVELS):
            restart = found.levels.get(below, _PLAIN).restart
            if restart is None or at < restart:
                self._counts.pop((found.shared, below), None)

    def _written(self, found: List, level: Level) -> str:
        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            above = found.levels.get(at, _PLAIN)
            count = self._counts.get((found.shared, at), above.start)
            return "" if above.form == "bullet" else written(count, above.form, level.legal)

        return re.sub(r"%([1-9])", number, level.text)


def read_numbering(root: ET.Element | None, styles: Styles) -> Numbering:
    """The lists of ``numbering.xml``; none where the file has no such part."""
    if root is None:
        return Numbering({})
    definitions = {e.get(w("abstractNumId"), ""): e for e in root.findall(w("abstractNum"))}
    nums = {e.get(w("numId"), ""): e for e in root.findall(w("num"))}
    lists: dict[str, List] = {}
    for name, num in nums.items():
        shared = _shared(num, nums, definitions, styles)
        if name != "0" and shared is not None:
            lists[name] = _list(shared, num, definitions[shared])
    return Numbering(lists)


def _shared(
    num: ET.Element,
    nums: dict[str, ET.Element],
    definitions: dict[str, ET.Element],
    styles: Styles,
) -> str | None:
    """The definition of a list, through the list styles that stand between them."""
    for _ in range(_LINKS):
        shared = value_of(num.find(w("abstractNumId"))) or ""
        if shared not in definitions:
            return None
        style = value_of(definitions[shared].find(w("numStyleLink")))
        if style is None:
            return shared
        path = f"{w('pPr')}/{w('numPr')}/{w('numId')}"
        linked = next((value_of(e.find(path)) for e in styles.chain(style)), None) or ""
        if linked not in nums:
            return shared
        num = nums[linked]
    return None


def _list(shared: str, num: ET.Element, definition: ET.Element) -> List:
    levels = {_place(e): _read_level(e) for e in definition.findall(w("lvl"))}
    restarts: dict[int, int] = {}
    for override in num.findall(w("lvlOverride")):
        if (level := override.find(w("lvl"))) is not None:
            levels[_place(override)] = _read_level(level)
        start = value_of(override.find(w("startOverride")))
        if start is not None:
            restarts[_place(override)] = _int(start, 1)
    return List(shared, levels, restarts)


def _place(element: ET.Element) -> int:
    return _int(element.get(W + "ilvl"), 0)


def _read_level(element: ET.Element) -> Level:
    values = {child.tag.removeprefix(W): child.get(W + "val") for child in element}
    form = values.get("numFmt") or value_of(element.find(f".//{w('numFmt')}")) or "decimal"
    legal = "isLgl" in values and values["isLgl"] not in ("0", "false")
    restart = values.get("lvlRestart")
    fonts = element.find(f"{w('rPr')}/{w('rFonts')}")
    return Level(
        start=_int(values.get("start"), 1),
        form=form,
        text=values.get("lvlText") or "",
        suffix=values.get("suff") or "tab",
        legal=legal,
        restart=None if restart is None else _int(restart, 0),
        style=values.get("pStyle"),
        font=(fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "") if fonts is not None else "",
    )


def _int(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else otherwise


def written(count: int, form: str, legal: bool = False) -> str:
    """A count as its form writes it; forms that no Vietnamese document uses as digits."""
    if form == "none":
        return ""
    if legal and form != "decimalZero":
        return str(count)
    return _FORMS.get(form, str)(count)


def _letters(count: int) -> str:
    """a … z, then aa, bb: Word repeats the letter."""
    if count < 1:
        return ""
    return chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 30)


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _roman(count: int) -> str:
    out = ""
    for value, digits in _ROMAN:
        times, count = divmod(max(count, 0), value)
        out += digits * min(times, 30)
    return out


_FORMS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "decimalZero": lambda count: f"{count:02d}",
}
