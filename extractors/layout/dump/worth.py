"""What a line is worth in a column of a dumped table: by its words, as the beginning of a cell,
and as what goes on with the line above it.

How a part goes on with the column's last line is told by where that line had to break, by the
words at the joint and by the marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.agency.names import begins_body
from extractors.layout.dump.columns import (
    AGENTS,
    Column,
    body_share,
    first_words,
    is_ordinal,
    time_share,
)
from extractors.layout.dump.decode import DANGLING
from extractors.layout.dump.joints import Joints
from extractors.text.fold import fold, is_upper, starts_upper
from extractors.text.width import SPACE, width

_FULL = 0.95
"""A line was broken by its column where the next word would have filled this share of it."""
_CAPITAL, _DATE, _FIGURE, _SMALL = 0.4, 0.2, -0.6, -4.0
"""What it is worth that a cell begins so; a date in a column of times."""
_WORDY = 6
_OTHER_CASE = 1.0
"""How much likelier a cell begins where capitals end, or begin."""
_AGAIN = 1.0
"""What it costs that a time goes on that has been told."""
_TORN = 3.0
"""What the first line of a flow gets back that begins in the middle: its cell may be cut."""

_WAITING = re.compile(r"\b(?:ngày|tháng|quý|quí|năm|đến|từ|trước|sau)$", re.IGNORECASE)
"""A time that waits for its number."""


_TOLD = re.compile(r"(?:\d/|năm )\d{4}$", re.IGNORECASE)
"""A time that has come to its year."""


_POINTS = re.compile(r"(?:theo|sau|khi|ngay|kể từ|ban hành|hoàn thành|tùy)\b", re.IGNORECASE)
"""A time that is told by something else: ``Theo Kế hoạch …``, ``Sau khi …``."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the search knows of a table: its columns, words that join, how its reader prints."""

    columns: tuple[Column, ...]
    joints: Joints
    flows: Sequence[int]
    """The flow of each line."""
    pages: Sequence[int]
    strict: float = 1.0
    """How far the columns' widths are known, up to 1."""


@lru_cache(maxsize=65536)
def kinship(text: str, column: Column) -> float:
    """How well a line suits a column by its words."""
    if column.role == "index":
        return 1.5 if is_ordinal(text) else -9.0
    share = 0.0 if is_label(text) else time_share(text)
    worth = 0.0
    if column.role == "time":
        worth += 1.4 * share if share > 0.5 else -0.2
    elif share == 1.0:
        worth -= 0.8
    if is_label(text):
        worth -= 3.0
    if column.role in AGENTS:
        worth += 1.2 * (body_share(text) - 0.6)
    elif column.role in ("content", "product"):
        worth -= 0.5 * (body_share(text) == 1.0)
    if column.words is not None:
        worth += column.words.worth(text)
    return worth


def _begins(text: str, column: Column) -> float:
    """How well a cell begins as a text does: with a capital, a date, seldom with a figure."""
    if text[:1].isdigit():
        return _DATE if column.role == "time" and time_share(text) > 0.5 else _FIGURE
    return _CAPITAL if starts_upper(text) else _SMALL


@lru_cache(maxsize=131072)
def opens(before: str | None, text: str, column: Column, reading: Reading) -> float:
    """How well a text begins a cell."""
    if column.role == "index":
        return sequel(before, text)
    worth = _begins(text, column)
    if not text[:1].isalnum():
        worth -= 0.4
    if column.role in AGENTS:
        worth += 0.6 if begins_body(text) else -0.5
    elif column.role == "time":
        worth -= 0.0 if time_share(text) > 0.5 or _POINTS.match(text) else 1.6
    elif column.role in ("content", "inspected"):
        worth -= 0.6
    if fold(text) in column.openings:
        worth += 0.8
    if column.starts:
        worth += 1.6 if first_words(text) in column.starts else -1.2
    if before is not None:
        worth += _OTHER_CASE if _turns(before, text) else 0.0
        listed = column.role in AGENTS and before.endswith((";", ","))
        worth += -0.8 if listed else _ends(before)
        worth -= 0.5 * max(joint(before, text, reading), 0.0)
    return worth


@lru_cache(maxsize=65536)
def sequel(before: str | None, label: str) -> float:
    """How well a label follows the last one: the next number, or the first of a new group."""
    here = _numbers(label)
    if not here:
        return 0.8 if is_label(label) else -0.5
    last = _numbers(before) if before else ()
    if not last:
        return 1.0 if here[-1] == 1 or before else 0.0
    if here in (_next(last), _next(last[:-1]), (*last, 1)):
        return 2.0
    if here[:-1] != last[:-1] or here[-1] == 1:
        return 0.5 if here[-1] == 1 else -1.0
    return {last[-1]: -1.0, last[-1] + 2: -1.0}.get(here[-1], -3.5)


def _numbers(label: str) -> tuple[int, ...]:
    """``2.1`` as numbers; none where a label is no number."""
    parts = label.strip(".)").split(".")
    return tuple(int(p) for p in parts) if all(p.isdecimal() for p in parts) else ()


def _next(label: tuple[int, ...]) -> tuple[int, ...]:
    return (*label[:-1], label[-1] + 1) if label else ()


@lru_cache(maxsize=65536)
def _ends(text: str) -> float:
    if text.endswith((".", ";")):
        return 0.4
    return -1.3 if DANGLING.search(text) or _WAITING.search(text) else 0.0


@lru_cache(maxsize=131072)
def goes_on(before: str, wide: float, text: str, column: Column, reading: Reading) -> float:
    """How well a text goes on with the line before it in its cell."""
    if column.role in AGENTS and before.endswith(";"):
        return 0.6  # bodies in a list
    worth = joint(before, text, reading)
    if not text[:1].isdigit():
        worth += -0.3 if starts_upper(text) else 0.6
    if before.endswith((".", ";", ":")):
        worth -= 0.6
    elif DANGLING.search(before) or _WAITING.search(before):
        worth += 0.5
    worth -= 2.0 * _OTHER_CASE if _turns(before, text) else 0.0
    if column.role == "time" and _TOLD.search(before) and not text[:1].islower():
        worth -= _AGAIN
    reached = (wide + SPACE + width(text.split(" ", 1)[0])) / column.width
    if reached < _FULL:
        worth -= min(0.3 + 4.0 * (_FULL - reached), 2.5) * reading.strict
    else:
        worth += 0.4 * reading.strict
    return worth


def _turns(before: str, text: str) -> bool:
    """Whether one of two lines is in capitals and the other is not: a heading's, and a row's."""
    return is_upper(before) != is_upper(text) and min(len(before), len(text)) > _WORDY


def fits(wide: float, column: Column, reading: Reading) -> float:
    """What it costs that a text is wider than its column."""
    over = wide / column.width - 1.04
    return -min((0.5 + 10.0 * over) * reading.strict, 5.0) if over > 0 else 0.0


@lru_cache(maxsize=65536)
def opens_flow(text: str, column: Column, reading: Reading) -> float:
    """How well a text begins what its flow holds of a column: it may go on with a cell."""
    worth = opens(None, text, column, reading)
    return worth + _TORN if text[:1].islower() else worth


def joint(before: str, text: str, reading: Reading) -> float:
    """How well the last word of a line and the first one of another join."""
    return reading.joints.worth(before.rsplit(" ", 1)[-1], text.split(" ", 1)[0])


_NUMBERED = re.compile(r"(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVX]{1,5})[.)]?")


def bare_number(text: str) -> int | None:
    """The number of a row on a line of its own; a dot behind it may be a paragraph's."""
    return int(text) if text.isdecimal() and len(text) <= 3 else None


def is_label(text: str) -> bool:
    """Whether a text numbers a row or a group: ``12``, ``IV``."""
    return _NUMBERED.fullmatch(text) is not None
